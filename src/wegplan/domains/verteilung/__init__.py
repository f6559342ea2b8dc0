"""Who gets which case: rules that propose the advisor of a new one (VF-12), and many cases changed at once with
preview, handover note and undo (PX-04)."""
