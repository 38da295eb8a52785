"""A report of any schema, as forms take it."""

from __future__ import annotations

from recyc_cli.report.shapes.certificate import CertificateReport
from recyc_cli.report.shapes.compliance import ComplianceReport
from recyc_cli.report.shapes.explained import ExplainReport
from recyc_cli.report.shapes.lists import CodeReport, RecordsReport
from recyc_cli.report.shapes.questions import BreakevenReport, ComparisonReport
from recyc_cli.report.shapes.quote import QuoteReport
from recyc_cli.report.shapes.saved import CustomerReport, MovesReport
from recyc_cli.report.shapes.studies.finance import FinanceReport
from recyc_cli.report.shapes.studies.simulation import SimulationReport
from recyc_cli.report.shapes.studies.swept import SweepReport

AnyReport = (
    QuoteReport
    | ComparisonReport
    | CustomerReport
    | BreakevenReport
    | ExplainReport
    | FinanceReport
    | ComplianceReport
    | CertificateReport
    | SimulationReport
    | MovesReport
    | SweepReport
    | RecordsReport
    | CodeReport
)
