"""Words that were not understood: what the reply offers, and what is counted of them."""

from datetime import timedelta
from typing import Any

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member
from unclear import far_words, unclear_words

from core.conversation import unclear_words as table
from core.programme import local_day
from flows.language import sms_segments


def counted(member: Member) -> list[Any]:
    member.hotline.conversation.unclear_writer.write()
    query = "SELECT channel, language, words, times FROM unclear_words WHERE times > 0"
    return [tuple(row) for row in member.hotline.rows(query)]


@SMS_ONLY
def test_below_the_threshold_the_two_likeliest_are_offered_in_one_segment(member: Member) -> None:
    member.enters(far_words(member.language)).hears("engine-not_clear")
    member.is_asked("offer_wishes.which")
    assert sms_segments.segments(member.screen).count == 1
    assert member.turn is not None
    assert [option.key for option in member.turn.options] == ["1", "2", "3"]
    member.enters("3")  # an agent
    assert "agent" in " ".join(member.stack) or member.session.resting


@SMS_ONLY
def test_words_are_counted_once_for_a_message(member: Member) -> None:
    words = far_words(member.language)
    member.enters(words)  # the driver delivers each message twice
    assert [(row[0], row[1], row[3]) for row in counted(member)] == [("sms", member.language, 1)]


@SMS_ONLY
def test_words_that_were_meant_are_taken_back(member: Member) -> None:
    member.speaks(unclear_words(member.language)).is_asked("offer_wishes.which")
    assert len(counted(member)) == 1
    member.enters("1")
    assert counted(member) == []


@SMS_ONLY
def test_words_of_which_neither_was_meant_stay(member: Member) -> None:
    member.speaks(unclear_words(member.language)).is_asked("offer_wishes.which").enters("JF")
    assert len(counted(member)) == 1


@SMS_ONLY
@pytest.mark.parametrize(
    ("answer", "times"), [("1", 0), ("RG", 0), ("JF", 0), ("2", 1), ("不是", 1), ("no", 1)]
)
def test_words_that_are_asked_back_about_are_counted_at_a_no_alone(
    member: Member, answer: str, times: int
) -> None:
    asked = {"zh": "怎么投诉", "en": "how do I complain"}[member.language]
    member.enters(asked).is_asked("ask_wish.meant").enters(answer)
    assert [(row[2].lower(), row[3]) for row in counted(member)] == [(asked.lower(), 1)] * times


@SMS_ONLY
def test_nothing_of_the_member_is_kept(member: Member) -> None:
    if member.language == "zh":
        member.enters("哼哼哈嘿 13800000002 王秀英")
    else:
        member.enters("hm hm 13800000002 Siobhan Kowalczyk")
    for *_, words, _times in counted(member):
        assert not any(each in words for each in ("138", "王", "秀", "siobhan", "kowalczyk"))


@VOICE_ONLY
def test_speech_that_was_hardly_recognised_is_not_counted(member: Member) -> None:
    member.speaks(far_words(member.language), 0.11)
    assert counted(member) == []


@SMS_ONLY
def test_words_at_the_prompt_for_a_code_are_not_counted(buyer: Member) -> None:
    buyer.enters("DH 2").is_asked("redeem_gift.code").enters(far_words(buyer.language))
    assert counted(buyer) == []


@SMS_ONLY
@pytest.mark.parametrize("language", ["zh"])
def test_a_day_keeps_a_limited_number_of_words(member: Member) -> None:
    database, today = member.hotline.database, local_day(member.hotline.at)
    many = {
        table.UnclearWords(today, "sms", "zh", f"话{n}"): 1
        for n in range(table.ROWS_PER_DAY_MAX + 20)
    }
    database.run(lambda conn: table.add(conn, many))
    database.run(lambda conn: table.add(conn, many))
    assert len(counted(member)) == table.ROWS_PER_DAY_MAX
    assert {row[3] for row in counted(member)} == {2}
    database.run(lambda conn: table.prune(conn, today=today + table.KEPT_FOR))
    assert len(counted(member)) == table.ROWS_PER_DAY_MAX
    after = today + table.KEPT_FOR + timedelta(days=1)
    database.run(lambda conn: table.prune(conn, today=after))
    assert counted(member) == []
