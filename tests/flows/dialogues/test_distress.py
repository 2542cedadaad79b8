"""Who says that they do not want to live: answered first, at any question, and nothing goes on."""

import pytest
from dialogue_steps import open_gift_list
from driver import Member

WORDS = [
    "我不想活了", "活着没意思", "我想死", "我要自杀", "不如死了算了",
    "I want to kill myself", "I don't want to live any more", "i wanna die",
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


@pytest.mark.parametrize(
    "words",
    ["想死你们了", "气死我了", "热死了", "my phone died", "手机死机了", "the battery is dead"],
)
def test_what_only_sounds_like_it_is_not(member: Member, words: str) -> None:
    member.speaks(words, 0.9).does_not_hear("engine-distress")
