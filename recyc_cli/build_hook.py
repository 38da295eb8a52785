"""Puts the presets, compiled, and the manual page into a wheel as it is built.

Hatchling loads this file by its path and knows nothing of the package, so the project's root goes on the path first.
A faulty preset fails the build, with all of its faults told.
"""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PresetsAndManual(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the presets to a wheel, as TOML and compiled, and a page for `man`; a checkout needs neither."""

    draft = ""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the presets, write the page, and have hatchling put them into the wheel."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from recyc_cli.catalog.compiled.compile import compile_presets
            from recyc_cli.catalog.compiled.compiled import SHIPPED, digest_of_all
            from recyc_cli.catalog.documents.folder import Folder
            from recyc_cli.cli.help.man import manual_page
        finally:
            sys.path.remove(self.root)
        presets = str(Path(self.root, "presets"))
        self.draft = mkdtemp()
        path = Path(self.draft, SHIPPED)
        path.write_bytes(compile_presets(Folder(presets, builtin=True), digest_of_all(presets)))
        page = Path(self.draft, "recyc.1")
        page.write_text(manual_page(), encoding="utf-8")
        build_data["shared_data"] = {**build_data.get("shared_data", {}), str(page): "share/man/man1/recyc.1"}
        build_data["force_include"] |= {presets: "recyc_cli/presets", str(path): f"recyc_cli/{SHIPPED}"}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Drop the files once they are in the wheel."""
        if self.draft:
            rmtree(self.draft)
