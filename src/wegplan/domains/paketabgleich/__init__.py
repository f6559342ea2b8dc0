"""A data package against what is stored: references, differences, what is fixed. Changes nothing."""
