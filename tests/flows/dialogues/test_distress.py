"""Who does not want to live, is in danger, is being defrauded or has lost somebody: answered first,
at any question, and nothing goes on."""

import pytest
from dialogue_steps import SMS_ONLY, open_gift_list
from driver import Member

WORDS = [
    "我不想活了", "活着没意思", "我想死", "我要自杀", "不如死了算了",
    "I want to kill myself", "I don't want to live any more", "i wanna die",
]  # fmt: skip


OTHERS = [
    ("emergency", "我心脏病犯了救命"), ("emergency", "my house is on fire"),
    ("fraud", "我被骗了，骗子让我转积分给他"),
    ("fraud", "I've been scammed, they made me send points"),
    ("bereaved", "我老伴儿没了，他那个卡咋整"),
    ("bereaved", "my dad died, can you close his account"),
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_help_is_named_and_a_person_offered(member: Member, words: str) -> None:
    member.speaks(words, 0.9).hears("engine-distress")
    if member.traits.sessionless:
        member.hears("engine-person")
    else:
        member.is_asked("offer.help").says_yes()
        assert member.rows_of("handover")


@pytest.mark.parametrize("words", WORDS[:1] + WORDS[5:6])
def test_nothing_that_was_begun_goes_on_by_itself(member: Member, words: str) -> None:
    open_gift_list(member).picks("thermos-cup")
    member.speaks(words, 0.9).hears("engine-distress")
    assert member.points() == (12_345, 0)
    for said in ("engine-dropped", "engine-left", "engine-nothing_begun"):
        member.does_not_hear(said)


@pytest.mark.parametrize(("urgent", "words"), OTHERS)
def test_what_goes_before_business_opens_none(member: Member, urgent: str, words: str) -> None:
    member.speaks(words, 0.9).hears(f"engine-{urgent}")
    if member.traits.sessionless:
        member.hears("engine-person")
    else:
        member.is_asked("offer.help").says_yes()
        assert member.rows_of("handover")


@SMS_ONLY
@pytest.mark.parametrize("words", WORDS[:1] + WORDS[5:6])
def test_no_menu_follows(member: Member, words: str) -> None:
    member.enters("H").is_asked("text_home.menu")
    member.enters(words).hears("engine-distress")
    assert member.open_question is None


@SMS_ONLY
@pytest.mark.parametrize(("urgent", "words"), [("distress", WORDS[0]), *OTHERS])
def test_who_waits_for_an_agent_is_answered_each_time(
    member: Member, urgent: str, words: str
) -> None:
    member.asks_for_agent().enters(words).hears(f"engine-{urgent}")
    member.enters(words).hears(f"engine-{urgent}")
    assert [each.words for each in member.rows_of("line")].count(words) == 2
