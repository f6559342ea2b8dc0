"""Papers that came in: to the file of a person or to the month of a project."""
