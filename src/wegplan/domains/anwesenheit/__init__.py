"""Attendance: who was there on which day, and what follows from it (JPS-30 to JPS-34)."""
