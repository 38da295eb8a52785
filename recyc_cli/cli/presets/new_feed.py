"""`recyc presets new feed` makes a black mass of an assay, and shows how it was read."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from recyc_cli.catalog.drafts.template import checked_name
from recyc_cli.catalog.drafts.writing import write_cited
from recyc_cli.catalog.open_library import open_library
from recyc_cli.cli.output import target
from recyc_cli.cli.presets import place_preset
from recyc_cli.errors import RecycError
from recyc_cli.importing import sheets
from recyc_cli.importing.assay import assay_file, chemistry_of_assay

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings
    from recyc_cli.importing.assay.assay_file import Assay
    from recyc_cli.importing.assay.chemistry_of_assay import Feed

MISSING = "E113"


def write_feed(settings: Settings) -> None:
    """Write the chemistry of an assay, and its source; or show only how the file is read."""
    file, dry_run = settings.text("assay"), settings.on("dry_run")
    if file is None:
        hint = "recyc presets new feed --assay lab.csv --as lot-17"
        raise RecycError(MISSING, "no assay given", "--assay", hint)
    named = settings.text("named") or settings.text("output")
    path = None
    if not dry_run:
        default = "" if named else checked_name(f"my-{Path(file).stem}", "--as")
        path = place_preset.path_of_new_preset(settings, "chemistries", default)
    library = open_library(settings.items("preset_dir"))
    masses = library.document("materials").tree["atomic_mass"]
    assay = assay_file.read_assay(sheets.read_sheets(file), file, masses, settings.text("sample") or "")
    made = chemistry_of_assay.feed_of_assay(assay, library, file)
    if dry_run or not settings.on("quiet"):
        target.say("\n".join(_reading(assay, made)))
    if path is None:
        return
    shown = Path(file).name
    sample = f", sample {assay.sample}" if assay.sample else ""
    entry = {"title": f"Assay {shown}{sample}", "note": f"Read from the file {shown}{sample}."}
    content = partial(chemistry_of_assay.chemistry_text, made, f"Black mass {path.stem}")
    write_cited(path, entry, f"assay-{path.stem}", content)
    place_preset.say_next(settings, path, "chemistries", f"recyc quote {path.stem} --route hydro --form black-mass")


def _reading(assay: Assay, made: Feed) -> list[str]:
    """Say what was taken from which cell, what was left, and what it comes to."""
    width = max(len(each.name) for each in assay.taken)
    lines = ["read" + (f" of sample {assay.sample}" if assay.sample else "") + ":"]
    lines += [
        f"  {each.name.capitalize():{width}}  {100 * each.share:8.4g} %  {each.where}: {each.text}"
        for each in assay.taken
    ]
    lines.append(f"  the elements sum to {100 * assay_file.total_of(assay.shares):.4g} % of the dry mass")
    lines += [f"left: {each}" for each in assay.left]
    return [*lines, f"nearest cathode: {made.like}", *(f"note: {said}" for said in made.notes)]
