"""Compares quotes whose scenarios differ along axes, a column for each."""

from __future__ import annotations

from itertools import product

from recyc_cli.analysis.compare.comparison import Comparison
from recyc_cli.analysis.quote import quote
from recyc_cli.catalog.open_library import open_library
from recyc_cli.errors import RecycError, RecycErrors
from recyc_cli.report.answer import UNPRICED
from recyc_cli.report.axes import AXES, VARIED, fewest_words, request_place
from recyc_cli.report.notes.telling import note
from recyc_cli.scenario import fill_in
from recyc_cli.scenario.keywords import FEED, ROWS, WAY, on_axis, setting_by_name
from recyc_cli.scenario.request import is_amount
from recyc_cli.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Unpack

    from recyc_cli.analysis.quote import Quote
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.axes import Place
    from recyc_cli.report.notes.telling import Remark
    from recyc_cli.scenario.keyword_types import ColumnKeywords

Column = dict[str, Any]
Refused = tuple[Column, RecycError | RecycErrors]
MOST = 120
"""Columns that a comparison may have."""
TOO_MANY = "E149"
NOT_THIS_CASE = ("E127", "E128", "E132", "E141")
"""The method does not know the route, the route does not take the form or has no such seat, the form has no second
life: nothing to tell of a route nobody named."""
LEFT_OUT = (UNPRICED, *NOT_THIS_CASE, "E124", "E131", "E135", "E142", "E143", "E144", "E145", "E146", "E147")
"""Refusals of a combination, not of a name or a number, or want of a price: its column is left out, and that told."""


def compare(
    chemistries: Sequence[str] | None = None,
    routes: Sequence[str] | None = None,
    plants: Sequence[str] | None = None,
    vehicles: Sequence[str] | None = None,
    chain: str | None = None,
    **keywords: Unpack[ColumnKeywords],
) -> Comparison:
    """Quote every combination of what is given in lists; what makes no sense is left out, and said.

    Args:
        chemistries: default those of the method; left out where a mix or vehicles are given.
        routes: default those of the method, a second life where the form and the state of health allow it. Of plants:
            those each works.
        plants: each on the same feed.
        vehicles: instead of chemistries.
        chain: two sites, ROUTE@PLACE,ROUTE@PLACE: one shreds, the other buys its black mass at the price it sells for.
        keywords: those of `quote`. A list of regions, decks, profiles, ... makes a column of each; the lot, the
            currency, overrides and folders are shared by all.

    Raises:
        RecycError, RecycErrors: as `quote`; E149 for more than `MOST` columns; E156 for no chain of two sites.

    >>> compare(["lfp"], ["hydro"]).to_dict()["best"]["margin"]["chemistry"]
    'lfp'
    >>> found = compare(["lfp"], ["hydro"], region=["us", "china"]).to_dict()
    >>> found["columns"], found["best"]["margin"]["region"]
    ([{'region': 'us'}, {'region': 'china'}], 'china')
    """
    lists = {"chemistry": chemistries, "vehicle": vehicles, "plant": plants, "route": routes}
    varied: Column = {**keywords, **{name: values for name, values in lists.items() if values}}
    library = open_library(varied.get("preset_dirs") or ())
    if chain is not None:
        return _over_sites(chain, varied, library)
    columns = [column for each in _scenarios(varied, library) for column in _ways(each, library)]
    _countable(columns)
    quotes, refused = _answers(columns, named="route" in varied or "plant" in varied)
    routes_refused = {column["route"] for column, _ in refused}
    second_life = any("second_life" in library.document("routes", route).tree for route in routes_refused)
    return Comparison(quotes, list(_left_out(refused, columns)), second_life_refused=second_life)


def _over_sites(text: str, varied: Column, library: Library) -> Comparison:
    """Quote every scenario at both sites of a chain, one after the other."""
    from recyc_cli.analysis.compare.sites import over_sites, sites

    both, found = sites(text, varied, library), list(_scenarios(varied, library))
    _countable([*found, *found])
    pairs = [over_sites(each, both) for each in found]
    return Comparison([each for quotes, _ in pairs for each in quotes], [said for _, said in pairs])


def _answers(columns: Sequence[Column], *, named: bool) -> tuple[list[Quote], list[Refused]]:
    """Return the quotes of the columns, and those that are refused, each with its error.

    Of routes that nobody named those are not told that are not for this case.
    """
    quotes: list[Quote] = []
    refused: list[Refused] = []
    passed: list[Refused] = []
    for column in columns:
        try:
            quotes.append(quote(**column))
        except (RecycError, RecycErrors) as error:
            codes = {fault.code for fault in error.errors}
            if not codes <= {*LEFT_OUT}:
                raise
            told = named or not codes & {*NOT_THIS_CASE}
            (refused if told else passed).append((column, error))
    if not quotes:
        raise [*refused, *passed][0][1]
    return quotes, refused


def _scenarios(varied: Mapping[str, Any], library: Library) -> Iterator[Column]:
    """Yield the keywords of every combination of values, the ways of each before the next."""
    feeds = [{name: value} for name in on_axis(FEED) for value in _several(varied.get(name))]
    axes = [feeds or _usual_feeds(varied, library)]
    axes += [_paid(varied)] if varied.get("feed_price") is not None else []
    ways = on_axis(WAY)
    others = [name for name in VARIED if name not in (*on_axis(FEED), *on_axis("feed_price"), *ways)]
    axes += [
        [{name: value} for value in _several(varied[name])] for name in (*others, *ways) if _several(varied.get(name))
    ]
    axes += [_numbers_set(varied)]
    shared = {name: value for name, value in varied.items() if name not in VARIED}
    for parts in product(*axes):
        yield {name: value for part in (shared, *parts) for name, value in part.items()}


def _numbers_set(varied: Mapping[str, Any]) -> list[Column]:
    """Return what is set in each column: of a number that is set to several values, one after the other.

    >>> _numbers_set({"overrides": ["region.wage=20", "region.wage=40", "region.gas=1"]})
    [{'overrides': ['region.wage=20', 'region.gas=1']}, {'overrides': ['region.wage=40', 'region.gas=1']}]
    """
    given = {name: varied[name] for name in setting_by_name() if varied.get(name)}
    by_number: dict[tuple[str, str], list[str]] = {}
    for name, texts in given.items():
        for text in [texts] if isinstance(texts, str) else texts:
            by_number.setdefault((name, text.partition("=")[0].strip()), []).append(text)
    return [
        {name: [text for (owner, _), text in zip(by_number, chosen, strict=True) if owner == name] for name in given}
        for chosen in product(*by_number.values())
    ]


def _usual_feeds(given: Mapping[str, Any], library: Library) -> list[Column]:
    """Return the chemistries that the methods compare where nobody names a feed."""
    methods = _several(given.get("method")) or [ROWS["method"].default]
    usual = [fill_in.defaults(method, library)["chemistries"] for method in methods]
    return [{"chemistry": name} for name in dict.fromkeys(name for names in usual for name in names)]


def _several(value: Any) -> list[Any]:  # noqa: ANN401 - any keyword's value
    """Return the values of a keyword that may have several; a mix in parts is one, and an amount with its currency.

    >>> _several(None), _several("us"), _several(["us", "china"]), _several([("lfp", "cell", 1.0)])
    ([], ['us'], ['us', 'china'], [[('lfp', 'cell', 1.0)]])
    >>> _several((120, "EUR")), _several([100, (120, "EUR")])
    ([(120, 'EUR')], [100, (120, 'EUR')])
    """
    if value is None:
        return []
    many = isinstance(value, (list, tuple)) and not is_amount(value)
    parts = many and any(isinstance(item, tuple) and not is_amount(item) for item in value)
    return list(value) if many and not parts else [value]


def _paid(varied: Mapping[str, Any]) -> list[Column]:
    """Return the feed prices, each with what it is per: one basis for all, or one for each."""
    prices, bases = _several(varied["feed_price"]), _several(varied.get("feed_basis")) or ["tonne"]
    bases = bases * len(prices) if len(bases) == 1 else bases
    if len(bases) != len(prices):
        raise RecycError("E122", f"{len(prices)} feed prices have {len(bases)} bases", "feed_basis", "one for each")
    return [{"feed_price": price, "feed_basis": basis} for price, basis in zip(prices, bases, strict=True)]


def _ways(scenario: Column, library: Library) -> list[Column]:
    """Return a scenario once for each route it may go: the one it names, those its plant works, or all."""
    if "route" in scenario:
        return [scenario]
    return [{**scenario, "route": route} for route in fill_in.ways(scenario, library)]


def _countable(columns: Sequence[Column]) -> None:
    """Refuse more columns than anybody reads."""
    if len(columns) > MOST:
        answers = {
            axis.name: {repr([column.get(name) for name in axis.keywords]) for column in columns} for axis in AXES
        }
        counts = " x ".join(f"{name} {len(values)}" for name, values in answers.items() if len(values) > 1)
        message = f"this makes {len(columns)} columns ({counts}): {MOST} are the most"
        raise RecycError(TOO_MANY, message, hint="leave some out, or name one route: --route hydro")


def _left_out(refused: Sequence[Refused], columns: Sequence[Column]) -> Iterator[Remark]:
    """Say which columns are left out and why, once for all that share way and reason; of want of a price the reason."""
    alike: dict[tuple[str, str], list[Place]] = {}
    unpriced: dict[tuple[str, str, str], dict[str, None]] = {}
    every = [request_place(column) for column in columns] if refused else []
    for column, error in refused:
        for fault in error.errors:
            alike.setdefault((request_place(column)[WAY], _reason(fault)), []).append(request_place(column))
    lacking = {_reason(fault): fault.given for _, error in refused for fault in error.errors if fault.code == UNPRICED}
    for (way, why), some in alike.items():
        of = fewest_words(some, [at for at in every if at[WAY] == way])
        if why in lacking:
            unpriced.setdefault((of, why, lacking[why]), {})[way] = None
        else:
            yield note("left-out", way=way, feed=of or None, why=why)
    for (of, why, priceless), ways in unpriced.items():
        *first, last = ways
        named = f"{', '.join(first)} and {last}" if first else last
        yield note("left-out", case="unpriced", way=named, feed=of or None, why=why, product=priceless)


def _reason(fault: RecycError) -> str:
    """Return why a pair has no column. The names of both stand before it: where a why stands apart, it is enough."""
    return fault.reason or fault.message + (f" ({fault.hint})" if fault.hint else "")
