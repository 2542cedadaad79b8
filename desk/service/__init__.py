"""Complaints, suggestions, claims for missing points, and approvals."""

from desk.frame import Area, MenuEntry
from desk.service import approvals, claims, complaints, exports, suggestions

AREA = Area(
    pages=(complaints.serve, suggestions.serve, claims.serve, approvals.serve, exports.serve),
    menu=(
        MenuEntry("complaints", position=30, keys="g c", also=("suggestions",)),
        MenuEntry("claims", position=40, keys="g b"),
        MenuEntry("approvals", position=50, keys="g a"),
    ),
)

__all__ = ["AREA"]
