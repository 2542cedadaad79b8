"""Suggestions and complaints that are written with what announces them."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member


@SMS_ONLY
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I have a suggestion: put more gifts for kids", "put more gifts for kids"),
        ("Suggestion: put more gifts for kids", "put more gifts for kids"),
        ("我有个建议，希望多上点小孩的礼品", "希望多上点小孩的礼品"),
        ("JY 短信写短点", "短信写短点"),
    ],
)
def test_suggestion_is_taken_with_what_announces_it(member: Member, text: str, words: str) -> None:
    member.enters(text).hears("suggestion-thanks").has_final_answer()
    [made] = member.rows_of("suggestion")
    assert made.words == words


@SMS_ONLY
@pytest.mark.parametrize("text", ["I have a suggestion", "我有个建议"])
def test_suggestion_that_is_only_announced_is_asked_for(member: Member, text: str) -> None:
    member.enters(text).is_asked("suggestion.words")
    for thanks in ("thanks", "谢谢"):
        member.enters(thanks).hears("engine-thanks").is_asked("suggestion.words")
    assert not member.rows_of("suggestion")


@SMS_ONLY
@pytest.mark.parametrize("text", ["complaint: still no points", "Complaint : still no points"])
def test_keyword_with_a_colon_is_taken_with_its_words(member: Member, text: str) -> None:
    member.enters(text).hears("complaint-confirm", beginning="still no points")


@SMS_ONLY
@pytest.mark.parametrize("text", ["{}my PIN is 135790, why?", "{}我的密码135790不能用"])
def test_pin_in_what_others_will_read_is_masked(member: Member, text: str) -> None:
    member.enters(text.format("TS ")).files_it().hears("complaint-filed")
    member.enters(text.format("JY ")).hears("suggestion-thanks")
    for table in ("complaint", "suggestion"):
        words = member.rows_of(table)[-1].words
        assert "135790" not in words and "******" in words


@SMS_ONLY
def test_other_numbers_in_what_others_will_read_stay(member: Member) -> None:
    member.enters("TS 多扣了123456分").files_it().hears("complaint-filed")
    assert "123456" in member.rows_of("complaint")[-1].words


@SMS_ONLY
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("you guys should add coffee vouchers", "you guys should add coffee vouchers"),
        ("I have an idea for you: why not add movie tickets?", "why not add movie tickets?"),
        ("How about adding movie tickets", "How about adding movie tickets"),
    ],
)
def test_idea_is_taken_at_once(member: Member, text: str, words: str) -> None:
    member.enters(text).hears("suggestion-thanks").has_final_answer()
    [made] = member.rows_of("suggestion")
    assert made.words == words


@SMS_ONLY
@pytest.mark.parametrize("named", ["your app", "app", "大厅", "你们的APP"])
@pytest.mark.parametrize("way", ["JY {}", "JY|{}"])
def test_suggestion_that_only_names_something_is_asked_for_more(
    member: Member, named: str, way: str
) -> None:
    for text in way.format(named).split("|"):
        member.enters(text)
    member.hears("suggestion-more", named=named).is_asked("suggestion.more")
    assert not member.rows_of("suggestion")
    member.enters("字大一点").hears("suggestion-thanks").has_final_answer()
    assert [row.words for row in member.rows_of("suggestion")] == [f"{named}: 字大一点"]


@SMS_ONLY
@pytest.mark.parametrize(
    "text", ["more gifts", "open earlier", "礼品多点", "APP太慢", "短信写短点"]
)
def test_short_suggestion_that_says_what_to_do_is_taken(member: Member, text: str) -> None:
    member.enters(f"JY {text}").does_not_hear("suggestion-more")
