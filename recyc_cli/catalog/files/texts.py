"""Makes data of any kind sound text, and digests of it: what a shell hands over may hold bytes that are no text."""

from __future__ import annotations

from typing import Any


def sound(data: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    r"""Return plain data in which every byte that is no text has become a question mark, in keys too.

    >>> sound({"reference": ["Q\udcff", 12]})
    {'reference': ['Q?', 12]}
    """
    if isinstance(data, str):
        return data.encode("utf-8", "replace").decode("utf-8")
    if isinstance(data, dict):
        return {sound(key): sound(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [sound(item) for item in data]
    return data


def digest(data: object) -> str:
    """Return a short digest of plain data; the order of keys does not count."""
    import json
    from hashlib import blake2b

    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return blake2b(text.encode("ascii"), digest_size=8).hexdigest()
