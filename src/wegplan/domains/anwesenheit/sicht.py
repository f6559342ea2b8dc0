"""SQL of the second wall for what hangs on a Teilnahme; used by migrations."""


def teilnahme_sichtbar(tabelle: str) -> str:
    """Condition "the user sees the Teilnahme of the row": providers and Regionalbüros those in their own measures."""
    return f"exists (select 1 from teilnahme_teilnahme t where t.id = {tabelle}.teilnahme_id)"
