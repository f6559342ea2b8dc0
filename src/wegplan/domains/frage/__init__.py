"""Questions between the offices on a case: who asked whom, who waits since when (PX-09)."""
