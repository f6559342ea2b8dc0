"""The form of the data package: which model stores which table, and the rules on its rows. Changes nothing."""
