"""Target indicators of a programme and the status at exit, defined as data, for every engine (JPS-90)."""
