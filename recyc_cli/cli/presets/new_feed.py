"""`recyc presets new feed --assay FILE` turns a laboratory's assay into a chemistry."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from recyc_cli.catalog.drafts.template import checked_name
from recyc_cli.catalog.drafts.writing import write_cited
from recyc_cli.catalog.open_library import open_library
from recyc_cli.cli.output import target
from recyc_cli.cli.presets import where_to_write
from recyc_cli.errors import RecycError
from recyc_cli.importing import sheets
from recyc_cli.importing.assay import assay_file, chemistry_of_assay

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings

MISSING = "E113"


def write_feed(settings: Settings) -> None:
    """Write the chemistry of an assay, and its source."""
    file = settings.text("assay")
    if file is None:
        hint = "recyc presets new feed --assay lab.csv --as lot-17"
        raise RecycError(MISSING, "no assay given", "--assay", hint)
    name = settings.text("named")
    named = name or settings.text("output")
    default = "" if named else checked_name(f"my-{Path(file).stem}", "--as")
    path = where_to_write.path_of_new_preset(settings, "chemistries", default)
    assay = assay_file.read_assay(sheets.read_sheets(file)[0], file)
    made = chemistry_of_assay.feed_of_assay(assay, open_library(settings.items("preset_dir")), file)
    shown = Path(file).name
    entry = {"title": f"Assay {shown}", "note": f"Read from the file {shown}."}
    content = partial(chemistry_of_assay.chemistry_text, made, f"Black mass {path.stem}")
    write_cited(path, entry, f"assay-{path.stem}", content)
    if not settings.on("quiet"):
        target.say("\n".join([f"nearest cathode: {made.like}", *(f"note: {said}" for said in made.notes)]))
    where_to_write.say_next(settings, path, "chemistries", f"recyc quote {path.stem} --route hydro --form black-mass")
