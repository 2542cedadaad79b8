"""The queue, the live feed, and the page of a conversation with a member."""

from desk.contact_centre import conversation, queue
from desk.contact_centre.live_feed import Feed

__all__ = [
    "Feed",
    "conversation",
    "queue",
]
