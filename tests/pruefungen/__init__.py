"""The project tests itself: sizes, words, and habits that no ready-made tool knows."""
