"""List pages: filters in the address, sort, pages, XLSX, saved filters."""
