"""Draws a Sankey chart: bands as wide as their mass, from inputs through boxes to outputs.

Three sorts of nodes: what comes in (words at its left), boxes (words inside), what goes out (words at its right). A
column of outlets is stacked in the order of its boxes, and each box stands level with the first of its own outlets:
so bands never run behind a box, and words never meet.
"""

from __future__ import annotations

from typing import NamedTuple

from recyc_cli.render.chart import svg

SIZE, SLOT = 13.0, 17.0
"""Font size, and the least height of a node with its words [px]."""
NODE, BOX = 12.0, 124.0
"""Widths of a node and of a box [px]."""
LEAST = 36.0
"""Least height of a box [px]: two lines of words."""
BETWEEN, APART, EDGE, SIDE = 5.0, 16.0, 10.0, 6.0
TALL = 400.0
"""Height that the mass of the fullest column takes [px]."""
WORDS = 240.0
"""Most room for the words at a side [px]."""


class Node(NamedTuple):
    """A node: its words, its mass as text, its colour and its column, counted from the left."""

    words: str
    mass: str
    colour: str
    column: int
    box: bool = False


class Place(NamedTuple):
    """Where a node stands [px]."""

    x: float
    y: float
    width: float
    height: float


class Band(NamedTuple):
    """A band: where its upper edge begins and ends, how wide it is [px], its colour and words."""

    begin: tuple[float, float]
    finish: tuple[float, float]
    thick: float
    colour: str
    words: str


Links = list[tuple[str, str, float]]


def sankey(name: str, heading: str, nodes: dict[str, Node], links: Links, width: float) -> str:
    """Return the picture.

    Args:
        name: of the picture in its page.
        heading: what it shows.
        nodes: by id; in a column, the first stand above.
        links: from, to, mass; in the order in which they leave.
        width: [px]
    """
    scale = TALL / max(_through(links, [key for key in nodes if nodes[key].column == at]) for at in _columns(nodes))
    tall = {key: max(sum(_sides(links, key)[0]), sum(_sides(links, key)[1])) * scale for key in nodes}
    places = _placed(nodes, links, tall, _xs(nodes, width))
    top = min(place.y for place in places.values()) - EDGE
    places = {key: place._replace(y=place.y - top) for key, place in places.items()}
    height = max(place.y + max(place.height, SLOT) for place in places.values()) + EDGE
    bands = [_drawn(band) for band in _bands(nodes, links, places, scale)]
    shapes = [_node(node, places[key], width) for key, node in nodes.items()]
    description = "; ".join(f"{nodes[start].words} to {nodes[end].words}: {_mass(mass)}" for start, end, mass in links)
    return svg.picture(name, (width, height), heading, description, *bands, *shapes)


def _mass(mass: float) -> str:
    return f"{mass:,.0f} kg" if mass >= 100.0 else f"{mass:.3g} kg"  # noqa: PLR2004 - three digits


def _columns(nodes: dict[str, Node]) -> list[int]:
    return sorted({node.column for node in nodes.values()})


def _sides(links: Links, key: str) -> tuple[list[float], list[float]]:
    """Return the masses that enter a node and those that leave it."""
    return [mass for _, end, mass in links if end == key], [mass for start, _, mass in links if start == key]


def _through(links: Links, keys: list[str]) -> float:
    return sum(max(sum(into), sum(out)) for into, out in (_sides(links, key) for key in keys))


def _xs(nodes: dict[str, Node], width: float) -> dict[int, float]:
    """Return the left end of each column: room for words at both sides, the same gap between any two columns."""
    columns = _columns(nodes)
    left = EDGE + _word_room([node for node in nodes.values() if node.column == columns[0]]) + SIDE
    right = width - EDGE - _word_room([node for node in nodes.values() if node.column == columns[-1]]) - SIDE - NODE
    inner = columns[1:-1]
    gap = (right - left - NODE - BOX * len(inner)) / (len(inner) + 1)
    boxes = {at: left + NODE + gap + index * (BOX + gap) for index, at in enumerate(inner)}
    return {columns[0]: left, **boxes, columns[-1]: right}


def _word_room(nodes: list[Node]) -> float:
    return min(WORDS, 1.0 + max(svg.width_of(f"{node.words}  {node.mass}", SIZE) for node in nodes))


def _placed(nodes: dict[str, Node], links: Links, tall: dict[str, float], xs: dict[int, float]) -> dict[str, Place]:
    """Return the place of every node: outlets first, then the boxes from right to left, then what comes in."""
    columns = _columns(nodes)
    places: dict[str, Place] = {}
    for at in reversed(columns):
        keys = [key for key, node in nodes.items() if node.column == at]
        if at == columns[-1]:
            places |= _stack(keys, tall, xs[at], EDGE, links)
        elif at == columns[0]:
            inner = [places[end].y + places[end].height / 2.0 for start, end, _ in links if start == keys[0]]
            whole = sum(max(tall[key], SLOT) + BETWEEN for key in keys)
            places |= _stack(keys, tall, xs[at], inner[0] - whole / 2.0, [])
        else:
            places |= _level(keys, links, places, tall, xs[at])
    return places


def _stack(keys: list[str], tall: dict[str, float], x: float, top: float, links: Links) -> dict[str, Place]:
    """Stack nodes from the top down; those of another box stand a little apart."""
    owner = {end: start for start, end, _ in links}
    places: dict[str, Place] = {}
    y = top
    for before, key in zip([None, *keys], keys, strict=False):
        if before and owner.get(before) != owner.get(key):
            y += APART
        places[key] = Place(x, y, NODE, max(tall[key], 1.0))
        y += max(tall[key], SLOT) + BETWEEN
    return places


def _level(
    keys: list[str], links: Links, places: dict[str, Place], tall: dict[str, float], x: float
) -> dict[str, Place]:
    """Put boxes level with the first node they lead to, one below the other where they would meet."""
    wanted = {key: min((places[end].y for start, end, _ in links if start == key), default=EDGE) for key in keys}
    levelled: dict[str, Place] = {}
    free = -1e9
    for key in keys:
        y = max(wanted[key], free)
        levelled[key] = Place(x, y, BOX, max(tall[key], LEAST))
        free = y + levelled[key].height + APART
    return levelled


def _bands(nodes: dict[str, Node], links: Links, places: dict[str, Place], scale: float) -> list[Band]:
    """Return the bands; at a node they lie one below the other."""
    leaving = {key: place.y for key, place in places.items()}
    entering = dict(leaving)
    begins = {}
    for start, end, mass in sorted(links, key=lambda link: places[link[1]].y):
        begins[start, end] = leaving[start]
        leaving[start] += mass * scale
    bands = []
    for start, end, mass in sorted(links, key=lambda link: begins[link[:2]]):
        begin = (places[start].x + places[start].width, begins[start, end])
        finish = (places[end].x, entering[end])
        entering[end] += mass * scale
        words = f"{nodes[start].words} to {nodes[end].words}: {_mass(mass)}"
        colour = nodes[start].colour if nodes[end].box else nodes[end].colour
        bands.append(Band(begin, finish, max(mass * scale, 0.75), colour, words))
    return bands


def _drawn(band: Band) -> str:
    """Return a band that leaves and arrives level."""
    (x0, y0), (x1, y1), thick = band.begin, band.finish, band.thick
    half = (x0 + x1) / 2.0
    path = (
        f"M{x0:.1f},{y0:.1f}C{half:.1f},{y0:.1f} {half:.1f},{y1:.1f} {x1:.1f},{y1:.1f}"
        f"V{y1 + thick:.1f}C{half:.1f},{y1 + thick:.1f} {half:.1f},{y0 + thick:.1f} {x0:.1f},{y0 + thick:.1f}Z"
    )
    return svg.tag("path", {"d": path, "fill": band.colour, "fill-opacity": 0.4}, svg.title(band.words))


def _node(node: Node, place: Place, width: float) -> str:
    """Return a node with its words."""
    shape = {"x": place.x, "y": place.y, "width": place.width, "height": place.height}
    title = svg.title(f"{node.words}: {node.mass}")
    if node.box:
        middle = place.x + place.width / 2.0
        centred = {"text_anchor": "middle", "font_size": SIZE}
        y = place.y + place.height / 2.0
        words = svg.cut_to_fit(node.words, place.width - 2.0, SIZE, bold=True)
        return (
            svg.tag("rect", {**shape, "rx": 3, "fill": "#ffffff", "stroke": node.colour, "stroke-width": 1.5}, title)
            + svg.text_line(middle, y - 2.0, words, font_weight="bold", **centred)
            + svg.text_line(middle, y + 13.0, node.mass, **centred)
        )
    y = place.y + max(place.height, SLOT - 4.0) / 2.0 + 4.0
    right = place.x > width / 2.0
    x = place.x + place.width + SIDE if right else place.x - SIDE
    room = (width - EDGE - x if right else x - EDGE) - svg.width_of("  " + node.mass, SIZE)
    words = f"{svg.cut_to_fit(node.words, room, SIZE)}  {node.mass}"
    label = svg.text_line(x, y, words, font_size=SIZE, text_anchor="start" if right else "end")
    return svg.tag("rect", {**shape, "fill": node.colour}, title) + label
