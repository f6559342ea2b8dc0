"""Paper that comes in as files: checked by content, made into one clean PDF with a picture of every page (PX-01).

`bereinigen(dateien, grenzen)` takes the bytes of PDF, JPEG and PNG files and gives one Papier, or raises Abgelehnt with
a German sentence. The files are read in a process of their own (`kammer.py`) with limits on memory and time: whatever a
file does to its reader, it does not do to the server."""

from .pruefung import Abgelehnt, Grenzen, Papier, bereinigen

__all__ = ["Abgelehnt", "Grenzen", "Papier", "bereinigen"]
