"""The page of one person: overview, path, verdict, entry forms, search."""
