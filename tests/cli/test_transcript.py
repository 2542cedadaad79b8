"""A transcript that `hotline phone` printed is a test: replayed on a new hotline with the same
seed, member and clock, it gives the same lines."""

import io
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import count

import pytest
from click.testing import CliRunner
from flask import Flask
from http_server import running
from rich.console import Console
from transcript_replay import entries_of, heard_in, parse, replay
from werkzeug.serving import make_server

from core.kernel import Settings
from hotline import main
from phone import terminal
from phone.carrier import Carrier
from wsgi import create_app

URL = "http://127.0.0.1:8000"
ZH, EN = "+8613800000001", "+8613800000002"

TALKS = {
    "a call: the balance, a redemption, a wrong key, silence, hanging up": (
        "voice", ZH, ["1", "1", "9", "2", "3", "135790", "1", "2#", "1", "8", "", "h"],
    ),
    "a call: a recorded complaint, then an agent": (
        "voice", EN, ["4", "1", "my bill is wrong", "0", "", "a", "", "h"],
    ),
    "texts in English": ("sms", EN, ["BAL", "TIER", "complain my bill is wrong", "STATUS", "?"]),
    "texts in Chinese": ("sms", ZH, ["JF", "DH 1", "000000", "H", "2", "gitf", "1"]),
    "a session": ("ussd", ZH, ["", "1", "0", "4", "3", "135790", "2", "1"]),
    "a deep link": ("ussd", EN, ["*105*1#", "00", "9", "00", "h"]),
}  # fmt: skip


@pytest.fixture
def new_app(
    new_database: Callable[[str, bool], str], redis_url: str, at: datetime
) -> Iterator[Callable[[], Flask]]:
    """Makes a new hotline each time, the same one, which nobody has called yet."""
    made: list[Flask] = []

    def make() -> Flask:
        settings = Settings.for_demo(
            database_url=new_database("sqlite", True), redis_url=redis_url, public_url=URL
        )
        app = create_app(settings, now=lambda: at, randomness=random.Random(7))
        app.extensions["hotline"]._sessions.redis.flushall()
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["hotline"]._database.dispose()


def carrier_for(app: Flask) -> Carrier:
    numbers = count(1)

    def post(url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, str, str]:
        answer = app.test_client().post(url, data=dict(form), headers=dict(headers))
        return answer.status_code, answer.content_type, answer.get_data(as_text=True)

    return Carrier(
        URL, URL, "demo-auth-token", "demo-ussd-token", "+8610086",
        post=post, ids=lambda prefix: f"{prefix}{next(numbers):032x}",
    )  # fmt: skip


def printed_after(app: Flask, channel: str, number: str, typed: list[str]) -> str:
    lines = iter(typed)
    screen = io.StringIO()
    terminal.run(
        channel,
        number,
        carrier_for(app),
        transcript=True,
        read_line=lambda: next(lines, None),
        console=Console(file=screen, width=60, highlight=False),
    )
    head = f"{channel} {number}"
    return head + screen.getvalue().rpartition(f"\n{head}")[2]


@pytest.mark.parametrize(("channel", "number", "typed"), TALKS.values(), ids=list(TALKS))
def test_a_printed_transcript_replays_line_by_line(
    new_app: Callable[[], Flask], channel: str, number: str, typed: list[str]
) -> None:
    printed = printed_after(new_app(), channel, number, typed)
    transcript = parse(printed)
    assert (transcript.channel, transcript.number) == (channel, number)
    assert heard_in(transcript)
    assert not any("error" in line or "抱歉，系统" in line for line in heard_in(transcript))
    assert replay(carrier_for(new_app()), printed) == heard_in(transcript)


def test_replay_differs_when_an_answer_has_changed(new_app: Callable[[], Flask]) -> None:
    printed = printed_after(new_app(), "sms", EN, ["BAL"])
    changed = printed.replace("3,200", "3,300")
    assert changed != printed
    assert replay(carrier_for(new_app()), changed) != heard_in(parse(changed))


@pytest.mark.parametrize("order", ["phone sms NUMBER OPTIONS", "phone OPTIONS sms NUMBER"])
def test_transcript_of_phone_command_replays(
    new_app: Callable[[], Flask], monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    """`hotline phone sms NUMBER --transcript`, over HTTP, its texts from a pipe."""
    monkeypatch.setenv("PUBLIC_URL", URL)
    with running(make_server("127.0.0.1", 0, new_app(), threaded=True)) as url:
        words = order.replace("OPTIONS", f"--url {url} --transcript").replace("NUMBER", EN)
        ran = CliRunner().invoke(main, words.split(), input="BAL\nTIER\n")
    assert ran.exit_code == 0, ran.output
    printed = f"sms {EN}" + ran.output.rpartition(f"\nsms {EN}")[2]
    assert entries_of(parse(printed)) == ["BAL", "TIER"]
    assert "3,200" in heard_in(parse(printed))[0]
    assert replay(carrier_for(new_app()), printed) == heard_in(parse(printed))


def test_phone_command_without_a_server_exits_with_error() -> None:
    ran = CliRunner().invoke(main, ["phone", "sms", EN, "--url", "http://127.0.0.1:9"])
    assert ran.exit_code == 1
    assert "No hotline answers at http://127.0.0.1:9." in ran.output
