"""Pages of the distribution of cases."""
