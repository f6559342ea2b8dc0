"""What a participant learns: contents, goals and practice in modules, in versions; training and its examinations."""
