"""Replaces what is no text in data that a shell or a disk hands over."""

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
