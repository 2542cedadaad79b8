"""The exhaustive walk: every input at every node gets an answer that fits the channel, and every
question is left by its wrong keys, silence and commands as it should be."""

from datetime import datetime

import pytest
from question_checks import check_question
from walk import NEVER_ASKED, QUESTIONS, Walk, callers

from flows.protocol import Channel


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("channel", list(Channel))
def test_every_input_at_every_node_gets_an_answer_that_fits(
    channel: Channel,
    language: str,
    seeded_sqlite: str,
    at: datetime,
    quick_secrets: None,
) -> None:
    visited: set[str] = set()
    checked: set[str] = set()
    failed: list[str] = []
    figures = []
    for kind, (number, prepare, with_mistakes) in callers(channel).items():
        tries_mistakes = channel in with_mistakes
        walk = Walk(
            seeded_sqlite, channel, language, number, at, prepare, tries_mistakes=tries_mistakes
        )
        for node in walk.run():
            if node.at in QUESTIONS and node.at not in checked:
                checked.add(node.at)
                failed += check_question(walk, node)
        visited |= walk.count.visited
        figures.append(f"{kind} {walk.count.nodes}/{walk.count.turns}")
        walk.close()
    # Shown by pytest -rP.
    print(f"{channel} {language}, nodes/turns: {', '.join(figures)}")
    assert not failed, "\n".join(failed)
    assert visited - {"resting", "over"} == checked == QUESTIONS - NEVER_ASKED[channel]
