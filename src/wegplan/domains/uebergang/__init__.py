"""The programme's journey: from the assignment to six months after the exit (JPS-01 to JPS-04)."""
