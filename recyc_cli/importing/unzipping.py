"""Names what goes wrong where a damaged or hostile zip is opened or unpacked."""

from __future__ import annotations

import zipfile
import zlib

try:
    import lzma
except ImportError:  # a Python built without it unpacks no such part, and says so
    _LZMA: type[Exception] = zlib.error
else:
    _LZMA = lzma.LZMAError

FAULTS = (zipfile.BadZipFile, zlib.error, _LZMA, RuntimeError, OSError, EOFError, ValueError)
"""What the library raises: no zip, a part that does not unpack, is locked, cut off, or packed in a way unknown here."""
