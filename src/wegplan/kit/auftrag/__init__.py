"""Long work: an Auftrag runs in the worker, with progress and result."""
