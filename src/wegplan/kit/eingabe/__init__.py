"""What entry forms need: own keys, one record per click, conflicts, constraints in German."""
