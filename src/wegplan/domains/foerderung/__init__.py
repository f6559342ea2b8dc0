"""Internships, support and certificates of the programme's participants: the annexes of the report (JPS-51)."""
