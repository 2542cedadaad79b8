"""Plays of the numbers of a membership and its card: see plays.py."""

from collections.abc import Callable
from functools import partial
from typing import Any

from plays import digits_in, texts_in_outbox, webhook_after

from core.members import cards
from core.messaging import Topic

CARD = "880000000000000001"
"""Without its check digit."""


def play_holders_code(play: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Who holds the number has got the code that `play` asks for, and says it."""

    def agreed(hotline: Any) -> Any:
        asked = play(hotline)
        hotline.deliver(asked)
        code = digits_in(texts_in_outbox(hotline, Topic.CODE)[-1])
        return webhook_after(hotline, asked, code)

    return agreed


def play_with_card(play: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The member has a card."""

    def carded(hotline: Any) -> Any:
        at = hotline.clock.now()
        whose = {"member_id": 1, "number": f"{CARD}{cards.check_digit(CARD)}"}
        hotline.database.run(partial(cards.add_stock, first=CARD, count=1))
        hotline.database.run(lambda conn: cards.issue(conn, **whose, by="agent", at=at))
        return play(hotline)

    return carded
