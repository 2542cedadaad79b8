"""What a complaint is about, asked once it is filed, where its words do not tell."""

from typing import Any

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import ENGLISH, Hotline, Member

VAGUE = {"zh": "我就是很不满意", "en": "I am so fed up with all of you"}
TELLING = {"zh": "快递一直没送到", "en": "the courier never came"}
ADDED = {"zh": "还有，他说话很难听", "en": "also, he shouted at me"}


def files(hotline: Hotline, channel: str, language: str, words: str) -> Member:
    member = hotline.member(channel, language, ENGLISH)
    return member.asks_for("complaint").says(words).files_it().hears("complaint-filed")


@pytest.fixture
def vague(hotline: Hotline, channel: str, language: str) -> Member:
    """Has filed a complaint that does not tell what it is about: on a call, a recording."""
    return files(hotline, channel, language, VAGUE[language]).is_asked("complaint.about")


def category(member: Member) -> Any:
    return member.latest("complaint", "opened_at").category


def answers(member: Member, words: str) -> Member:
    return member.speaks(words) if member.traits.spoken else member.enters(words)


@pytest.mark.parametrize("told", ["delivery", "quality", "points", "service", "partner"])
def test_member_tells_by_key_what_it_is_about(vague: Member, told: str) -> None:
    assert category(vague) is None
    vague.picks(told).hears("complaint-noted").has_final_answer()
    assert category(vague) == told
    assert [(step.agent, step.act, step.words) for step in vague.rows_of("complaint_step")] == [
        ("the member", "classify", told)
    ]
    assert vague.hotline.is_sound()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("积分", "points"), ("是配送的问题", "delivery"), ("态度问题", "service"),
        ("商家", "partner"), ("禮品質量", "quality"), ("其他", "other"), ("都不是", "other"),
        ("points", "points"), ("it's about the courier", "delivery"), ("Service.", "service"),
        ("the quality of a gift", "quality"), ("something else", "other"),
    ],
)  # fmt: skip
def test_member_tells_it_in_words(vague: Member, words: str, told: str) -> None:
    answers(vague, words).hears("complaint-noted").has_final_answer()
    assert category(vague) == told


@pytest.mark.parametrize("words", ["不用了", "算了", "说不清", "no thanks", "skip it", "no"])
def test_nobody_has_to_tell_it(vague: Member, words: str) -> None:
    answers(vague, words).hears("complaint-untold").has_final_answer()
    row = vague.latest("complaint", "opened_at")
    assert (row.status, row.category) == ("open", None)


@VOICE_ONLY
def test_silence_leaves_it_as_it_is(vague: Member) -> None:
    vague.stays_silent().does_not_hear("engine-silence").has_final_answer()
    assert category(vague) is None


def test_whoever_goes_on_leaves_nothing_unfinished(vague: Member) -> None:
    vague.asks_for("balance").enters_pin_if_asked()
    for left in ("complaint-dropped", "engine-dropped", "engine-left"):
        vague.does_not_hear(left)
    again = vague.is_cut_off().calls()
    assert not any(frame.startswith("resume.") for frame in again.stack)


@SMS_ONLY
def test_more_words_are_added_to_the_complaint(vague: Member) -> None:
    vague.enters(ADDED[vague.language]).is_asked("add_to_complaint.ask").picks("add")
    vague.hears("add_to_complaint-added")
    assert [step.act for step in vague.rows_of("complaint_step")] == ["add"]


@SMS_ONLY
def test_keyword_begins_another_complaint(vague: Member) -> None:
    vague.asks_for("complaint").is_asked("complaint.words")


@SMS_ONLY
def test_it_can_be_withdrawn_instead(vague: Member) -> None:
    vague.enters({"zh": "撤销", "en": "WITHDRAW"}[vague.language])
    assert vague.open_question in ("withdraw_complaint.confirm", "withdraw_complaint.which")


def classified_by_an_agent(member: Member) -> None:
    member.hotline.change(
        "INSERT INTO complaint_step (member_id, complaint_id, step_id, agent, act, words, at)"
        " SELECT member_id, complaint_id, 9, 'chen', 'classify', 'other', opened_at FROM complaint"
        " WHERE number = :number",
        number=member.latest("complaint", "opened_at").number,
    )


def test_agents_word_stands(vague: Member) -> None:
    classified_by_an_agent(vague)
    vague.picks("points")
    assert category(vague) is None
    assert [step.agent for step in vague.rows_of("complaint_step")] == ["chen"]


def test_words_that_tell_it_ask_nothing(hotline: Hotline, channel: str, language: str) -> None:
    member = hotline.member(channel, language, ENGLISH)
    if member.traits.spoken:
        member.speaks(
            f"我要投诉，{TELLING['zh']}" if language == "zh" else f"complaint: {TELLING['en']}"
        )
        member.picks("file")
    else:
        member.asks_for("complaint").says(TELLING[language]).files_it()
    member.hears("complaint-filed").has_final_answer()
    assert category(member) == "delivery"


CORRECTIONS = [
    ("不对，是服务", "i meant 4"),
    ("选错了，服务", "change it to service"),
    ("应该是态度", "no, service"),
    ("不是积分，是服务", "it's service, not points"),
]


@pytest.mark.parametrize(("zh", "en"), CORRECTIONS)
def test_what_was_told_is_put_right(vague: Member, zh: str, en: str) -> None:
    answers(vague.picks("points"), zh if vague.language == "zh" else en)
    vague.hears("complaint_category-noted")
    assert category(vague) == "service"
    steps = [(step.act, step.words) for step in vague.rows_of("complaint_step")]
    assert steps == [("classify", "points"), ("classify", "service")]


@pytest.mark.parametrize(("zh", "en"), CORRECTIONS)
def test_answer_may_come_as_a_correction(vague: Member, zh: str, en: str) -> None:
    answers(vague, zh if vague.language == "zh" else en).hears("complaint-noted")
    assert category(vague) == "service"


@SMS_ONLY
def test_agents_word_is_not_put_right(vague: Member) -> None:
    vague.picks("points")
    classified_by_an_agent(vague)
    answers(vague, "不对，是服务").does_not_hear("complaint_category-noted")
    assert category(vague) == "points"


@SMS_ONLY
def test_correction_of_nothing_puts_nothing_right(vague: Member) -> None:
    vague.picks("points").enters("JF")
    vague.enters({"zh": "不对，是2020", "en": "no, it's 2020"}[vague.language])
    assert category(vague) == "points"


@pytest.mark.parametrize("words", ["不知道", "我也不清楚", "随便", "dunno", "i don't know", "idk"])
def test_nobody_has_to_know_it(vague: Member, words: str) -> None:
    answers(vague, words).hears("complaint-untold").has_final_answer()


@pytest.mark.parametrize(
    ("zh", "en"), [("别登记了", "stop it dont file it"), ("不投诉了", "no wait dont file it")]
)
def test_it_is_withdrawn_in_words_instead(vague: Member, zh: str, en: str) -> None:
    answers(vague, zh if vague.language == "zh" else en).enters_pin_if_asked()
    assert vague.open_question in ("withdraw_complaint.confirm", "withdraw_complaint.which")


@pytest.mark.parametrize("channel", ["voice"])
@pytest.mark.parametrize("language", ["en"])
def test_each_option_reads_as_something_to_do(vague: Member) -> None:
    assert vague.turn is not None
    assert vague.turn.options[0].text == "To say it's about delivery, press 1."


@pytest.mark.parametrize(
    ("zh", "en"), [("少了积分", "missing points"), ("积分不对", "my points are missing")]
)
def test_what_is_wrong_with_them_names_them_too(vague: Member, zh: str, en: str) -> None:
    answers(vague, zh if vague.language == "zh" else en).hears("complaint-noted")
    assert category(vague) == "points"
