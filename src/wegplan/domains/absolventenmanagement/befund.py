"""What the records of a person show for one element, as bits; those of the Vermittlung are shifted by their factor."""

DA_ENG = 1  # a record lies in the narrow window (AM-02)
DA_WEIT = 2  # … in the wide one (AM-03)
ZAEHLT_ENG = 4  # a record in the narrow window counts
ZAEHLT_WEIT = 8
ZAEHLT_ERFASST = 16  # … and was entered by the end, not afterwards with an earlier day (PX-03)

VEREINBARUNG, VERMITTLUNG = 1, 32
ELEMENTE = {"vereinbarung": VEREINBARUNG, "vermittlung": VERMITTLUNG}
