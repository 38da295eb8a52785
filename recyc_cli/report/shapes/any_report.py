"""A report of any schema, as forms take it."""

from __future__ import annotations

from recyc_cli.report.shapes.explained import ExplainReport
from recyc_cli.report.shapes.finance import FinanceReport
from recyc_cli.report.shapes.lists import CodeReport, RecordsReport
from recyc_cli.report.shapes.questions import BreakevenReport, ComparisonReport
from recyc_cli.report.shapes.quote import QuoteReport
from recyc_cli.report.shapes.saved import CustomerReport, MovesReport

AnyReport = (
    QuoteReport
    | ComparisonReport
    | CustomerReport
    | BreakevenReport
    | ExplainReport
    | FinanceReport
    | MovesReport
    | RecordsReport
    | CodeReport
)
