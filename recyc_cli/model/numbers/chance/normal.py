"""Turns shares into standard normal numbers and back, for any kind of number."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from recyc_cli.model.numbers.arithmetic import maximum, minimum, where

if TYPE_CHECKING:
    from recyc_cli.model.numbers.arithmetic import Number

LEAST = 1e-300
"""Nearest to 0 and 1 that a share is taken: beyond lies no finite number."""
CENTRE, NEAR_TAIL, SERIES_TO = 0.425, 5.0, 7.07106781186547
"""Where one approximation gives way to the next."""
FARTHEST = 37.0
"""Standard deviations beyond which a float has no share left."""


def exp(x: Number) -> Number:
    """Return e to a power.

    >>> exp(0.0)
    1.0
    """
    library = library_of(x)
    return math.exp(x) if library is None else float_of(library.exp(x))


def log(x: Number) -> Number:
    """Return the natural logarithm.

    >>> log(1.0)
    0.0
    """
    library = library_of(x)
    return math.log(x) if library is None else float_of(library.log(x))


def normal_at(share: Number) -> Number:
    """Return the standard normal number that a share of all lies below, to 1e-15 (Wichura 1988, AS 241).

    >>> round(normal_at(0.9), 6), normal_at(0.5)
    (1.281552, 0.0)
    """
    share = minimum(maximum(share, LEAST), 1.0 - 2.0**-53)
    centred = share - 0.5
    middle = centred * _quotient(_MIDDLE, 0.180625 - centred * centred)
    far = (-log(minimum(share, 1.0 - share))) ** 0.5
    out = where(far <= NEAR_TAIL, _quotient(_SIDE, far - 1.6), _quotient(_TAIL, far - 5.0))
    return where(abs(centred) <= CENTRE, middle, where(centred < 0.0, -out, out))


@lru_cache(64)
def stated_normal(share: float) -> float:
    """Return `normal_at` of a share that presets state: a few of them are asked for by every spread.

    >>> stated_normal(0.5)
    0.0
    """
    return float(normal_at(share))


def share_below(normal: Number) -> Number:
    """Return the share of all that lies below a standard normal number, to 1e-15 (Hart 1968, as in West 2005).

    >>> round(share_below(1.281552), 6), share_below(0.0)
    (0.9, 0.5)
    """
    size = minimum(abs(normal), FARTHEST)
    bell = exp(-size * size / 2.0)
    beyond = size + 1.0 / (size + 2.0 / (size + 3.0 / (size + 4.0 / (size + 0.65))))
    tail = where(size < SERIES_TO, bell * _quotient(_HART, size), bell / beyond / 2.506628274631)
    return where(normal > 0.0, 1.0 - tail, tail)


def library_of(x: Any) -> Any:  # noqa: ANN401 - a module of the Python array API
    """Return the library that a number that is no float brings its functions from; of a float none.

    >>> library_of(1.0), exp(0.0)
    (None, 1.0)
    """
    return x.__array_namespace__() if hasattr(x, "__array_namespace__") else None


def float_of(x: Any) -> Number:  # noqa: ANN401 - what such a library returned
    """Return a number that a library computed, as the type that all numbers go by.

    >>> float_of(0.5)
    0.5
    """
    return x  # type: ignore[no-any-return]


def _quotient(of: tuple[tuple[float, ...], tuple[float, ...]], x: Number) -> Number:
    """Return the quotient of two polynomials, their highest powers first."""
    above, below = (_polynomial(powers, x) for powers in of)
    return above / below


def _polynomial(powers: tuple[float, ...], x: Number) -> Number:
    result: Number = powers[0]
    for each in powers[1:]:
        result = result * x + each
    return result


_MIDDLE = (
    (
        2509.0809287301227,
        33430.57558358813,
        67265.7709270087,
        45921.95393154987,
        13731.69376550946,
        1971.5909503065513,
        133.14166789178438,
        3.3871328727963665,
    ),
    (
        5226.495278852854,
        28729.085735721943,
        39307.89580009271,
        21213.794301586597,
        5394.196021424751,
        687.1870074920579,
        42.31333070160091,
        1.0,
    ),
)
_SIDE = (
    (
        0.0007745450142783414,
        0.022723844989269184,
        0.2417807251774506,
        1.2704582524523684,
        3.6478483247632045,
        5.769497221460691,
        4.630337846156546,
        1.4234371107496835,
    ),
    (
        1.0507500716444169e-09,
        0.0005475938084995345,
        0.015198666563616457,
        0.14810397642748008,
        0.6897673349851,
        1.6763848301838038,
        2.053191626637759,
        1.0,
    ),
)
_TAIL = (
    (
        2.0103343992922881e-07,
        2.7115555687434876e-05,
        0.0012426609473880784,
        0.026532189526576124,
        0.29656057182850487,
        1.7848265399172913,
        5.463784911164114,
        6.657904643501103,
    ),
    (
        2.0442631033899397e-15,
        1.421511758316446e-07,
        1.8463183175100548e-05,
        0.0007868691311456133,
        0.014875361290850615,
        0.1369298809227358,
        0.599832206555888,
        1.0,
    ),
)
_HART = (
    (
        0.0352624965998911,
        0.700383064443688,
        6.37396220353165,
        33.912866078383,
        112.079291497871,
        221.213596169931,
        220.206867912376,
    ),
    (
        0.0883883476483184,
        1.75566716318264,
        16.064177579207,
        86.7807322029461,
        296.564248779674,
        637.333633378831,
        793.826512519948,
        440.413735824752,
    ),
)
