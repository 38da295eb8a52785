"""A row is what `typing.NamedTuple` makes of the same class, only sooner."""

from __future__ import annotations

import copy
import pickle
from typing import Any, NamedTuple

import pytest

from recyc_cli.row import Row


class Light(Row):
    name: str
    factor: float = 1.0
    basis: str = ""


class Heavy(NamedTuple):
    name: str
    factor: float = 1.0
    basis: str = ""


CALLS = [
    (("t",), {}),
    (("t", 2.0), {"basis": "dry"}),
    ((), {"basis": "wet", "name": "t"}),
    ((), {}),
    (("t", 1.0, "dry", 4), {}),
    (("t",), {"name": "kg"}),
    (("t",), {"unit": "kg"}),
]


def made(kind: Any, values: tuple[Any, ...], named: dict[str, Any]) -> Any:
    try:
        return tuple(kind(*values, **named))
    except TypeError:
        return TypeError


@pytest.mark.parametrize(("values", "named"), CALLS)
def test_it_takes_what_a_named_tuple_takes(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    assert made(Light, values, named) == made(Heavy, values, named)


def test_it_does_what_a_named_tuple_does() -> None:
    light, heavy = Light("t", basis="dry"), Heavy("t", basis="dry")
    assert light == heavy
    assert hash(light) == hash(heavy)
    assert repr(light).removeprefix("Light") == repr(heavy).removeprefix("Heavy")
    assert light._asdict() == heavy._asdict()
    assert light._fields == heavy._fields
    changed = light._replace(factor=2.0)
    assert type(changed) is Light
    assert changed == heavy._replace(factor=2.0)
    with pytest.raises(ValueError, match="unit"):
        light._replace(unit="kg")  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        light.name = "kg"  # type: ignore[misc]
    for other in (pickle.loads(pickle.dumps(light)), copy.copy(light), copy.deepcopy(light)):  # noqa: S301 - its own
        assert type(other) is Light
        assert other == light
