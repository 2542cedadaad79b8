"""What the terminal prints can be replayed, word for word."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console
from transcript_replay import STILL_OPEN, BadTranscript, heard_in, parse, replay

from phone.terminal import run

MEMBER = "+8613800000001"


@pytest.fixture
def points(hotline: Any, points_documents: Any) -> Any:
    hotline.documents.update(points_documents)
    return hotline


def play(kind: Any, carrier: Any, typed: list[str]) -> str:
    keys = iter(typed)
    out = io.StringIO()
    run(kind, MEMBER, carrier, True, read_line=lambda: next(keys, None), console=Console(file=out))
    return out.getvalue()[out.getvalue().index(f"\n{kind} ") :].strip()


VOICE = """\
voice +8613800000001
< 欢迎致电积分热线。
< 查积分和等级，请按1。投诉，请按4。人工服务，请按0。
> 1
< 您有一万二千三百四十五分，其中两千分将在二十天后到期。
< 查积分和等级，请按1。投诉，请按4。人工服务，请按0。
> (silence)
< 没有听到您的选择。
< 查积分和等级，请按1。投诉，请按4。人工服务，请按0。
> (says) 我要投诉
< 我要投诉
< 查积分和等级，请按1。投诉，请按4。人工服务，请按0。
> 4
< 请在提示音后留言，本次录音仅用于处理投诉。
< (beep)
> (records 5 s)
< 已记录。
< 查积分和等级，请按1。投诉，请按4。人工服务，请按0。
> (hangs up)"""


def test_a_call_is_printed_in_the_transcript_format(points: Any, carrier: Any) -> None:
    assert play("voice", carrier, ["1", "", "我要投诉", "4", "5"]) == VOICE


TALKS = [
    ("voice", ["1", "0", "", "", "a", "", "h"]),
    ("voice", ["4", "东西坏了", "9"]),
    ("sms", ["JF", "hello"]),
    ("ussd", ["", "1", "0"]),
    ("ussd", ["*105*1#"]),
]


@pytest.mark.parametrize(("kind", "typed"), TALKS)
def test_a_printed_transcript_replays(
    points: Any, carrier: Any, kind: str, typed: list[str]
) -> None:
    printed = play(kind, carrier, typed)
    transcript = parse(printed)
    assert str(transcript) == printed
    assert replay(carrier, transcript) == heard_in(transcript)


def test_texts_and_screens_keep_to_one_line(points: Any, carrier: Any) -> None:
    assert "< CON 积分热线⏎1 积分余额" in play("ussd", carrier, ["*105#"])
    assert "> *105#" in play("ussd", carrier, [""])


def test_replay_reports_call_still_open_after_transcript_ends(points: Any, carrier: Any) -> None:
    ended = "voice +8613800000001\n< 欢迎致电积分热线。\n> 1"
    assert replay(carrier, ended)[-1] == STILL_OPEN


@pytest.mark.parametrize("text", ["fax +86138\n> 1", "voice", "voice +86138\n1"])
def test_malformed_transcript_is_refused(text: str) -> None:
    with pytest.raises(BadTranscript):
        parse(text)
