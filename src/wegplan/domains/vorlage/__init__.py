"""Office templates for letters: versions of an office's own DOCX, released by a lead; a standard one ships with the
product (PX-02)."""
