"""`shipyard rehearse PATH`: the release tool on packages that Shipyard did not make."""
