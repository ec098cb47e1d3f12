"""`shipyard adopt`: a package gets the release tool, and is proven to be unchanged."""
