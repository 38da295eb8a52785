"""Reads the headings of a table of lots: what each column is of a quote, and in which unit."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.catalog.trade.units import find_unit
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.importing.table.vocabulary import plain, read_label, unit_of_heading
from recyc_cli.importing.words import by_spelling, vocabulary, words_of_files
from recyc_cli.scenario.keywords import KEYWORDS, LIST, NUMERIC, ROWS, VARYING
from recyc_cli.units import in_dollars, parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from recyc_cli.importing.table.vocabulary import Vocabulary
    from recyc_cli.scenario.keywords import Keyword

UNREAD, TWOFOLD, NO_COLUMN, ASSAYS = "E391", "E392", "E393", "E394"
CARRIED = "-"
"""What a column is mapped to that no quote reads."""
EACH = {"mass_each": "mass_t", "kwh_each": "kwh"}
"""Amounts of one pack, and the keyword that they are times how many there are."""
PACKS = "packs"
_TABLE_OF_ASSAYS = 2


class Column(NamedTuple):
    """A column: its heading, what it is of a quote (nothing where none reads it), its unit, whether it is known."""

    at: int
    heading: str
    target: str
    unit: str = ""
    known: bool = True


class Map(NamedTuple):
    """What a user says: the target of a heading, what a cell means by its words, of which substances shares are read.

    A column of such a share is read beside the keywords of a quote (`lot_records.py`). Of passports: the unit of the
    materials' masses, `none` where these are not to be used.
    """

    headings: Mapping[str, str] = {}
    cells: Mapping[str, str] = {}
    shares: Collection[str] = ()
    material_unit: str | None = None


@cache
def lot_words() -> dict[str, Any]:
    """Return what tables of lots call things."""
    return words_of_files("lots")


@cache
def _spellings() -> Vocabulary:
    """Return the vocabulary of lots, its headings those of all roles."""
    words = lot_words()
    heads: dict[str, Any] = {**words["known"], **words["heads"], **words["each"]}
    twofold = {f"{name}?": spelled for name, spelled in words["twofold"].items()}
    known = vocabulary({**words, "heads": {**heads, **twofold}}, lambda _: False, is_unit)
    own = {spelling: name for name in _targets() for spelling in (name.replace("_", " "), name)}
    return known._replace(heads={**known.heads, **own, **by_spelling(twofold)})


@cache
def _targets() -> dict[str, str]:
    """Return the keyword of each name that a command line or Python has for it."""
    names = {row.name: row.name for row in KEYWORDS if row.kind != LIST}
    for row in KEYWORDS:
        names |= {each.name: row.name for each in row.options if each.help and row.kind != LIST and each.sign > 0.0}
    return names | dict.fromkeys(EACH, "")


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit.

    >>> is_unit("kg"), is_unit("%"), is_unit("je Stück")
    (True, True, False)
    """
    return find_unit(text) is not None


def read_headings(headings: Sequence[str], said: Map, file: str) -> list[Column]:
    """Return what the columns of a table are.

    Args:
        headings: as they stand in the table.
        said: what the user says of some of them.
        file: what errors call the table.

    Raises:
        RecycErrors: E392 a heading that fits two keywords, or two that fit one; E393 a heading of the user's that is
            not there; E394 columns of analyses.

    >>> [(each.target, each.unit) for each in read_headings(["Los", "Zellchemie", "Gewicht (kg)", "SoH %"], Map(), "")]
    [('', ''), ('chemistry', ''), ('mass_t', 'kg'), ('soh', '%')]
    """
    mapped = {plain(heading): target for heading, target in said.headings.items()}
    missing = [heading for heading in said.headings if plain(heading) not in map(plain, headings)]
    faults = [_no_such(heading, headings, file) for heading in missing]
    columns = [_column(at, heading, mapped, said.shares) for at, heading in enumerate(headings)]
    faults += [*_analyses(columns, file), *_of_two(columns, file), *_twice(columns, file)]
    if faults:
        raise RecycErrors(faults)
    return [each._replace(target=each.target.removesuffix("?")) for each in columns]


def _column(at: int, heading: str, mapped: Mapping[str, str], shares: Collection[str]) -> Column:
    """Return what one column is: as the user says, else by its words."""
    text = str(heading).strip()
    said = mapped.get(plain(text))
    if said is not None:
        return _said(at, text, said)
    if shares and share_of_heading(text)[0] in shares:
        return Column(at, text, "")
    if "." in text and " " not in text and not text.endswith("."):
        return Column(at, text, text)
    label = read_label(text, _spellings())
    target = _target(label.role)
    unit = label.unit
    if label.role and not unit and target in (*ROWS, *EACH, "kwh?"):
        unit = _unit_of_name(text)
    return Column(at, text, target, unit, known=bool(label.role) or not text)


def share_of_heading(heading: str) -> tuple[str, float | None]:
    """Return the substance whose share a column is, and the factor of its unit; no name and no factor where none is.

    >>> share_of_heading("Al (%)"), share_of_heading("Kupfer mg/kg"), share_of_heading("F"), share_of_heading("Los")
    (('al', 0.01), ('cu', 1e-06), ('f', None), ('', None))
    """
    from recyc_cli.importing.assay.samples import label_of_share

    return label_of_share(heading)


def has_assays(columns: Iterable[Column], shares: Collection[str]) -> bool:
    """Tell whether some columns are an assay of each lot: lithium and a metal of a cathode among shares."""
    from recyc_cli.importing.assay.rows import is_assay

    return bool(shares) and is_assay({share_of_heading(each.heading)[0] for each in columns} & {*shares})


def _said(at: int, heading: str, said: str) -> Column:
    """Return what a user maps a column to: `mass`, `mass kg`, `region.wage EUR/h`, `-`; the heading may have the unit.

    >>> _said(0, "Preis (EUR/t)", "feed_price").unit, _said(0, "Preis (EUR/t)", "feed_price USD/t").unit
    ('EUR/t', 'USD/t')
    """
    name, _, unit = said.strip().partition(" ")
    unit = unit.strip() or read_label(heading, _spellings()).unit or unit_of_heading(heading, _spellings())[1]
    return Column(at, heading, "" if name == CARRIED else _target(name) or name, unit)


def fits(heading: str) -> str:
    """Return the keyword that a heading nobody knows may be by its unit: what is paid per tonne; else nothing.

    >>> fits("Preis (EUR/t)"), fits("Notiz"), fits("Dichte (kg)")
    ('feed_price', '', '')
    """
    unit = unit_of_heading(heading, _spellings())[1]
    found = find_unit(unit) if unit else None
    per_mass = found is not None and not found.of and in_dollars(parse(found.unit)[1]) == "USD/kg"
    return ROWS["feed_price"].name if per_mass else ""


def _target(role: str) -> str:
    """Return the keyword of a role; nothing where no quote reads it."""
    if role in lot_words()["known"]:
        return ""
    return _targets().get(role) or role


def _unit_of_name(text: str) -> str:
    """Return the unit that ends a name, as `mass_t` and `Brutto kWh` have it."""
    last = plain(text).rpartition(" ")[2]
    found = next((unit for unit in (text.replace("_", " ").rpartition(" ")[2], last) if find_unit(unit)), "")
    return found if plain(text) != last or found.lower() == "kwh" else ""


def _no_such(heading: str, headings: Iterable[str], file: str) -> RecycError:
    hint = did_you_mean(heading, [each for each in headings if each]) or "headings: " + ", ".join(headings)[:200]
    return RecycError(NO_COLUMN, f"no column {heading!r}, which --map names", file, hint)


def _analyses(columns: Sequence[Column], file: str) -> Iterable[RecycError]:
    """Refuse columns of elements: what a lot is made of sets its price, and is not to be passed over."""
    elements = lot_words()["assay"]["elements"]
    found = [
        each.heading
        for each in columns
        if not each.known and plain(each.heading).replace("(", " ").split(" ")[0] in elements
    ]
    if len(found) >= _TABLE_OF_ASSAYS:
        hint = f"recyc presets new feed --assay FILE makes a chemistry of a lot; or pass over: --map '{found[0]}=-'"
        yield RecycError(ASSAYS, f"an assay of each lot, which would set its price: {', '.join(found)}", file, hint)


def _of_two(columns: Sequence[Column], file: str) -> Iterable[RecycError]:
    """Refuse a heading that is of one pack or of the lot, where only that could say how much there is."""
    targets = {each.target for each in columns}
    sized = targets & {"mass_t", "mass_each"}
    for each in columns:
        if each.target.endswith("?") and PACKS in targets and not sized:
            name = each.target.removesuffix("?")
            hint = f'--map "{each.heading}={name}" of the lot, --map "{each.heading}={name}_each" of a pack'
            yield RecycError(TWOFOLD, f"{each.heading!r} may be of one pack, or of the lot", file, hint)


def _twice(columns: Sequence[Column], file: str) -> Iterable[RecycError]:
    """Refuse two columns that are the same."""
    by_target: dict[str, list[str]] = {}
    for each in columns:
        if each.target:
            by_target.setdefault(each.target.removesuffix("?"), []).append(each.heading)
    for target, several in by_target.items():
        if len(several) > 1:
            names = " and ".join(map(repr, several))
            yield RecycError(TWOFOLD, f"{names} are both {target}", file, f'pass one over: --map "{several[1]}=-"')


def keyword_of(target: str) -> Keyword | None:
    """Return the keyword that a column is of, or its amounts of one pack, or the negative of its numbers.

    >>> [keyword_of(each).name for each in ("soh", "mass_each", "gate_fee")]
    ['soh', 'mass_t', 'feed_price']
    """
    name = EACH.get(target, target)
    return VARYING[name][0] if name in VARYING else ROWS.get(name)


def is_number(target: str) -> bool:
    """Tell whether the cells of a column are numbers.

    >>> is_number("soh"), is_number("route"), is_number("region.wage"), is_number("mass_each")
    (True, False, True, True)
    """
    row = keyword_of(target)
    return row is None or row.kind in NUMERIC


def due_unit(target: str) -> str:
    """Return the unit of a keyword's numbers; nothing of a path, which has that of the preset."""
    row = keyword_of(target)
    return row.unit if row else ""


def is_kind(target: str, kind: str) -> bool:
    """Tell whether a column is of a keyword of a kind: money, a share."""
    row = keyword_of(target)
    return row is not None and row.kind == kind
