"""Text of long forms that is not saved yet: kept for the one who typed it, for some days (docs/adr/0062)."""
