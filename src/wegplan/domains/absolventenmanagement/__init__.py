"""Absolventenmanagement: the compliance rules as one expression, judged live and over folders (AM)."""
