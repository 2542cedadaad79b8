"""What webhooks are answered while every thread for them is occupied."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from xml.etree import ElementTree

import pytest
from asgi_client import Client, ask, run

import wsgi
from web.asgi import Front
from web.channel import ChannelAdapter

REQUESTS = 600  # more than threads and places in the queue for one


class Occupied:
    """The application, but requests for `path` wait until `free` is set."""

    def __init__(self, app: Callable[..., Iterable[bytes]], path: str) -> None:
        self._app, self._path, self.free = app, path, threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ["PATH_INFO"] == self._path:
            self.free.wait()
        return self._app(environ, start_response)


def while_occupied(
    hotline: Any, asks: Callable[[Front], Awaitable[Any]], by: str = "/ivr/music"
) -> Any:
    """The result of `asks`, at a front where requests for the path `by` occupy all threads that
    serve it; by default, those for webhooks."""
    hotline.app.wsgi_app = occupied = Occupied(hotline.app.wsgi_app, by)

    async def flood() -> Any:
        front = wsgi.front_of(hotline.app)
        flooding = [asyncio.create_task(ask(front, "GET", by)) for _ in range(REQUESTS)]
        await asyncio.wait(flooding, return_when=asyncio.FIRST_COMPLETED)
        try:
            return await asks(front)
        finally:
            occupied.free.set()
            await asyncio.gather(*flooding)

    return run(flood())


def answer_when_busy(hotline: Any, method: str, target: str) -> Client:
    return while_occupied(hotline, lambda front: ask(front, method, target))


def said(client: Client) -> str:
    return "".join(ElementTree.fromstring(client.body).itertext())


@pytest.fixture
def sqlite_hotline(new_hotline: Any) -> Any:
    return new_hotline("sqlite")


@pytest.mark.parametrize("adapter", wsgi.CHANNEL_ADAPTERS.values(), ids=lambda each: each.path)
def test_every_channel_has_threads_for_its_webhooks(
    sqlite_hotline: Any, adapter: ChannelAdapter
) -> None:
    """The desk does not occupy them."""

    async def asks(front: Front) -> tuple[int, int]:
        desk = await ask(front, "GET", "/desk/elsewhere")
        return desk.status, (await ask(front, "POST", f"{adapter.path}nowhere")).status

    assert while_occupied(sqlite_hotline, asks, by="/desk/nowhere") == (503, 404)


def test_a_caller_hears_a_sentence_and_then_the_question_again(hotline: Any) -> None:
    caller = hotline.voice_caller()
    caller.call()
    webhook = caller.press_webhook("1")
    answer = answer_when_busy(hotline, "POST", webhook.path)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    assert "strict-transport-security" in answer.headers
    say, pause, redirect = ElementTree.fromstring(answer.body)
    assert (say.text, pause.attrib) == ("抱歉，现在业务繁忙，请您稍等，不要挂机。", {"length": "5"})
    assert redirect.text == webhook.path

    without_digits = {name: text for name, text in webhook.form.items() if name != "Digits"}
    asked_again = hotline.deliver(webhook._replace(form=without_digits))
    assert "<Gather" in asked_again.body and "其他服务，请按5" in asked_again.body


@pytest.mark.parametrize(
    ("target", "redirect"),
    [
        ("/ivr/call", "/ivr/call"),
        ("/ivr/member/join?m=1&h=x&n=2", "/ivr/member/join?m=1&h=x&n=2"),
        ("/ivr/wait?lang=en", "/ivr/wait?lang=en"),
        ("/ivr/turn?n=%3C%26", "/ivr/turn?n=%3C%26"),
        ("/hot/line/ivr/turn?n=2", "/hot/line/ivr/turn?n=2"),
        ("/ivr/turn?n=3", "/hot/line/ivr/turn?n=3"),
    ],
)
def test_the_webhook_is_requested_once_more(new_hotline: Any, target: str, redirect: str) -> None:
    path = "/hot/line" if redirect.startswith("/hot") else ""
    hotline = new_hotline("sqlite", public_url=f"https://hotline.example{path}")
    found = ElementTree.fromstring(answer_when_busy(hotline, "POST", target).body)
    assert found.findtext("Redirect") == redirect


def test_a_text_and_a_session_are_answered(sqlite_hotline: Any) -> None:
    answer = answer_when_busy(sqlite_hotline, "POST", "/sms/message")
    assert (answer.status, said(answer)) == (200, "抱歉，现在业务繁忙，请过几分钟重发一次。")
    screen = answer_when_busy(sqlite_hotline, "POST", "/ussd/session?token=x")
    assert (screen.status, screen.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert screen.body.decode() == "END 抱歉，现在业务繁忙，请过几分钟重新拨打。"


@pytest.mark.parametrize(
    "target",
    ["/ivr/status", "/ivr/agent/rang?m=1&h=x&t=1", "/ivr/hold.wav", "/sms/status?m=1&e=x"],
)
def test_a_report_is_refused(sqlite_hotline: Any, target: str) -> None:
    assert answer_when_busy(sqlite_hotline, "POST", target).status == 503


def test_nothing_is_changed_and_the_message_is_answered_later(sqlite_hotline: Any) -> None:
    texting = sqlite_hotline.sms_sender().text_webhook("JF")
    before = sqlite_hotline.fingerprint()
    answer_when_busy(sqlite_hotline, "POST", texting.path)
    assert sqlite_hotline.fingerprint() == before
    assert "可用积分12345分" in sqlite_hotline.deliver(texting).body
