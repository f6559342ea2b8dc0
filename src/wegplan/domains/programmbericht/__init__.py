"""The report of a whole programme: figures defined as data, protected, frozen on a reference day (JPS-95 to JPS-97)."""
