"""Replies by text that join an answer to something else and the question that is still open: one
segment, whatever the question is."""

from collections.abc import Iterator

import pytest
from dialogue_steps import SMS_ONLY
from driver import WORDING, Member

from core.members import CODE, Act
from flows.dialogues import DIALOGUES
from flows.dialogues.code_confirmation.questions import CodeWait
from flows.engine import Flow, Menu, Question, Step, YesNo
from flows.language.sms_segments import segments
from flows.protocol import Channel, traits_of

ASIDES = {
    "zh": ("我的话费账单不对", "手机没信号", "我要换套餐", "你是机器人吗", "谢谢"),
    "en": ("my bill is wrong", "no signal", "change my plan", "are you a robot", "thanks"),
}
OPENINGS = (
    "GS",
    "CLAIM",
    "CLAIM 123456",
    "TS",
    "TS rude",
    "CREDIT 10",
    "DATA 1",
    "PIN",
    "SUGGEST",
)
TOO_LONG = "x" * 1_700
NOTICES = (
    *("too_long", "elsewhere_bill", "elsewhere_network", "elsewhere_service", "not_offered"),
    *("identity", "thanks", "hello", "praised", "weather", "language", "left_code"),
    *("miss", "miss_entry", "miss_words", "miss_digits", "miss_early", "shorter_list"),
)
"""What the engine says before a question that it asks again."""
QUOTING = ("complaint-confirm", "withdraw_complaint-confirm")
"""Questions that quote what the member wrote: the quotation may take a segment of its own."""


def text_of(member: Member) -> str:
    assert member.turn is not None
    options = [each.text for each in member.turn.options]
    return "\n".join(filter(None, [*member.turn.say, *options, member.turn.footer]))


@SMS_ONLY
@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("aside", range(5))
def test_aside_and_the_open_question_fit_one_text(member: Member, opening: str, aside: int) -> None:
    said = text_of(member.enters(opening).enters(ASIDES[member.language][aside]))
    assert segments(said).count == 1, f"{segments(said).units}: {said}"


@SMS_ONLY
@pytest.mark.parametrize("opening", OPENINGS)
def test_notice_of_a_text_that_is_too_long_fits_with_the_question(
    member: Member, opening: str
) -> None:
    said = text_of(member.enters(opening).enters(TOO_LONG))
    assert "1,600" in said
    assert segments(said).count == 1, f"{segments(said).units}: {said}"


@SMS_ONLY
@pytest.mark.parametrize("aside", range(5))
def test_wait_for_another_code_fits_one_text(member: Member, aside: int) -> None:
    member.enters("DH 2").is_asked("redeem_gift.code")
    for said in ("GIVE 13800000002 100", ASIDES[member.language][aside]):
        member.enters(said)
    whole = text_of(member.is_asked("give.too_soon"))
    assert segments(whole).count == 1, f"{segments(whole).units}: {whole}"


def questions() -> Iterator[tuple[Flow, Step]]:
    """Those that are asked by text. Menus and lists may take more than a segment."""
    is_confirmed = traits_of(Channel.SMS).proofs.proofs_for(Act.SPEND) != {CODE}
    for flow in DIALOGUES.flows.values():
        for step in flow.steps.values():
            is_menu = isinstance(step, Menu) and not isinstance(step, YesNo | CodeWait)
            if not isinstance(step, Question) or is_menu:
                continue
            is_asked = is_confirmed or not (flow.act is Act.SPEND and step.name == "confirm")
            is_said = WORDING.has(f"{flow.name}-{step.name}", "en", Channel.SMS)
            if is_asked and is_said:
                yield flow, step


def longest(key: str, language: str, **facts: object) -> str:
    given = {**WORDING.longest_facts(key, language), **facts}
    return WORDING.say(key, language, Channel.SMS, given)


def as_asked(flow: Flow, step: Step, language: str) -> str:
    assert isinstance(step, Question)
    key = f"{flow.name}-{step.name}"
    names = ["yes", "no"] if isinstance(step, YesNo) else []
    names = step.fixed_options() if isinstance(step, Menu) and not names else names
    own = [f"{key}-{name}" for name in names]
    keys = [
        each if WORDING.has(each, language, Channel.SMS) else f"engine-{name}"
        for each, name in zip(own, names, strict=True)
    ]
    lines = [f"{number} {longest(each, language)}" for number, each in enumerate(keys, start=1)]
    return "\n".join([longest(key, language, **step.facts()), *lines])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("notice", NOTICES)
def test_every_notice_fits_one_text_with_every_question(notice: str, language: str) -> None:
    """The way to a person between them goes where it does not fit."""
    titles = [longest(f"{flow.name}-title", language) for flow, _ in questions() if flow.resumable]
    said = longest(f"engine-{notice}", language, title=max(titles, key=len))
    said = said.removesuffix(longest("engine-person", language)).strip()
    too_long = {
        f"{flow.name}-{step.name}": whole.units
        for flow, step in questions()
        if f"{flow.name}-{step.name}" not in QUOTING
        and (whole := segments(f"{said}\n{as_asked(flow, step, language)}")).count > 1
    }
    assert not too_long, said
