"""Types a report of any schema, as forms take it."""

from __future__ import annotations

from recyc_cli.report.shapes.certificate import CertificateReport
from recyc_cli.report.shapes.compliance import ComplianceReport
from recyc_cli.report.shapes.explained import ExplainReport
from recyc_cli.report.shapes.lists import RecordsReport
from recyc_cli.report.shapes.passport import PassportReport
from recyc_cli.report.shapes.questions import BreakevenReport, ComparisonReport
from recyc_cli.report.shapes.quote import QuoteReport
from recyc_cli.report.shapes.saved import CustomerReport, MovesReport
from recyc_cli.report.shapes.studies.blend import BlendReport
from recyc_cli.report.shapes.studies.codes import CodeReport
from recyc_cli.report.shapes.studies.finance import FinanceReport
from recyc_cli.report.shapes.studies.outlook import OutlookReport
from recyc_cli.report.shapes.studies.sensitivity import SensitivityReport
from recyc_cli.report.shapes.studies.simulation import SimulationReport
from recyc_cli.report.shapes.studies.swept import SweepReport

AnyReport = (
    QuoteReport
    | ComparisonReport
    | CustomerReport
    | BreakevenReport
    | ExplainReport
    | FinanceReport
    | SensitivityReport
    | ComplianceReport
    | CertificateReport
    | SimulationReport
    | MovesReport
    | PassportReport
    | SweepReport
    | BlendReport
    | OutlookReport
    | RecordsReport
    | CodeReport
)
