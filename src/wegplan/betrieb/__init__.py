"""Running the whole: set-up, supervisor, worker, backup. Knows all areas; no area knows it."""
