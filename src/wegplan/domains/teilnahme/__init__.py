"""One person in one measure, from entry to exit."""
