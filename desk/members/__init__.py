"""The search for members, and the page of a member."""

from desk.frame import Area, MenuEntry
from desk.members import members
from desk.members.members import open_overview

AREA = Area(pages=(members.serve,), menu=(MenuEntry("members", position=20, keys="g m"),))

__all__ = ["AREA", "open_overview"]
