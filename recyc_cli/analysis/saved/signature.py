"""Signs a saved quote with a key, and tells whether it still is what was signed.

The seal of a saved quote needs no key, so who changes the file can seal it anew. A signature is HMAC-SHA256 (RFC 2104),
by the standard library: whoever has the key file can make and check it, and nobody else. That proves to a house, its
branches and its auditor that an offer is theirs and unchanged; it asks for no other library, no certificates and no
service. It is no proof to one who may not have the key: for that, sign the file itself with a tool made for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.files.texts import canonical
from recyc_cli.errors import RecycError
from recyc_cli.files import LARGEST_TEXT, read_whole

if TYPE_CHECKING:
    from recyc_cli.report.shapes.saved import SavedQuote

SIGNATURE, KIND = "signature", "hmac-sha256:"
SHORTEST = 16
"""Bytes of a key at least: what cannot be guessed."""
NEW_KEY = """python -c "import secrets; print(secrets.token_hex())" > offers.key"""
BAD_KEY, UNSIGNED = "E153", "E352"


def key_in(path: str) -> bytes:
    """Return the key in a file; white space around it, as editors leave, is not part of it.

    Raises:
        RecycError: E153 it is too short to be one; E301 the file cannot be read.
    """
    key = read_whole(path, most=LARGEST_TEXT).strip()
    if len(key) < SHORTEST:
        message = f"a key of {len(key)} bytes can be guessed: {SHORTEST} are the least"
        raise RecycError(BAD_KEY, message, f"--sign {path}", NEW_KEY)
    return key


def signature(saved: SavedQuote, key: bytes) -> str:
    """Return what a key makes of a saved quote, its signature left out.

    >>> signature({"reference": "Q-7"}, b"0123456789abcdef")[:20]
    'hmac-sha256:27a21b35'
    """
    import hmac

    signed = {name: value for name, value in saved.items() if name != SIGNATURE}
    return KIND + hmac.new(key, canonical(signed), "sha256").hexdigest()


def check_signature(saved: SavedQuote, key: bytes, path: str) -> None:
    """Raise RecycError E352 where a saved quote is not signed with a key, or was changed since."""
    import hmac

    said = saved.get(SIGNATURE)
    if said is None:
        raise RecycError(UNSIGNED, "it is not signed", path, "replay it without --sign: its figures are computed again")
    if not (isinstance(said, str) and hmac.compare_digest(said.encode(), signature(saved, key).encode())):
        message = "its signature is not of this key: another one signed it, or it was changed since"
        raise RecycError(UNSIGNED, message, path, "ask for the file as it was sent, and for the key")
