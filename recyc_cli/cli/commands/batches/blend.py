"""`recyc blend` chooses which lots to buy, and how much of each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from recyc_cli.cli.commands.batches.asked import LOTS, said_in
from recyc_cli.cli.commands.batches.said import unread
from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.numbers_of_text import split, unreadable
from recyc_cli.cli.input.settings import command, read_all
from recyc_cli.cli.output import target
from recyc_cli.cli.output.places import with_place
from recyc_cli.cli.output.target import say
from recyc_cli.errors import RecycError
from recyc_cli.render.look import DRAWN, FILE, is_form
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import KEYWORDS, ROWS, SHARES, Option
from recyc_cli.scenario.request import CAPACITY, LOAD, SIZE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recyc_cli.analysis.blend.blend import Blend
    from recyc_cli.cli.input.settings import Settings

GROUP = options.QUESTION
_FIXED = tuple(ROWS[name].name for name in (SIZE, LOAD, CAPACITY))
"""What --capacity says of the plant."""
_ELSEWHERE = [row for row in KEYWORDS if row.kind == SHARES or row.name in _FIXED]
_NEVER = options.SIZES | {each.name for row in _ELSEWHERE for each in row.options}
OWN = (
    Option("capacity", ("--capacity",), "T/YR", "tonnes that the plant takes a year, which fixes its size [10000]",
        group=GROUP, brief="10kt/yr  what the plant takes, which fixes its size"),
    Option("budget", ("--budget",), "MONEY", "to spend on the feed: 1.4M, 900k", group=GROUP,
        brief="1.4M  to spend on the feed"),
    Option("limit", ("--limit",), "NAME=SHARE", "of the black mass: al=2%, ni=15%:25%, moisture=5%; repeatable", "list",
        group=GROUP, brief="al=2%  the mix may hold; ni=15%:25% from, to"),
    Option("least", ("--least",), "MASS", "to buy at least: 500t [0]", group=GROUP),
    Option("months", ("--months",), "N", "in which the lots are worked: 1 to 12 [12]", group=GROUP),
    Option("table", ("--table",), "NAME", "sheet of a workbook, table of a database", group=GROUP),
    Option("map", ("--map",), "HEADING=KEYWORD", 'what a column is: "Gewicht=mass kg", "Bem.=-"; or a TOML; repeatable',
        "list", group=GROUP),
)  # fmt: skip
OPTIONS = (
    LOTS._replace(help="files of lots: what each is, how much there is, what it costs; - is standard input"),
    options.CHEMISTRY._replace(flags=("--chemistry",), metavar="NAME", kind="text", help="of all lots, if none says"),
    options.ROUTE,
    *OWN,
    *(each for each in options.SCENARIO if each.name not in _NEVER),
    *options.PICTURES,
)
THOUSANDS = {"k": 1e3, "m": 1e6, "bn": 1e9, "": 1.0}


@command(OPTIONS)
def blend(settings: Settings) -> None:
    """Choose which of several lots to buy, and how much of each, so that the plant earns most.

    A row of LOTS is a lot: chemistry, form, mass, feed price, and shares of what is limited (Al %, Cu %, moisture); or
    its assay (Li %, Ni %, ..., of the dry black mass) in the place of the chemistry.
    Limits are of the black mass. A linear programme finds the plan; it is quoted once more as one mix.

      recyc blend lots.csv --route hydro --capacity 10kt/yr
      recyc blend lots.csv --seat refiner --limit al=2% --budget 1.4M
      recyc blend lots.xlsx --limit ni=15%:25% --least 500t
      recyc blend lots.csv --capacity 12kt/yr --months 1 -o plan.xlsx
      recyc blend lots.csv --limit al=2% --chart
    """
    to = target.target(settings, DRAWN, (LOTS, *OWN))
    given, terms, names = _scenario(settings), _terms(settings), [*_limits(settings)]
    from tempfile import TemporaryDirectory

    from recyc_cli import blend as ask

    with TemporaryDirectory(prefix="recyc-lots-") as folder:
        lots = _lots(settings, given, names, folder)
        found = ask(lots, **{**given, **terms})
        target.deliver(_written(found, settings, to), to, found.to_dict()["warnings"])


def _written(found: Blend, settings: Settings, to: target.Target) -> str | bytes:
    """Return the plan in the form asked for, a workbook with its formulas."""
    if not is_form(to.look.form, FILE):
        return render(with_place(found.to_dict(), settings, to), to.look)
    from functools import partial

    from recyc_cli.analysis.blend.traced_purchase import NOTE, traced_purchase
    from recyc_cli.render.xlsx.traced_book import traced_workbook
    from recyc_cli.report.in_full import bibliography

    return traced_workbook("Plan", traced_purchase(found), partial(bibliography, found.base.resolved.library), NOTE)


def _scenario(settings: Settings) -> dict[str, Any]:
    """Return what holds for all lots; the capacity is a term of the purchase."""
    return {name: value for name, value in keywords.keywords(settings, one=True).items() if name not in _FIXED}


def _lots(settings: Settings, given: dict[str, Any], limited: list[str], folder: str) -> list[dict[str, Any]]:
    """Read the lots; what follows of their columns is put beside what was given, feeds of assays into a folder."""
    from recyc_cli.catalog.open_library import open_library
    from recyc_cli.importing.assay.rows import assayed_substances
    from recyc_cli.importing.lots.assayed import own_feeds, read_shares
    from recyc_cli.importing.lots.lot_files import LotFiles
    from recyc_cli.importing.lots.lot_records import lot_records
    from recyc_cli.importing.lots.tables import files_of

    words = settings.items("lots")
    if not words:
        raise RecycError("E113", "no lots given", "LOTS", "recyc blend lots.csv --capacity 2kt/yr")
    said = said_in(settings.items("map"))._replace(shares=assayed_substances() | {*limited})
    library = open_library(given.get("preset_dirs", ()))
    files = LotFiles(files_of(words), settings.text("table") or "", said, library, list(given))
    try:
        given |= files.settings
        lots = lot_records(files, read_shares(files, limited))
        if not settings.on("quiet"):
            for text in unread(files, "not read"):
                say(text)
    finally:
        files.close()
    texts = own_feeds(lots, limited, library)
    if texts:
        _write_feeds(texts, folder)
        given["preset_dirs"] = [*given.get("preset_dirs", ()), folder]
    return lots


def _write_feeds(texts: Mapping[str, str], folder: str) -> None:
    """Write feeds of assays as presets, with their source."""
    from pathlib import Path

    from recyc_cli.importing.lots.assayed import SOURCE

    place = Path(folder) / "chemistries"
    place.mkdir()
    for name, text in texts.items():
        (place / f"{name}.toml").write_text(text, "utf-8")
    source = (
        f'[{SOURCE}]\ntitle = "Assays in the table of lots"\nnote = "Shares of the dry mass, as the table has them."\n'
    )
    (Path(folder) / "sources.toml").write_text(source, "utf-8")


def _terms(settings: Settings) -> dict[str, Any]:
    """Return what the purchase has to keep to; every fault in it at once."""
    readers: Mapping[str, Callable[[str, str], float]] = {
        "capacity": _capacity, "budget": budget, "least": _mass, "months": _months,
    }  # fmt: skip
    texts = {name: text for name in readers if (text := settings.text(name)) is not None}
    given = {name: partial(readers[name], text, f"--{name}") for name, text in texts.items()}
    return read_all({**given, "limits": partial(_limits, settings)})


def _capacity(text: str, where: str) -> float:
    from recyc_cli.cli.input.values import throughput

    return throughput(text, where)


def _mass(text: str, where: str) -> float:
    from recyc_cli.cli.input.values import mass_t

    return mass_t(text, where)


def _months(text: str, where: str) -> float:
    number, unit = split(text, "a number of months", where, "1")
    if unit not in ("", "mo", "months", "month"):
        raise unreadable(text, "a number of months", where, "for example 1")
    return number


def budget(text: str, where: str) -> float:
    """Return an amount of money in the quote's currency.

    >>> budget("1.4M", "--budget"), budget("900k", "--budget"), budget("250000", "--budget")
    (1400000.0, 900000.0, 250000.0)
    """
    plain = text.strip()
    digits = plain.rstrip("kKmMbBnN").strip()
    scale = THOUSANDS.get(plain[len(digits) :].strip().lower())
    if scale is None:
        raise unreadable(text, "an amount of money", where, "for example 1.4M, 900k or 1400000")
    number, unit = split(digits, "an amount of money", where, "1.4M")
    if unit:
        raise unreadable(text, "an amount in the currency of --currency", where, "for example 1.4M or 1400000")
    return number * scale


def _limits(settings: Settings) -> dict[str, tuple[float | None, float | None]]:
    """Return the limits by name: least and most."""
    found: dict[str, tuple[float | None, float | None]] = {}
    for text in settings.items("limit"):
        name, level = limit(text, "--limit")
        if name in found:
            raise RecycError("E112", f"{name} is limited twice", "--limit", f"--limit {name}=1%:2% has both ends")
        found[name] = level
    return found


def limit(text: str, where: str) -> tuple[str, tuple[float | None, float | None]]:
    """Return a limit: what, its least and its most.

    >>> limit("al=2%", "--limit"), limit("Nickel=15%:25%", "--limit"), limit("li=3%:", "--limit")
    (('al', (None, 0.02)), ('ni', (0.15, 0.25)), ('li', (0.03, None)))
    """
    from recyc_cli.importing.assay.substances import find_substance

    word, equals, level = text.partition("=")
    if not equals or not level.strip():
        raise unreadable(text, "a limit", where, "for example al=2% or ni=15%:25%")
    substance = find_substance(word.strip())
    if substance is None or substance.formula:
        raise RecycError(
            "E112", f"{word.strip()[:40]!r} is nothing that a limit is of", where, "al, cu, f, ni, moisture"
        )
    low, colon, high = level.partition(":")
    ends = (low, high) if colon else ("", low)
    shares = tuple(_level(each, where) if each.strip() else None for each in ends)
    least, most = shares
    if most is not None and least is not None and least > most:
        raise unreadable(text, "a limit whose least is below its most", where, "for example ni=15%:25%")
    return substance.name, (least, most)


def _level(text: str, where: str) -> float:
    from recyc_cli.cli.input.values import share

    return share(text.strip(), where)
