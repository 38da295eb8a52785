"""Finds the folders of presets and of the cache.

Where the answer is plain it does without the 20 ms that platformdirs takes.
"""

# ruff: noqa: PTH100, PTH112, PTH118, PTH120 (importing pathlib costs as much as a quote's presets)
from __future__ import annotations

import os
import sys

from recyc_cli.errors import RecycError
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))


def user_folders(preset_dirs: Iterable[str] = ()) -> list[str]:
    """Return the folders of users' presets, the first to be asked first.

    `--preset-dir` and RECYC_PRESETS must exist (RecycError E106); ./presets and the user's own are taken where they do.
    The built-in folder, which is ./presets in a checkout, is left out.
    """
    named = [("--preset-dir", folder) for folder in preset_dirs]
    named += [("RECYC_PRESETS", folder) for folder in os.environ.get("RECYC_PRESETS", "").split(os.pathsep) if folder]
    for origin, folder in named:
        if not os.path.isdir(folder):
            raise RecycError(
                "E106", f"no folder {folder!r}", origin, "give a folder that holds chemistries/, prices/ and the like"
            )
    usual = [folder for folder in ("presets", os.path.join(config_folder(), "presets")) if os.path.isdir(folder)]
    folders: dict[str, str] = {}
    for folder in [*(folder for _, folder in named), *usual]:
        folders.setdefault(os.path.realpath(folder), folder)
    folders.pop(os.path.realpath(builtin_folder()), None)
    return list(folders.values())


def builtin_folder() -> str:
    """Return the folder of the built-in TOML: in the package when installed, beside it in a checkout."""
    inside = os.path.join(PACKAGE, "presets")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(PACKAGE), "presets")


def config_folder() -> str:
    """Return the user's configuration folder of recyc, the same as platformdirs names."""
    return _own_folder("config")


def cache_folder() -> str:
    """Return the user's cache folder of recyc, the same as platformdirs names."""
    return _own_folder("cache")


def _own_folder(kind: str) -> str:
    """Return a folder of recyc below the user's own: by Linux's rules where these settle it at once."""
    base, home = os.environ.get(f"XDG_{kind.upper()}_HOME", ""), os.environ.get("HOME", "")
    if sys.platform.startswith("linux") and (base or home).startswith("/"):
        return os.path.join(base if base.startswith("/") else os.path.join(home, f".{kind}"), "recyc")
    import platformdirs

    return str(getattr(platformdirs, f"user_{kind}_path")("recyc"))
