"""The release tool, run on any package: `shipyard rehearse ../their-package`."""
