"""Tables in and out: schemas, reading, faults, safe writing."""
