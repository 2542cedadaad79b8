"""The exhaustive walk: whatever a caller does, anywhere, is answered, and fits the channel."""

from datetime import datetime

import pytest
from walk import NEVER_ASKED, QUESTIONS, Walk, callers

from flows.protocol import Channel


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("channel", list(Channel))
def test_every_place_is_answered(
    channel: Channel,
    language: str,
    seeded_sqlite: str,
    at: datetime,
    quick_secrets: None,
) -> None:
    visited: set[str] = set()
    figures = []
    for kind, (number, prepare, climbed) in callers(channel).items():
        curious = channel in climbed
        walk = Walk(seeded_sqlite, channel, language, number, at, prepare, curious=curious)
        for _ in walk.run():
            pass
        visited |= walk.count.visited
        figures.append(f"{kind} {walk.count.places}/{walk.count.turns}")
        walk.close()
    # pytest -rP shows it.
    print(f"{channel} {language}, places/turns: {', '.join(figures)}")
    assert visited - {"resting", "over"} == QUESTIONS - NEVER_ASKED[channel]
