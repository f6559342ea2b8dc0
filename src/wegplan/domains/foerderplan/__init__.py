"""Individual plan of a Teilnahme: starting point, wishes, goals and steps, in versions signed by both sides."""
