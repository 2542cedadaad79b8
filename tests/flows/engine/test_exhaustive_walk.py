"""The exhaustive walk: every input at every node gets an answer that fits the channel, and every
question is left by its wrong keys, silence and commands as it should be.

Every answer is tried at a share of the nodes of each question, near and deep ones; a mistake, a
command or a wish in free words at the first nodes. `make walk` tries all of it at every node."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import pytest
from question_checks import check_question
from walk import Walk
from walk_callers import callers, home_of, tries_mistakes
from walk_questions import NEVER_ASKED, QUESTIONS

from flows.language import segments
from flows.protocol import Channel, traits_of

LISTS = {
    "text_home.menu",
    "claim.merchant",
    "redeem_gift.pick",
    "redeem_gift.which",
    "redeem_credit.pick",
    "redeem_data.pick",
    "order.several",
    "withdraw_complaint.which",
    "complaint_status.which",
    "numbers.which",
}
"""What may always take more than one text."""
LONGER_THAN_A_TEXT = {
    "redeem_gift.code": "what was left or refused, before the code that stays open",
    "redeem_credit.code": "the same",
    "redeem_data.code": "the same",
    "give.code": "the same",
    "exchange.code": "the same",
    "identify.code": "the same",
    "exchange.pick": "what was left, before the list",
    "history.page": "the same",
    "redeem_gift.too_soon": "what was left or not understood, before the wait for another code",
    "redeem_credit.too_soon": "the same",
    "redeem_data.too_soon": "the same",
    "give.too_soon": "the same",
    "exchange.too_soon": "the same",
    "identify.too_soon": "the same",
    "address.code": "the words of the address",
    "claim.receipt": "what was left or not understood, before the question",
    "resting": "what was left, before the place in the queue",
    "claim.confirm": "what was refused, before the question that stays open",
    "claim.no_number": "the same",
    "complaint.confirm": "the same, and the words of the complaint",
    "complaint.about": "the receipt, before the question",
    "complaint.words": "the same",
    "complaint.doubtful": "the same",
    "leave.reason": "what was left, before the question",
    "lost_whose.whose": "the same",
    "leave.code": "the same",
    "leave.too_soon": "the same",
    "add_to_complaint.words": "the same",
    "add_to_complaint.ask": "the words of the complaint",
    "suggestion.kind": "the same",
    "wish_or_words.which": "what was not understood, before the question",
    "withdraw_complaint.confirm": "the words of the complaint",
    "frozen_home.menu": "where to turn with another wish, before the menu",
    "left_home.menu": "the same",
    "stranger_home.menu": "the same",
}
"""Where a text is joined from several, each of which fits alone."""
CHANGES_MAX = {"zh": 2, "en": 1}
"""In English fewer nodes are walked: the dialogues are the same, and so are the questions. Without
--every-node it is walked by text only, whose sentences have to fit: 3 minutes of processor less."""
LONGER_SHARE_MAX = 0.1


def check_lengths(texts: Mapping[str, Collection[str]]) -> None:
    """Each text but lists fits one segment, or is said where joined ones may take more."""
    longer = {
        where: sorted(each for each in said if segments(each).count > 1)
        for where, said in texts.items()
        if where not in LISTS
    }
    unexpected = {where: long for where, long in longer.items() if long}.keys()
    assert unexpected <= LONGER_THAN_A_TEXT.keys(), {
        each: longer[each] for each in unexpected - LONGER_THAN_A_TEXT.keys()
    }
    count = sum(len(said) for where, said in texts.items() if where not in LISTS)
    share = sum(map(len, longer.values())) / count
    print(f"{share:.1%} of {count} texts take more than one segment")
    assert share <= LONGER_SHARE_MAX


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    is_full = metafunc.config.getoption("--every-node")
    walked = [
        pytest.param(channel, language, id=f"{channel}-{language}")
        for channel in Channel
        for language in CHANGES_MAX
        if is_full or language == "zh" or traits_of(channel).limits.sms_segments
    ]
    metafunc.parametrize(("channel", "language"), walked)


def test_every_input_at_every_node_gets_an_answer_that_fits(
    channel: Channel,
    language: str,
    seeded_sqlite: str,
    at: datetime,
    pytestconfig: pytest.Config,
) -> None:
    every_node = pytestconfig.getoption("--every-node")
    changes_max = None if every_node else CHANGES_MAX[language]
    visited: set[str] = set()
    checked: set[str] = set()
    failed: list[str] = []
    figures = []
    texts: defaultdict[str, set[str]] = defaultdict(set)
    changes: defaultdict[str, Counter[Any]] = defaultdict(Counter)
    for kind, (number, prepare, _) in callers(channel).items():
        walk = Walk(
            seeded_sqlite,
            channel,
            language,
            number,
            at,
            prepare,
            tries_mistakes=tries_mistakes(kind, channel, language),
            changes_max=changes_max,
            changes=changes[home_of(kind)],
            every_node=every_node,
        )
        for node in walk.run():
            if node.at in QUESTIONS and node.at not in checked:
                checked.add(node.at)
                failed += check_question(walk, node)
        visited |= walk.count.visited
        figures.append(f"{kind} {walk.count.nodes}/{walk.count.turns}")
        for where, said in walk.count.texts.items():
            texts[where] |= said
        walk.close()
    # Shown by pytest -rP.
    print(f"{channel} {language}, nodes/turns: {', '.join(figures)}")
    if traits_of(channel).limits.sms_segments:
        check_lengths(texts)
    assert not failed, "\n".join(failed)
    assert visited - {"resting", "over"} == checked
    if changes_max != CHANGES_MAX["en"]:
        assert checked == QUESTIONS - NEVER_ASKED[channel]
    else:
        assert checked <= QUESTIONS - NEVER_ASKED[channel]
