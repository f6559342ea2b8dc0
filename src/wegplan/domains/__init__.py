"""The areas of the subject; README.md is their map."""
