"""`recyc certificate` tells a buyer whose metal a product holds, and its footprint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.cli.commands.proofs.comply import OUTPUTS
from recyc_cli.cli.input import keywords, options
from recyc_cli.cli.input.settings import command
from recyc_cli.cli.output import target
from recyc_cli.cli.output.places import with_place
from recyc_cli.render.render import render
from recyc_cli.scenario.keywords import FED, Option

if TYPE_CHECKING:
    from recyc_cli.cli.input.settings import Settings

OWN = (
    OUTPUTS,
    Option("accounting", ("--accounting",), "HOW", "lot: its own outputs; mass-balance: all lots' outputs by what "
        "each brought [lot]", values="lot mass-balance", brief="mass-balance  all lots together [lot]"),
    Option("lot_name", ("--lot",), "NAME", "what the lot is called", group=FED),
    Option("started", ("--started",), "DATE", "first day of the work", group=FED),
    Option("ended", ("--ended",), "DATE", "last day of it", group=FED),
    Option("premium_on", ("--premium-on",), "PRODUCT+", "what a contract pays a premium for: nickel,cobalt [all]",
        "names", group=FED),
    Option("passport", ("--as",), "PASSPORT", "its fields of a battery passport: batterypass or catenax",
        values="batterypass catenax", brief="batterypass  fields of a passport, or catenax"),
)  # fmt: skip
OPTIONS = (options.CHEMISTRY, options.ROUTE, *OWN, *options.SCENARIO, *options.OUTPUT)


@command(OPTIONS)
def certificate(settings: Settings) -> None:
    """Certify what became of a lot: whose metal each product holds, its recycled content, its footprint.

    recyc certificate nmc622 --route hydro --region germany --mass 40t
    recyc certificate nmc622 --route direct --mass 40t --lot A17 -o lot.html
    recyc certificate lfp --route hydro --mass 40t --as batterypass
    recyc certificate --outputs masses.csv --accounting mass-balance
    recyc certificate nmc622 --route hydro --region germany --outputs masses.csv
    recyc certificate nmc622 --route hydro --premium-on nickel,cobalt
    """
    kind = settings.text("passport")
    to = target.target(settings)
    asked = _question(settings)
    from recyc_cli import certificate as ask

    found = ask(**asked)
    if kind:
        from recyc_cli.analysis.compliance.certificate.passport_fields import passport_fields

        fields = passport_fields(found, kind.lower())
        target.deliver(fields.text, to, fields.notes)
        return
    report = found.to_dict()
    target.deliver(render(with_place(report, settings, to), to.look), to, report["warnings"])


def _question(settings: Settings) -> dict[str, Any]:
    weighed = settings.text("outputs")
    given: dict[str, Any] = dict(keywords.keywords(settings) if weighed else keywords.quote_keywords(settings))
    return given | {
        "outputs": weighed or "",
        "accounting": (settings.text("accounting") or "lot").lower(),
        "lot": settings.text("lot_name") or "",
        "started": settings.text("started") or "",
        "ended": settings.text("ended") or "",
        "premium_on": settings.items("premium_on"),
    }
