"""The queue of members who wait for an agent, and the pages of the conversations with them."""

from desk.contact_centre import conversation, queue, queue_export
from desk.frame import Area, MenuEntry

AREA = Area(
    pages=(queue.serve, queue_export.serve, conversation.serve),
    menu=(MenuEntry("home", position=10, keys="g q"),),
)

__all__ = ["AREA"]
