"""`recyc passport` shows what battery passports say, and what a quote makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.cli.input import options
from recyc_cli.cli.input.of_passport import material_unit
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.scenario.keywords import Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recyc_cli.cli.input.settings import Settings

FILES = Option("passports", (), "FILE...", "passports: JSON, AAS, zip, .aasx, JSON lines, folders", "arguments",
    values="files")  # fmt: skip
EXPLAIN = Option("explain", ("--explain",), "", "every field that was read, and what it was used as", "flag",
    group=options.QUESTION, brief="  every field, and what it was used as")  # fmt: skip
IDENTIFIER = Option("identifier", ("--identifier",), "", "tell the batteries' identifiers too", "flag",
    group=options.QUESTION)  # fmt: skip
OPTIONS = (FILES, EXPLAIN, IDENTIFIER, options.MATERIAL_UNIT, options.PRESET_DIR, *options.OUTPUT)


@command(OPTIONS)
def passport(settings: Settings) -> None:
    """Show what battery passports say: chemistry, pack, health; what is doubtful, and what is refused.

    BatteryPass 1.0.0 to 1.2.1, IDTA 02035, Catena-X battery_pass 2 to 6.1 and UNTP are read, as files, as the parts of
    one battery in a package or a folder, and as JSON lines.

      recyc passport battery.json
      recyc passport battery.aasx --explain
      recyc passport returned/ -o passports.csv
      recyc quote --passport battery.json --route hydro
    """
    files = settings.items(FILES.name)
    if not files:
        raise RecycError("E113", "no passport given", "FILE", "recyc passport battery.json")
    to = target.target(settings)
    to.look.verbose = to.look.verbose or settings.on(EXPLAIN.name)
    from recyc_cli.analysis.passport.passport import passports
    from recyc_cli.render.render import render

    named = settings.on(IDENTIFIER.name)
    said = passports(files, settings.items("preset_dir"), material_unit(settings), named=named)
    report = said.to_dict()
    target.deliver(render(report, to.look), to, report["warnings"])
    faults = said.faults()
    if faults:
        raise RecycErrors(_each_once(faults))


def _each_once(faults: Iterable[RecycError]) -> list[RecycError]:
    return list({str(fault): fault for fault in faults}.values())
