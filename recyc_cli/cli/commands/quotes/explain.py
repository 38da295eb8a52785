"""`recyc explain` tells how a figure of a quote came about and what moves it most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.settings import Setting, Settings, command
from recyc_cli.cli.output import target
from recyc_cli.errors import RecycError, RecycErrors, did_you_mean
from recyc_cli.render.look import DATA, is_form
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import FEED, KEYWORDS, WAY, Option, on_axis

if TYPE_CHECKING:
    from recyc_cli.report.shapes.studies.codes import CodeReport
    from recyc_cli.scenario.keyword_types import ReadKeywords

PATH = Option("figure", (), "PATH", "a figure or an input by its name [totals.margin]", "argument", values="figures")
OWN = (
    Option("depth", ("--depth",), "N", "levels of the tree [as many as a screen holds]", brief="3"),
    Option(
        "why_not",
        ("--why-not",),
        "ROUTE",
        "what makes the difference to a route, or region=china",
        brief="direct  what makes the difference; or region=china",
        values="routes",
    ),
    Option("elasticities", ("--elasticities",), "", "all inputs that the figure depends on", "flag"),
)
FEED_OR_CODE = options.CHEMISTRY._replace(
    help="nmc622 nca lfp ..., or yours; or a code: E332, payables-older", values="explained"
)
OPTIONS = (
    FEED_OR_CODE,
    PATH,
    options.ROUTE,
    *OWN,
    *(option for option in (*options.SCENARIO, *options.OUTPUT) if option.name not in options.SIZES),
)
UNKNOWN, OF_YOUR_OWN = "E101", "of your own"
"""Code of a name that nothing goes by, and what its hint has where none is near."""
_INSTEAD = on_axis(FEED)[1:]
"""Options in the place of CHEMISTRY: a single argument is the path then."""
OTHERS = (
    *dict.fromkeys((options.ROUTE.name, options.CHEMISTRY.name, *on_axis(WAY))),
    *(each.name for row in KEYWORDS if row.axis not in ("", FEED, WAY) for each in row.options if each.help),
)
"""What another quote may differ in, besides the numbers of presets."""


def _lone_path(given: dict[str, Any]) -> dict[str, Any]:
    """Take a single argument for the path where an option gives the feed."""
    if given["figure"] is None and any(given.get(name) for name in _INSTEAD):
        return {**given, "chemistry": None, "figure": given["chemistry"]}
    return given


@command(OPTIONS, _lone_path)
def explain(settings: Settings) -> None:
    """Explain a figure of a quote: its formula, down to the inputs with their sources, and what it depends on most.

    PATH is a total (margin, cost), a line (recovery/labor/operators), a stage, a group, a product, an element, or an
    input (region.wage), which is then shown with all that moves with it [totals.margin]; or what a table here calls it
    ("price of nickel").

    In the place of a chemistry stands the code of an error or a note, which is told then: what it means, and what to
    do. A chemistry of the same name goes before it.

      recyc explain nmc622 --route hydro
      recyc explain nmc622 --route hydro recovery/labor --depth 3
      recyc explain lfp --route direct prices.metals.lithium_carbonate
      recyc explain nmc622 --route hydro margin --why-not direct
      recyc explain nmc622 --route hydro cost --why-not region=china,throughput=50kt
      recyc explain E332
      recyc explain payables-older
    """
    to = target.target(settings)
    told = _code(settings) if settings.get("figure") is None else None
    if told is not None:
        if is_form(to.look.form, DATA):
            told.pop("titles", None)
        target.deliver(render(told, to.look), to)
        return
    keywords_given, question = keywords.quote_keywords(settings), _question(settings)
    from recyc_cli import explain as ask

    explained = ask(**keywords_given, **question)
    report = explained.to_dict()
    if not is_form(to.look.form, DATA):
        from recyc_cli.report.in_full import bibliography

        report["bibliography"] = bibliography(explained.library, report["sources"])
    to.look.every = settings.on("elasticities")
    target.deliver(render(report, to.look), to, report["warnings"])


def _code(settings: Settings) -> CodeReport | None:
    """Return what is told of the code in the place of a chemistry; None where the word is a chemistry, or no code."""
    word = settings.text(options.CHEMISTRY.name)
    if word is None:
        return None
    from recyc_cli.catalog.open_library import open_library

    library = open_library(settings.items("preset_dir"))
    try:
        library.document("chemistries", word)
    except RecycError as error:
        from recyc_cli.report.notes.code_list import code_report

        told = code_report(word) if error.code == UNKNOWN else None
        if told is None and error.code == UNKNOWN and OF_YOUR_OWN in error.hint:
            hint = f"a figure is one of a quote: recyc explain nmc622 {word}"
            raise RecycError(UNKNOWN, error.message, hint=hint, given=word) from None
        return told and _at_work({**told, "presets": library.digest})
    except RecycErrors:  # one with faults, which its quote tells
        return None
    return None


def _at_work(told: CodeReport) -> CodeReport:
    """Return what is told of a code; of a note whose example is a quote with its words there, and what it moves."""
    if told["kind"] == "error" or told["files"] or not told["example"]:
        return told
    from recyc_cli.analysis.explain.note_at_work import note_at_work
    from recyc_cli.cli.input.example_line import quote_of_line, said_besides

    example = told["example"]
    asked = quote_of_line(example)
    if asked is None:
        return told
    tried = [f"{example} {options}" for options in told["tries"]]
    lines = tried or [step["command"] for step in told["do"]]
    others = [(said_besides(line, example), each) for line in lines if (each := quote_of_line(line)) is not None]
    return note_at_work(told, asked, [(said, each) for said, each in others if said])


def _question(settings: Settings) -> dict[str, Any]:
    """Return the question's own keywords."""
    question: dict[str, Any] = {}
    figure, depth, why_not = settings.text("figure"), settings.get("depth"), settings.get("why_not")
    if figure is not None:
        question["asked"] = figure
    if depth is not None:
        question["depth"] = _levels(depth)
    if why_not is not None:
        question["why_not"] = _other(why_not, settings.items("set"))
    return question


def _levels(setting: Setting) -> int:
    from recyc_cli.cli.input.numbers_of_text import unreadable

    if not setting.text.isascii() or not setting.text.isdigit() or int(setting.text[:9]) < 1:
        raise unreadable(setting.text, "a whole number of levels", setting.where, "1 or more")
    return int(setting.text[:9])


def _other(setting: Setting, sets: list[str]) -> ReadKeywords:
    """Read what the other quote differs in: a route, an option, or the number of a preset.

    Args:
        setting: `pyro`, `region=china,throughput=20kt/yr`, `region.wage=30`.
        sets: the numbers that the quote itself changes, and the other one with it.
    """
    layer: dict[str, Setting] = {}
    for part in setting.text.split(","):
        name, equals, value = (text.strip() for text in part.partition("="))
        key = name.lower().replace("-", "_") if equals else "route"
        text = value if equals else name
        if text and equals and "." in key:
            sets = [*sets, f"{name}={value}"]
            layer["set"] = Setting(setting.text, setting.where, tuple(sets))
        elif text and key in OTHERS:
            layer[key] = Setting(text, setting.where)
        else:
            hint = (text and did_you_mean(key, OTHERS)) or f"a route, or one of {', '.join(OTHERS)}: region=china"
            raise RecycError("E111", f"cannot read {part!r}", setting.where, hint)
    keywords_given = keywords.keywords(Settings([layer]))
    return keywords_given | {"mix": None} if options.CHEMISTRY.name in keywords_given else keywords_given
