"""The exhaustive walk: whatever a caller does, anywhere, is answered, and fits the channel."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from walk import Walk

from flows.dialogues import DIALOGUES
from flows.steps import Asking
from flows.turn import Channel

QUESTIONS = frozenset(
    f"{flow.name}.{step.name}"
    for flow in DIALOGUES.flows.values()
    for step in flow.steps.values()
    if isinstance(step, Asking)
)
CODES = frozenset(f"redeem_{kind}.code" for kind in ("gift", "credit", "data"))
CONFIRMATIONS = frozenset(f"redeem_{kind}.confirm" for kind in ("gift", "credit", "data"))
ONLY_ON_VOICE = frozenset(
    (
        "voice_home.menu",
        "points_menu.menu",
        "senior_home.menu",
        "senior_welcome.offer",
        "agent.wait",  # in line; a call back elsewhere
        "redeem_gift.how",  # elsewhere the list is there at once
        "redeem_gift.number",
    )
)
NEVER_ASKED = {
    # The texts have keywords, and a home of their own; a code confirms a text, a yes all else.
    Channel.VOICE: CODES | {"text_home.menu", "guess.meant"},
    Channel.USSD: CODES | ONLY_ON_VOICE | {"guess.meant"},
    # A talk by text is never dropped; the agents' call back needs no queue.
    Channel.SMS: CONFIRMATIONS | ONLY_ON_VOICE | {"resume.offer"},
}

Prepare = Callable[[Any], None]


def as_seeded(book: Any) -> None:
    pass


def without_pin(book: Any) -> None:
    book.execute("UPDATE member SET pin_hash = NULL WHERE member_id = 2")


def without_language(book: Any) -> None:
    book.execute("UPDATE member SET language = NULL WHERE member_id = 2")


# number, what is special, and whether silence and mistakes are tried at every step too: the
# ladders are the engine's, so climbing them with each kind of home is enough.
CALLERS: dict[str, tuple[str, Prepare, bool]] = {
    "active": ("+8613800000001", as_seeded, True),
    "senior": ("+8613800000005", as_seeded, True),
    "frozen": ("+8613800000007", as_seeded, True),
    "stranger": ("+8613899999999", as_seeded, True),
    "no points": ("+8613800000004", as_seeded, False),
    "no PIN": ("+8613800000002", without_pin, False),
    "locked": ("+8613800000006", as_seeded, False),
    "no language": ("+8613800000002", without_language, False),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("channel", list(Channel))
def test_every_place_is_answered(
    channel: Channel,
    language: str,
    seeded_sqlite: str,
    at: datetime,
    quick_secrets: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    visited: set[str] = set()
    figures = []
    for kind, (number, prepare, curious) in CALLERS.items():
        walk = Walk(seeded_sqlite, channel, language, number, at, prepare, curious=curious)
        for _ in walk.run():
            pass
        visited |= walk.count.visited
        figures.append(f"{kind} {walk.count.places}/{walk.count.turns}")
        walk.close()
    with capsys.disabled():
        print(f"\n{channel} {language}, places/turns: {', '.join(figures)}")
    assert visited - {"resting", "over"} == QUESTIONS - NEVER_ASKED[channel]
