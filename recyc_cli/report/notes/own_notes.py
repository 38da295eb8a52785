"""Says of a reader's own numbers which go by earlier names, or look like a slip of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.checks.plausible import implausible
from recyc_cli.catalog.documents.set_tables import SET, earlier_names
from recyc_cli.catalog.vocabulary import USER
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.notes.telling import note, region_name
from recyc_cli.report.provenance import records_of
from recyc_cli.scenario.keywords import ROWS
from recyc_cli.scenario.open_presets import setters
from recyc_cli.scenario.overrides import in_todays_words, locate_price, user_record
from recyc_cli.scenario.payables import ANY, paid_element, spelled_out
from recyc_cli.scenario.payables import FLAG as PAYABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recyc_cli.catalog.documents.document import Document, Record
    from recyc_cli.catalog.documents.library import Library
    from recyc_cli.report.answer import Answer
    from recyc_cli.report.notes.telling import Remark


def notes_of_own_numbers(quote: Answer) -> Iterator[Remark]:
    """Yield what is to know of numbers on the command line or in presets of the user's own."""
    yield from (*_renamed(quote), *_implausible(quote))


def _renamed(quote: Answer) -> Iterator[Remark]:
    """Numbers set by a name of an earlier version, on the command line or in a preset."""
    for text in quote.request.overrides:
        now = in_todays_words(quote.resolved.documents, text)
        if now != text:
            before, after = (each.partition("=")[0].strip() for each in (text, now))
            yield note("renamed", before=before, after=after)
    for owner in setters(quote.resolved) if quote.resolved.library.has_own else ():
        yield from renamed_in(owner, quote.resolved.library)


def renamed_in(owner: Document, library: Library) -> Iterator[Remark]:
    """Yield which paths of a preset's `set` table have other names today."""
    for before, after in earlier_names(owner, library):
        yield note("renamed", case="preset", file=owner.path, before=f"{SET}{before}", after=after)


def without_effect(quotes: Sequence[Answer]) -> Iterator[Remark]:
    """Yield which numbers on the command line no figure of any of some quotes, which share them, depends on."""
    request = quotes[0].request
    for flag, texts in (("--set", request.overrides), ("--price", request.price_overrides)):
        for text in texts:
            paths = [path for quote in quotes for path in _paths(quote, text, flag)]
            if not any(path in dict(records_of(quote)) for quote in quotes for path in paths):
                name = text.partition("=")[0].strip()
                option = f"{PAYABLES} {paid_element(text)}" if paid_element(text) else f"{flag} {name}"
                yield note("no-effect", option=option, why=_unused(quotes[0], paths[0]))


def _paths(quote: Answer, text: str, flag: str) -> list[str]:
    """Return the paths of the numbers that a text sets."""
    documents, name = quote.resolved.documents, text.partition("=")[0].strip()
    if flag == "--price":
        return [".".join(locate_price(documents, name))]
    return [each.partition("=")[0].strip() for each in spelled_out(documents, [in_todays_words(documents, text)])]


def _unused(quote: Answer, path: str) -> str:
    """Say why no figure depends on a number: another region's payables, or what nobody uses or sells."""
    _, used = quote.resolved.borrowed
    if path.startswith("payables.") and f".{used}." not in path and f".{ANY}." not in path:
        return f"{region_name(used)} payables are taken"
    return "no figure depends on it"


def _implausible(quote: Answer) -> Iterator[Remark]:
    """Numbers that look like a slip of their unit."""
    library, documents = quote.resolved.library, quote.resolved.documents
    own = {prefix for prefix, document in documents.items() if library.is_own(document)} if library.has_own else ()
    used = dict(records_of(quote)) if own else {}
    touched = documents if own or quote.request.overrides or quote.request.price_overrides else {}
    given = [
        (f"{prefix}.{rest}", f"{document.kind}.{rest}", record)
        for prefix, document in touched.items()
        for rest, record in document.records.items()
        if record.source == USER or (prefix in own and f"{prefix}.{rest}" in used)
    ]
    if "throughput_t_per_year" in quote.request.given:
        short = ROWS["throughput_t_per_year"].short
        given.append((short, short, user_record(plain(quote.resolved.scenario.throughput), "t/yr")))
    for path, kind, record in given:
        told = slip(path, kind, record, documents)
        if told is not None:
            yield told


def slip(path: str, kind: str, record: Record, documents: Mapping[str, Document]) -> Remark | None:
    """Return what is to know of a number that cannot be of its size; nothing where it can.

    Args:
        path: of the number, as it is set.
        kind: the kind of preset and the number's path in it.
        record: the number.
        documents: the presets in force, whose deck has the rates of currencies.
    """
    wrong = implausible(kind, record, documents["prices"].tree.get("fx", {}))
    if not wrong:
        return None
    value, _, usual = wrong.partition(" is not plausible: ")
    name = path.rpartition(".")[2]
    return note("implausible", path=path, why=wrong, name=name, value=value.partition(" = ")[0], usual=usual)
