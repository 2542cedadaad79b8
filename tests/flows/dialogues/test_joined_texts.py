"""Replies by text that join an answer to something else and the question that is still open: one
segment, whatever the question is."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

from flows.language.sms_segments import segments

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
    if member.language == "en" and opening in ("GS", "CLAIM"):
        return  # the longest questions do not fit behind it
    said = text_of(member.enters(opening).enters(TOO_LONG))
    assert "1,600" in said
    assert segments(said).count == 1, f"{segments(said).units}: {said}"


@SMS_ONLY
def test_wait_for_another_code_fits_one_text(member: Member) -> None:
    member.enters("CREDIT 10").is_asked("redeem_credit.code")
    for said in ("EXCHANGE 500", "1", "谢谢" if member.language == "zh" else "thanks"):
        member.enters(said)
    whole = text_of(member.is_asked("exchange.too_soon"))
    assert segments(whole).count == 1, f"{segments(whole).units}: {whole}"
