"""Proposals between provider and office: extend a Teilnahme, end it early, begin it on another day."""
