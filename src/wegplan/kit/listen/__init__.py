"""List pages from a declaration: filter, sort, pages, columns, saved filters, XLSX, print, trace (PX-12)."""
