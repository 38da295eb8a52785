"""Says of a reader's own numbers which go by earlier names, or look like a slip of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recyc_cli.catalog.checks.plausible import implausible
from recyc_cli.catalog.documents.set_tables import earlier_names
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.provenance import records_of
from recyc_cli.scenario.open_presets import setters
from recyc_cli.scenario.overrides import USER, in_todays_words, user_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recyc_cli.report.answer import Answer

THROUGHPUT = "throughput"


def notes_of_own_numbers(quote: Answer) -> Iterator[tuple[str, str]]:
    """Yield (code, message) of what is to know of numbers on the command line or in presets of the user's own."""
    yield from (*_renamed(quote), *_implausible(quote))


def _renamed(quote: Answer) -> Iterator[tuple[str, str]]:
    """Numbers set by a name of an earlier version, on the command line or in a preset."""
    for text in quote.request.overrides:
        now = in_todays_words(quote.resolved.documents, text)
        if now != text:
            before, after = (each.partition("=")[0].strip() for each in (text, now))
            yield "renamed", f"--set {before}: it is called {after} now"
    for owner in setters(quote.resolved) if quote.resolved.library.has_own else ():
        for said in earlier_names(owner, quote.resolved.library):
            yield "renamed", said


def _implausible(quote: Answer) -> Iterator[tuple[str, str]]:
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
        given.append((THROUGHPUT, THROUGHPUT, user_record(plain(quote.resolved.scenario.throughput), "t/yr")))
    rates = documents["prices"].tree.get("fx", {})
    for path, kind, record in given:
        wrong = implausible(kind, record, rates)
        if wrong:
            yield "implausible", f"{path}: {wrong}"
