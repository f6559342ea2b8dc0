"""Vorgänge: what was done for a person on a day (talk, handover, report …); they prove the steps of a procedure."""
