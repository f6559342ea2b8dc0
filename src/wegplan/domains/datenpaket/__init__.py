"""The data package of chapter 80: import, export, undo."""
