"""Warning signs, intervention, change of stage and interruption of a Teilnahme of the programme (JPS-60 to JPS-64)."""
