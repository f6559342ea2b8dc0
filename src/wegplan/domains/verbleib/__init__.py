"""What became of a Teilnahme: result, whereabouts at exit and six months later, characteristics (JPS-71, JPS-72)."""
