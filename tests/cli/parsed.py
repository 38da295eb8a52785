"""HTML read by the standard library: what is markup in a report, and what is text."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "section", "footer", "h1", "h2", "h3", "p",
    "div", "span", "dl", "dt", "dd", "ul", "ol", "li", "code", "a", "table", "thead", "tbody", "tr", "th", "td",
    "figure", "figcaption", "details", "summary", "svg", "g", "desc", "rect", "line", "path", "circle", "text",
}  # fmt: skip
"""All that a report is made of; none of them runs or loads anything."""


class Parsed(HTMLParser):
    """Tags with their attributes, the text of each, and whether every tag is closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.pieces: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.pieces.append((self.open[-1], data))

    @property
    def names(self) -> set[str]:
        return {tag for tag, _ in self.tags}

    @property
    def text(self) -> str:
        return " ".join(data for _, data in self.pieces)
