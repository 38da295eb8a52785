"""Replaces what is no text in data that a shell hands over, and makes digests."""

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


def canonical(data: object) -> bytes:
    """Return plain data as JSON that is the same whatever the order of keys; ValueError where a number is not finite.

    >>> canonical({"b": 1.5, "a": None})
    b'{"a":null,"b":1.5}'
    """
    import json

    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def digest(data: object) -> str:
    """Return a short digest of plain data; the order of keys does not count."""
    from hashlib import blake2b

    return blake2b(canonical(data), digest_size=8).hexdigest()
