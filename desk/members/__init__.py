"""Finding a member, and the page with all that is known about one."""

from desk.frame import Area, MenuEntry
from desk.members import members
from desk.members.members import open_overview

AREA = Area(pages=(members.serve,), menu=(MenuEntry("members", position=20, keys="g m"),))

__all__ = ["AREA", "open_overview"]
