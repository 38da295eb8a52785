"""Writes what a certificate says as fields that a battery passport takes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from recyc_cli.analysis.compliance.certificate.read_again import notes_of_fields
from recyc_cli.errors import RecycError, did_you_mean
from recyc_cli.model.numbers.arithmetic import plain
from recyc_cli.report.notes.telling import reported

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recyc_cli.analysis.compliance.certificate.certificate import Certificate
    from recyc_cli.report.shapes.asked import Note
    from recyc_cli.report.shapes.certificate import CertificateReport

BAD_PASSPORT = "E196"
SPECIFIED = "urn:io.catenax.battery.battery_pass:6.1.0"
PERCENT, DIGITS = 100.0, 6
PRE = "pre"


class Fields(NamedTuple):
    """Fields of a passport as JSON text, and what is to know of them."""

    text: str
    notes: list[Note]


def passport_fields(asked: Certificate, kind: str) -> Fields:
    """Return the fields of a passport of a kind: recycled shares of what a battery is made of, read once more.

    They hold for a battery whose active material is made of the certified products alone.

    Raises:
        RecycError: E196, no such passport.
    """
    if kind not in KINDS:
        hint = did_you_mean(kind, KINDS) or " or ".join(KINDS)
        raise RecycError(BAD_PASSPORT, f"no passport {kind[:40]!r}", "--as", hint)
    report = asked.to_dict()
    elements = asked.library.document("materials").tree["elements"]
    names = {name: str(elements[name]["name"]) for name in report["content"] if elements[name].get("name")}
    text = json.dumps(KINDS[kind](report, names), indent=2, ensure_ascii=False) + "\n"
    shares = {names[element]: _percent(share) for element, share in report["content"].items() if element in names}
    told = notes_of_fields(text, kind, shares, asked.library)
    return Fields(text, [*report["warnings"], *reported((remark, "") for remark in told)])


def _percent(share: float) -> float:
    return round(plain(share) * PERCENT, DIGITS)


def _batterypass(report: CertificateReport, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the part of BatteryPass' Circularity 1.2.0 that tells recycled content [%]."""
    pre = report["origin"]["consumer"] == PRE
    return {
        "recycledContent": [
            {
                "preConsumerShare": _percent(share) if pre else 0.0,
                "recycledMaterial": names[element].capitalize(),
                "postConsumerShare": 0.0 if pre else _percent(share),
            }
            for element, share in report["content"].items()
            if element in names
        ]
    }


def _catenax(report: CertificateReport, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the part of Catena-X' battery_pass 6.1.0 that tells it [%]."""
    active = {names[element]: {"recycled": _percent(share)} for element, share in report["content"].items()
              if element in names}  # fmt: skip
    return {"specVersion": SPECIFIED, "materials": {"active": active}}


KINDS: dict[str, Callable[[CertificateReport, Mapping[str, str]], dict[str, Any]]] = {
    "batterypass": _batterypass,
    "catenax": _catenax,
}
