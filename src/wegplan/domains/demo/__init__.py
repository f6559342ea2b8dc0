"""A made-up region to try Wegplan with."""
