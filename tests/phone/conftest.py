"""A fake hotline, which checks every signature and answers from a table of documents."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from flask import Flask, Response, request
from http_server import running
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]
from werkzeug.serving import make_server

from phone.carrier import Carrier
from phone.routes import make_phone

PUBLIC_URL, BASE_URL = "https://hotline.example", "http://localhost"
AUTH_TOKEN, USSD_TOKEN = "an-auth-token", "a ussd/token"
HOTLINE, MEMBER = "+8610105", "+8613800000001"

Document = str | Callable[[Mapping[str, str]], str]


@dataclass
class Hotline:
    """`documents` has the answer to each path; `asked` records the requests in order."""

    documents: dict[str, Document] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    content_type: str = "text/xml; charset=utf-8"
    status: int = 200
    public_url: str = PUBLIC_URL
    app: Flask = field(default_factory=lambda: Flask("fake_hotline"))

    def __post_init__(self) -> None:
        self.app.post("/ivr/<path:rest>")(self._signed)
        self.app.post("/sms/<path:rest>")(self._signed)
        self.app.post("/ussd/session")(self._ussd)

    def _signed(self, rest: str) -> Response:
        path = request.full_path.removesuffix("?")
        validator = RequestValidator(AUTH_TOKEN)
        signature = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(self.public_url + path, request.form, signature):
            return Response("bad signature", 403)
        return self._answer(path, self.content_type)

    def _ussd(self) -> Response:
        if request.args.get("token") != USSD_TOKEN:
            return Response("bad token", 403)
        return self._answer("/ussd/session", "text/plain; charset=utf-8")

    def _answer(self, path: str, content_type: str) -> Response:
        form = request.form.to_dict()
        self.asked.append((path, form))
        document = self.documents.get(path, "<Response/>")
        body = document if isinstance(document, str) else document(form)
        return Response(body, self.status, content_type=content_type)

    def post(
        self, url: str, form: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[int, str, str]:
        answer = self.app.test_client().post(url, data=dict(form), headers=dict(headers))
        return answer.status_code, answer.headers["Content-Type"], answer.get_data(as_text=True)

    def turns(self) -> list[tuple[str, dict[str, str]]]:
        return [turn for turn in self.asked if turn[0] != "/ivr/status"]


def numbered() -> Callable[[str], str]:
    counter = itertools.count(1)
    return lambda prefix: f"{prefix}{next(counter):032}"


def carrier_for(hotline: Hotline) -> Carrier:
    return Carrier(
        BASE_URL, PUBLIC_URL, AUTH_TOKEN, USSD_TOKEN, HOTLINE, post=hotline.post, ids=numbered()
    )


@pytest.fixture
def hotline() -> Hotline:
    return Hotline()


@pytest.fixture(scope="session")
def new_hotline() -> type[Hotline]:
    return Hotline


@pytest.fixture
def phone_url(hotline: Hotline) -> Iterator[str]:
    """The fake hotline with the phone's page, on a real port: the phone calls its own server."""
    server = make_server("127.0.0.1", 0, hotline.app, threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    hotline.public_url = url
    hotline.documents.update(points_documents())
    real = Carrier(url, url, AUTH_TOKEN, USSD_TOKEN, HOTLINE)
    hotline.app.register_blueprint(make_phone(real, production=False))
    with running(server):
        yield url


@pytest.fixture
def carrier(hotline: Hotline) -> Carrier:
    return carrier_for(hotline)


def points_documents() -> dict[str, Document]:
    """The documents of a small hotline, for the tests of the page and of transcripts."""
    menu = (
        '<Gather numDigits="1" finishOnKey="" timeout="8" input="dtmf speech" '
        'action="/ivr/menu?talk=1" actionOnEmptyResult="true" language="zh-CN">'
        '<Say language="zh-CN">查积分和等级，请按1。投诉，请按4。人工服务，请按0。</Say></Gather>'
    )
    replies = {
        "1": '<Say language="zh-CN">您有一万二千三百四十五分，其中两千分将在二十天后到期。</Say>',
        "4": '<Say language="zh-CN">请在提示音后留言，本次录音仅用于处理投诉。</Say>'
        '<Record maxLength="30" action="/ivr/recorded"/>',
        "0": '<Enqueue action="/ivr/left" waitUrl="/ivr/music">support</Enqueue>',
        "9": '<Say language="zh-CN">感谢来电，再见。</Say><Hangup/>',
        "": '<Say language="zh-CN">没有听到您的选择。</Say>',
    }

    def choose(form: Mapping[str, str]) -> str:
        heard = f"<Say>{form['SpeechResult']}</Say>" if "SpeechResult" in form else ""
        reply = heard or replies.get(form.get("Digits", ""), "<Say>?</Say>")
        goes_on = menu if "Record" not in reply and "Enqueue" not in reply else ""
        return f"<Response>{reply}{goes_on}</Response>"

    def session(form: Mapping[str, str]) -> str:
        screens = {
            "": "CON 积分热线\n1 积分余额\n2 等级\n3 历史\n4 兑换",
            "1": "CON 可用积分 12,345\n其中 2,000 分 20 天后到期\n0 返回",
            "1*0": "END 再见",
        }
        return screens.get(form["text"], "END 无此选项")

    return {
        "/ivr/call": f'<Response><Say language="zh-CN">欢迎致电积分热线。</Say>{menu}</Response>',
        "/ivr/menu?talk=1": choose,
        "/ivr/recorded": f'<Response><Say language="zh-CN">已记录。</Say>{menu}</Response>',
        "/ivr/music": '<Response><Say language="zh-CN">您前面还有一位。</Say>'
        '<Play>/ivr/static/music.wav</Play><Gather numDigits="1" timeout="3" '
        'action="/ivr/give-up"/></Response>',
        "/ivr/give-up": "<Response><Leave/></Response>",
        "/ivr/left": f'<Response><Say language="zh-CN">已返回主菜单。</Say>{menu}</Response>',
        "/sms/message": lambda form: (
            "<Response><Message>您的可用积分为 12,345 分。其中 2,000 分将在 20 天后到期，"
            "回复 DH 兑换。</Message></Response>"
            if form["Body"].strip().upper() in ("JF", "积分")
            else "<Response><Message>You have 12,345 points. Text DH.</Message></Response>"
        ),
        "/ussd/session": session,
    }


@pytest.fixture(name="points_documents")
def points_documents_fixture() -> dict[str, Document]:
    return points_documents()
