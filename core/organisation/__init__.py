"""The organisation: the operator's units (group, provinces, cities), members' moves between them,
and the place of an act: where the member was when it was done, which no later move changes.
"""

from core.organisation import moves, units
from core.organisation.moves import Move
from core.organisation.units import NoSuchUnit, Place, Unit

__all__ = [
    "Move",
    "NoSuchUnit",
    "Place",
    "Unit",
    "moves",
    "units",
]
