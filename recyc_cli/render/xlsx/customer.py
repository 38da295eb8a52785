"""The customer's copy as a workbook: plain figures, no formula that would tell what they were made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recyc_cli.render.pages.quote.customer import customer_page
from recyc_cli.render.xlsx.book import plain_book
from recyc_cli.render.xlsx.page_sheet import page_sheet
from recyc_cli.render.xlsx.sheets import Sources

if TYPE_CHECKING:
    from recyc_cli.render.look import Look


def customer_workbook(report: dict[str, Any], look: Look) -> bytes:
    """Return a customer's copy (`recyc.customer/1`) as a workbook: the offer, and the sources of what it shows."""
    page = customer_page(report, look)
    return plain_book([page_sheet("Offer", page), Sources().fill(report.get("bibliography", ()))], page.head[0])
