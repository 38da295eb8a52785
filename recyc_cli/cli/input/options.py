"""Lists every option once: its flags, its meaning, its default.

Commands, `RECYC_*` and recyc.toml read the same table.
"""

from __future__ import annotations

from recyc_cli.render.look import DRAWN, screen_forms, suffixes
from recyc_cli.scenario.keywords import (
    ANY,
    FED,
    FEED,
    KEYWORDS,
    LIST,
    LOT,
    MONEYS,
    MOVED,
    PLACE,
    REUSED,
    ROWS,
    Option,
    acting_on,
    setting_by_name,
)

(CHEMISTRY, CHEMISTRIES), (ROUTE, ROUTES) = ROWS["chemistry"].options, ROWS["route"].options
(PRESET_DIR,) = ROWS["preset_dirs"].options
_APART = (CHEMISTRY, CHEMISTRIES, ROUTE, ROUTES)
SCENARIO = tuple(each for row in KEYWORDS for each in row.options if each.help and each not in _APART)
QUESTION, WRITTEN, OFFERED = "question", "output", "offer"
GROUPS = {
    QUESTION: ("Of this command", ""),
    FED: ("Feed", "what comes in"),
    PLACE: ("Route and place", "what is done, where, how big, for whom"),
    MONEYS: ("Prices and money", "bare numbers are in --currency"),
    REUSED: ("Reuse", "a second life before recycling"),
    MOVED: ("Transport", ""),
    ANY: ("Any number", "recyc presets show and recyc explain tell the paths"),
    WRITTEN: ("Output", "a table on a terminal, plain text in a pipe"),
    OFFERED: ("Offer and saving", ""),
}
"""Groups of options in help, in their order: heading, what it is about."""


def output(*some: str) -> tuple[Option, ...]:
    """Return the options of where a result goes and how it looks; `some` are forms that not every command has.

    >>> [each.name for each in output()]
    ['output', 'format', 'json', 'verbose', 'quiet', 'no_color']
    """
    told = " ".join(screen_forms(some))
    return (
        Option("output", ("--output", "-o"), "FILE", f"write to FILE: {' '.join(suffixes(1, some))}", group=WRITTEN,
            brief="FILE.html", values="files"),
        Option("format", ("--format",), "FORMAT", f"{told} [table; piped: plain]", group=WRITTEN, brief="csv",
            values=told),
        Option("json", ("--json",), "", "the same as --format json", "flag", group=WRITTEN, brief="  "),
        Option("verbose", ("--verbose", "-v"), "", "all: ledger, wastes, mass balance, impacts, every note", "flag",
            group=WRITTEN, brief="  all"),
        Option("quiet", ("--quiet", "-q"), "", "only errors on stderr", "flag", group=WRITTEN, brief="  no notes"),
        Option("no_color", ("--no-color",), "", "no colour (also NO_COLOR)", "flag", group=WRITTEN),
    )  # fmt: skip


OUTPUT = output()
CHART = Option("chart", ("--chart",), "", "a picture in the place of the tables; a file: -o FILE.svg", "flag",
    group=WRITTEN, brief="  ")  # fmt: skip
LIVE = Option("live", ("--live",), "", "a page whose inputs can be moved, every number in it: -o FILE.html", "flag",
    group=WRITTEN, brief="  ")  # fmt: skip
PICTURES = (*output(*DRAWN), CHART)
"""Options of the output of what has a picture."""
RANGES = (
    Option("range", ("--range",), "", "the likely range in any form: totals.likely [screens, pages, workbooks]", "flag",
        group=WRITTEN),
    Option("no_range", ("--no-range",), "", "without the likely range: quicker", "flag", group=WRITTEN),
)  # fmt: skip
SAVING = (
    Option("save", ("--save",), "FILE", "freeze the quote with all it rests on, for recyc replay", group=OFFERED,
        values="files"),
    Option("valid", ("--valid",), "TIME", "how long the saved quote holds: 30d, 4w or a date", group=OFFERED),
    Option("reference", ("--reference",), "TEXT", "what the saved quote is called [date and digest]", group=OFFERED),
    Option("dated", ("--dated",), "DATE", "date of the saved quote [today]", group=OFFERED),
    Option("sign", ("--sign",), "KEY", "file of a key: offers.key; signs the saved quote, replay proves it",
        group=OFFERED, values="files"),
)  # fmt: skip
SIGN = SAVING[-1]
PARTIES = (
    Option("offered_by", ("--offered-by",), "NAME", "who makes the offer, for its heading: ACME", group=OFFERED),
    Option("offered_to", ("--offered-to",), "NAME", "to whom it is made", group=OFFERED),
)
CUSTOMER = Option(
    "customer",
    ("--customer",),
    "",
    "a copy to hand on: the offer at a stated price, no cost or margin",
    "flag",
    group=OFFERED,
)
NO_VALUE = Option("no_value", ("--no-value",), "", "leave out of it what the metals are worth", "flag", group=OFFERED)
AT_A_LOSS = Option("at_a_loss", ("--at-a-loss",), "", "offer it although it loses money", "flag", group=OFFERED)
LEFT = Option(
    "left_margin",
    ("--margin",),
    "MARGIN",
    "price the feed so that this is left: 8% of the value, 250 (per t)",
    read="left_margin",
    group=MONEYS,
)
FAIL_BELOW = Option("fail_below", ("--fail-below",), "MARGIN", "exit with 4 where less is left: 0 (per t), 5% of value",
    group=MONEYS)  # fmt: skip
OFFER = (CUSTOMER, NO_VALUE, AT_A_LOSS)
PASSPORT = Option("passport", ("--passport",), "FILE", "a battery passport: chemistry, pack, health", group=FED,
    values="files")  # fmt: skip
MATERIAL_UNIT = Option("material_unit", ("--material-unit",), "UNIT",
    "of a passport's materials: kg, g, or none to leave them out", group=FED, values="kg g none")  # fmt: skip
PASSPORTS = (PASSPORT, MATERIAL_UNIT)
_WRITING = (*OFFER, *PARTIES, *PICTURES, LIVE, *RANGES, *SAVING)
EVERY = frozenset(option.name for option in (CHEMISTRY, CHEMISTRIES, ROUTE, ROUTES, *SCENARIO, *_WRITING))
QUOTE = (CHEMISTRY, ROUTE, *PASSPORTS, *SCENARIO, LEFT, FAIL_BELOW, *_WRITING)
SIZES = frozenset(each.name for row in acting_on(LOT) for each in row.options if each.help)
_SHARED = frozenset(each.name for row in KEYWORDS if not row.axis for each in row.options if each.help)
"""What all columns of a comparison share: the lot, the money they are told in, what is laid over the presets."""
_SET = frozenset(each.name for name in setting_by_name() for each in ROWS[name].options)


def _of_columns(option: Option) -> Option:
    """Return an option as a comparison takes it: of most a column of each value."""
    if option.name in _SET:
        kind = {"list": "settings", "text": "numbers"}.get(option.kind, option.kind)
        return option._replace(kind=kind, metavar=option.metavar + "+")
    if option.name in _SHARED:
        return option
    return option._replace(kind="numbers" if option.read else "names", metavar=option.metavar + "+")


COMPARE = (
    CHEMISTRIES,
    ROUTES,
    *PASSPORTS,
    *(_of_columns(option) for option in SCENARIO),
    CUSTOMER._replace(help="refused: copies are made of quotes"),
    *PICTURES,
    LIVE,
    *RANGES,
)
LISTING = (PRESET_DIR, *(option for option in OUTPUT if option.name != "verbose"))

# A value of one of these drives out what a weaker layer (environment, file) says of the others.
_SEVERAL = ([row] for row in KEYWORDS if row.options[1:] and row.kind != LIST)
_ONE_OF = (acting_on(LOT), [row for row in KEYWORDS if row.axis == FEED], *_SEVERAL)
RIVALS = (
    *(tuple(each.name for row in rows for each in row.options if each.help) for rows in _ONE_OF),
    ("format", "json"),
    ("range", "no_range"),
    (LEFT.name, *(each.name for each in ROWS["feed_price"].options if each.help)),
)
# Options whose name differs from their flag.
_FLAGS = {"routes": "--route", "left_margin": "--margin", "start": "--from", "end": "--to"}


def shown(name: str) -> str:
    """Return how the user wrote an option: `feed_price` is `--feed-price`.

    >>> shown("feed_price"), shown("routes"), shown("chemistry")
    ('--feed-price', '--route', 'CHEMISTRY')
    """
    if name in ("chemistry", "chemistries"):
        return "CHEMISTRY"
    return _FLAGS.get(name) or "--" + name.replace("_", "-")
