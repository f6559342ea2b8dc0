"""Rules as data: loads dated YAML rule files, checks them against a JSON Schema, picks the value in force on a day."""
