"""The picture that README opens with: a screen of recyc on a wide terminal, in colour, as SVG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import readme
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = readme.ROOT / ".github" / "margins.svg"
COMMAND = "recyc compare nmc622 lfp --route hydro --prices 2019,2020,2021,2022,2023,2024,2025,latest"
COLUMNS = 120
FORM = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>{chrome}</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
<rect width="{width}" height="{height}" rx="8" fill="#1c1c1c"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's own frame names a font on a server, which no page that shows a picture loads."""


def drawn(folder: Path) -> str:
    """Return the picture as it should be today."""
    code, shown = readme.screen(COMMAND, folder, COLUMNS=str(COLUMNS), NO_COLOR="", TERM="xterm-256color")
    if code:
        raise RuntimeError(shown)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="256")
    console.print(Text.from_ansi(f"\033[1m$ {COMMAND}\033[0m\n{shown}"), end="")
    svg = console.export_svg(theme=MONOKAI, code_format=FORM.replace("{chrome}", COMMAND), unique_id="recyc")
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines())
