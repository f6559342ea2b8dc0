"""Talks of the programme with their agreements (Wiedervorlagen), and which of the required talks are due."""
