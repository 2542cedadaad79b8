"""The search for members, joining a caller, the page of a member, and the pictures that a member
has sent."""

from desk.frame import Area, MenuEntry
from desk.members import card_export, history_export, joining, members, pictures
from desk.members.members import editable_address, open_overview

AREA = Area(
    pages=(
        members.serve,
        joining.serve,
        card_export.serve,
        history_export.serve,
        pictures.serve,
    ),
    menu=(MenuEntry("members", position=20, keys="g m"),),
)

__all__ = ["AREA", "editable_address", "open_overview"]
