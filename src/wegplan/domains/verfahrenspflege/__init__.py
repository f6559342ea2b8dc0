"""An office writes its own procedure: copy, change by form, compare, try on a past month, put in force (VF-10)."""
