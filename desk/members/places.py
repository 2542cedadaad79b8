"""The places that a form offers: each province, and behind it its cities."""

from __future__ import annotations

from core.organisation import units
from desk.frame import language


def choices() -> list[tuple[str, str]]:
    """The code and the name of each, in the order of the programme."""
    known = units.of_programme()
    order = list(known)
    by_province = sorted(order, key=lambda code: order.index(units.province_of(known, code)))
    return [(code, units.name_of(known, code, language())) for code in by_province]
