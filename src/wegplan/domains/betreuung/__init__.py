"""Care of measures (VF-13, MB-01): who looks after a measure for an office, and the dated duties that follow from the
measure's begin and end."""
