"""Decides whose account a quote takes: the seats of its chain.

And whether one of them is the whole chain.
"""

from __future__ import annotations

from recyc_cli.errors import RecycError
from recyc_cli.model.seats import CHAIN, REFINER, SHREDDER
from recyc_cli.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from recyc_cli.model.records.plant import Plant
    from recyc_cli.scenario.request import Request
    from recyc_cli.scenario.resolved import Resolved

BLACK_MASS = "black-mass"


def seat(resolved: Resolved, chain: tuple[Plant, ...]) -> str:
    """Return the seat whose account is taken: the chain's, where the seat asked for does all the work.

    Black mass that is delivered as such has left the shredder, so its refiner is the chain; a route that ends with
    black mass is its shredder's alone.

    Args:
        resolved: its request names the seat.
        chain: the plants of the route; none of a second life.

    Raises:
        RecycError: E132 for a seat that the chain does not have.
    """
    requested, route = resolved.request.seat, resolved.names["route"]
    if "contract" in resolved.documents and "returned" in resolved.documents["contract"].tree:
        _toller(requested, chain)
    if requested not in (SHREDDER, REFINER):
        return requested
    if only_black_mass(resolved.request):
        message, taken = "black mass that is delivered as such has left the shredder", REFINER
    elif len(chain) == 1 and any(campaign.kept for campaign in chain[0].campaigns.values()):
        message, taken = f"route {route} ends with black mass: who refines it is not part of it", SHREDDER
    elif len(chain) > 1:
        return requested
    else:
        message, taken = f"on route {route} no black mass changes hands", ""
    if requested == taken:
        return CHAIN
    hint = (
        f"--seat {taken} or chain, here the same" if taken else "--seat chain or holder, or a route through black mass"
    )
    raise RecycError("E132", f"{message}, so there is no {requested}", "--seat", hint)


def _toller(requested: str, chain: tuple[Plant, ...]) -> None:
    """Refuse the seats, and the second life, in which somebody would buy what goes back to the feed's owner."""
    if requested != CHAIN or not chain:
        message = "products that go back to the owner of the feed change hands nowhere"
        raise RecycError("E132", message, "--contract", "--seat chain, on a route that recycles")


def only_black_mass(request: Request) -> bool:
    """Tell whether all of the feed is black mass as delivered."""
    return all(form == BLACK_MASS for _, form, _ in request.parts)
