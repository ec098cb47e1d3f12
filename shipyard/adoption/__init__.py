"""`shipyard adopt`: a package that exists gets the release tool, and a proof that it is unchanged.

Only files are added. `run.py` has the order of the steps.
"""
