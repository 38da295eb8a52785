"""Works out the prices of a deck that follow other prices."""

from __future__ import annotations

from functools import lru_cache, partial

from recyc_cli.catalog.documents.document import lookup, merged, with_numbers
from recyc_cli.catalog.vocabulary import FOLLOWS, PRICED_TABLES, USER
from recyc_cli.model.money.deck_prices import followed_price, moved_price, moved_share
from recyc_cli.model.numbers.arithmetic import where
from recyc_cli.row import Row
from recyc_cli.scenario.resolved import KEPT
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from recyc_cli.catalog.documents.document import Document, Tree
    from recyc_cli.model.numbers.arithmetic import Number
    from recyc_cli.model.numbers.traced import Leaf
    from recyc_cli.scenario.resolved import Resolved

OF, PAID = "of", "payable"
"""A product that is paid a share of another price: of which, and the share."""
NONE: Mapping[str, Leaf] = {}
MOVE = "move"
"""How a method has quotes that move with what they are made of."""


def followed_deck(resolved: Resolved, bought_at: Document | None = None) -> Tree:
    """Return a deck in force with a number for every price that follows others.

    A price that the deck does not quote is that of its inputs and a fee. A quote speaks of the deck's own inputs: where
    a user, an analysis or a trace puts another number in the place of one, the quote moves with it. What the user
    prices himself stands as he gave it. Another deck, at which a feed is bought, stands as it is quoted.
    """
    deck = bought_at or resolved.documents["prices"]
    own = tuple(document for document in _own_words(resolved).values() if "products" in document.tree)
    follows = FOLLOWS in deck.tree and bought_at is None
    moving = follows and resolved.documents["method"].tree["quotes"] == MOVE
    plain = isinstance(resolved.fx, float) and not resolved.movable
    work_out = _followed if plain else partial(_followed.__wrapped__, leaves=_leaves(resolved))
    return work_out(deck, own, frozenset(_given(resolved)), _before(resolved) if moving else None)


class _Before(Row):
    """What a deck said before anybody changed it, and what money is counted in."""

    deck: Document
    prices: Document
    currency: str
    fx: Number


def _before(resolved: Resolved) -> _Before:
    return _Before(resolved.deck, resolved.documents["prices"], resolved.request.currency, resolved.fx)


@lru_cache(KEPT)
def _followed(
    document: Document,
    own: tuple[Document, ...],
    given: frozenset[str],
    before: _Before | None,
    leaves: Mapping[str, Leaf] = NONE,
) -> Tree:
    """Work out a deck's prices, once for all quotes that are made at it."""
    deck = document.tree
    tree = {**deck, "products": _offers(own, deck)}
    if FOLLOWS not in tree:
        return tree
    now = _Prices(tree, _Prices(_as_it_was(before)) if before else None, given, leaves)
    metals, reagents, products = (
        {name: _with_price(item, now[f"{table}.{name}"]) for name, item in tree.get(table, {}).items()}
        for table in PRICED_TABLES
    )
    for name, share in now.shares():
        products[name] = _with_share(products[name], share)
    return {**tree, "metals": metals, "reagents": reagents, "products": products}


def _offers(own: Iterable[Document], deck: Tree) -> Tree:
    """Return what can be sold: a deck's products, and behind them what chemistries say of their own, key by key."""
    offers = {name: item for document in own for name, item in document.tree["products"].items()}
    for name, item in deck["products"].items():
        offers[name] = merged(offers.get(name, {}), item)
    return offers


def _own_words(resolved: Resolved) -> dict[str, Document]:
    """Return the chemistries of the feed, each of which may say what its own products sell for."""
    return {prefix: document for prefix, document in resolved.documents.items() if prefix.startswith("chemistries.")}


def made_of(rule: Tree) -> Iterator[tuple[str, Number]]:
    """Yield the path of each price that another follows, and its amount [kg/kg]."""
    for table in PRICED_TABLES:
        for name, amount in rule.get(table, {}).items():
            yield f"{table}.{name}", amount


class _Prices:
    """Prices of a deck by their paths, such as `reagents.lime`; None where a product follows a metal's share."""

    def __init__(
        self,
        tree: Tree,
        then: _Prices | None = None,
        given: Collection[str] = (),
        leaves: Mapping[str, Leaf] = NONE,
    ) -> None:
        """Keep what the prices are worked out of.

        Args:
            tree: the deck.
            then: the prices that its quotes speak of; without them a quote does not move.
            given: paths of prices that the user gave.
            leaves: inputs of a trace that others may stand in the place of: what is changed stands as it is given.
        """
        self._tree, self._then, self._given, self._leaves = tree, then, given, leaves
        self._known: dict[str, Number] = {}

    def __getitem__(self, path: str) -> Number:
        if path not in self._known:
            self._known[path] = self._worked_out(path)
        return self._known[path]

    def _worked_out(self, path: str) -> Number:
        stated = lookup(self._tree, path)
        if isinstance(stated, dict):
            stated = stated.get("price")
        rule = lookup(self._tree[FOLLOWS], path)
        if isinstance(stated, str):
            return followed_price(((amount, self[other]) for other, amount in made_of(rule)), rule.get("fee", 0.0))
        if rule is None or stated is None or self._then is None or path in self._given:
            return stated  # type: ignore[no-any-return]
        then = self._then
        moved = moved_price(stated, ((amount, self[other], then[other]) for other, amount in made_of(rule)))
        return self._unless_changed(path, moved, stated)

    def _unless_changed(self, path: str, moved: Number, stated: Number) -> Number:
        """Return what a number moves to with others, and the number itself where it is changed too."""
        leaf = self._leaves.get(path)
        return moved if leaf is None else where(leaf == leaf.value, moved, stated)

    def shares(self) -> Iterator[tuple[str, Number]]:
        """Yield the products that are paid a share of a metal and move with a salt, each with its share of now."""
        then, offers = self._then, self._tree["products"]
        for name, rule in self._tree[FOLLOWS].get("products", {}).items():
            offer = offers.get(name, {})
            if then is not None and OF in offer and PAID in offer and f"products.{name}.{PAID}" not in self._given:
                salts = [(amount, self[path], then[path]) for path, amount in made_of(rule)]
                moved = moved_share(offer[PAID], (self[offer[OF]], then[offer[OF]]), salts)
                yield name, self._unless_changed(f"products.{name}.{PAID}", moved, offer[PAID])


def _with_price(item: Tree | Number, price: Number) -> Tree | Number:
    if not isinstance(item, dict):
        return price
    return {**item, "price": price} if "price" in item else item


def _with_share(item: Tree | Number, share: Number) -> Tree | Number:
    return {**item, PAID: share} if isinstance(item, dict) else item


def _as_it_was(before: _Before) -> Tree:
    """Return the deck before anybody changed it, in the request's currency at the rates in force."""
    deck, fx = before.deck, before.prices.tree.get("fx", {})
    money = {path: lookup(deck.tree, path) / fx[code] for path, code in deck.foreign.items()}
    if before.currency != "USD":
        paths = [path for path, record in deck.records.items() if record.canonical_unit.startswith("USD")]
        money = {path: lookup(deck.tree, path) for path in paths} | money
        money = {path: amount * before.fx for path, amount in money.items()}
    return with_numbers(deck, money).tree if money else deck.tree


def _leaves(resolved: Resolved) -> Mapping[str, Leaf]:
    """Return the inputs of a trace that may be changed, by the paths of prices and payables."""
    if not resolved.movable:
        return NONE
    return {
        path.removeprefix(f"{prefix}.").removesuffix(".price"): leaf
        for prefix in reversed(_priced(resolved))
        for path, leaf in resolved.leaves.items()
        if path.startswith(f"{prefix}.")
    }


def _priced(resolved: Resolved) -> dict[str, Document]:
    """Return what says prices: the deck, and the chemistries of the feed."""
    return {"prices": resolved.documents["prices"], **_own_words(resolved)}


def _given(resolved: Resolved) -> Collection[str]:
    """Return the paths of the prices that the user, or an analysis, gave."""
    request, known = resolved.request, _priced(resolved)
    given = {
        path.removeprefix(f"{prefix}.") for prefix in known for path in resolved.put if path.startswith(f"{prefix}.")
    }
    if request.overrides or request.price_overrides:
        records = [item for document in known.values() for item in document.records.items()]
        given |= {path for path, record in records if record.source == USER}
    return {path.removesuffix(".price") for path in given}
