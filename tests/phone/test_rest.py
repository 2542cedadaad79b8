"""The phone as the carrier's REST API, asked by the carrier's own client library."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from jobs.twilio_api import LimitedHttpClient
from phone.carrier import DEMO_ACCOUNT

MEMBER, AGENT, HOTLINE = "+8613800000001", "+8613900000001", "+8610105"
AUTH_TOKEN = "an-auth-token"
SECONDS_MAX = 120
MENU = '<Gather numDigits="1" action="/ivr/pressed"><Say>menu</Say></Gather>'
ROOM = '<Dial action="/ivr/after"><Conference {attributes}>room 7</Conference></Dial>'


@pytest.fixture
def client(phone_url: str) -> Client:
    return Client(DEMO_ACCOUNT, AUTH_TOKEN, http_client=LimitedHttpClient(f"{phone_url}/phone"))


class Page:
    """The requests that the page in the browser makes."""

    def __init__(self, url: str) -> None:
        self._base = f"{url}/phone/api/"

    def post(self, path: str, status: int = 200, **given: Any) -> Any:
        answer = requests.post(self._base + path, json=given, timeout=60)
        assert answer.status_code == status, answer.text
        return answer.json() if status == 200 else None

    def incoming(self, number: str, after: int = 0) -> Any:
        where = {"number": number, "after": after}
        return requests.get(f"{self._base}incoming", where, timeout=60).json()

    def dial(self) -> CallLeg:
        return CallLeg(self, self.post("calls", number=MEMBER))

    def answer(self, sid: str) -> CallLeg:
        return CallLeg(self, self.post(f"incoming/{sid}/answer"))


class CallLeg:
    def __init__(self, page: Page, view: Any) -> None:
        self._page = page
        self.view = view
        self.heard = _heard(view)

    def act(self, action: str, **given: Any) -> list[str]:
        self.view = self._page.post(f"calls/{self.view['id']}/{action}", **given)
        self.heard += (new := _heard(self.view))
        return new

    def until_hears(self, words: str) -> None:
        until(lambda: self.act("listen") is not None and words in self.heard)


def _heard(view: Any) -> list[str]:
    return [f"{event['kind']} {event['text'] or event['url']}".strip() for event in view["events"]]


def until(come: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + SECONDS_MAX
    while not (what := come()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return what


@pytest.fixture
def page(phone_url: str) -> Page:
    return Page(phone_url)


@pytest.fixture
def documents(hotline: Any, phone_url: str) -> Any:
    def say(path: str, body: str) -> None:
        hotline.documents[f"/ivr/{path}"] = f"<Response>{body}</Response>"

    say("call", MENU)
    say("whisper", "<Say>it is for you</Say>" + MENU)
    say("after", "<Say>after</Say>")
    say("music", "<Say>please hold</Say>")
    say("agent", ROOM.format(attributes='endConferenceOnExit="true" waitUrl="/ivr/music"'))
    say("member", ROOM.format(attributes='startConferenceOnEnter="false"'))
    return hotline.documents


def asked(hotline: Any, path: str) -> list[dict[str, str]]:
    return [form for at, form in hotline.asked if at == path]


def ring(client: Client, hotline: Any, path: str = "/ivr/whisper", timeout: int = 20) -> str:
    call = client.calls.create(
        to=AGENT,
        from_=HOTLINE,
        url=hotline.public_url + path,
        status_callback=f"{hotline.public_url}/ivr/rang",
        timeout=timeout,
    )
    return str(call.sid)


def test_a_text_arrives_and_its_statuses_follow(client: Client, page: Page, hotline: Any) -> None:
    status = f"{hotline.public_url}/sms/status?m=1"
    sent = client.messages.create(to=MEMBER, from_=HOTLINE, body="您好", status_callback=status)
    assert (sent.status, sent.to, sent.body) == ("queued", MEMBER, "您好")
    (text,) = page.incoming(MEMBER)["texts"]
    assert (text["text"], text["encoding"], text["count"]) == ("您好", "UCS-2", 1)
    assert page.incoming(MEMBER, after=1)["texts"] == page.incoming(AGENT)["texts"] == []
    until(lambda: len(asked(hotline, "/sms/status?m=1")) == 2)
    said = asked(hotline, "/sms/status?m=1")
    assert [form["MessageStatus"] for form in said] == ["sent", "delivered"]
    assert {form["MessageSid"] for form in said} == {sent.sid}
    (listed,) = client.messages.list(to=MEMBER, limit=10)
    assert (listed.sid, listed.body, listed.status) == (sent.sid, "您好", "delivered")


@pytest.mark.parametrize(
    ("to", "body", "code"),
    [("nobody", "x", 21211), (MEMBER, "", 21602), (MEMBER, "x" * 1_601, 21617)],
)
def test_invalid_text_is_refused_with_twilio_error_code(
    client: Client, to: str, body: str, code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to=to, from_=HOTLINE, body=body)
    assert (refused.value.status, refused.value.code) == (400, code)


def test_opted_out_number_gets_no_texts_until_opt_in(client: Client, page: Page) -> None:
    page.post("texts", number=MEMBER, body="stop")
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to=MEMBER, from_=HOTLINE, body="x")
    assert refused.value.code == 21610
    page.post("texts", number=MEMBER, body="START")
    client.messages.create(to=MEMBER, from_=HOTLINE, body="x")


@pytest.mark.parametrize(("account", "token"), [(DEMO_ACCOUNT, "wrong"), ("ACother", AUTH_TOKEN)])
def test_wrong_credentials_are_unauthorized(phone_url: str, account: str, token: str) -> None:
    forger = Client(account, token, http_client=LimitedHttpClient(f"{phone_url}/phone"))
    with pytest.raises(TwilioRestException) as refused:
        forger.messages.create(to=MEMBER, from_=HOTLINE, body="x")
    assert (refused.value.status, refused.value.code) == (401, 20003)


@pytest.mark.usefixtures("documents")
def test_a_call_rings_and_is_answered(client: Client, page: Page, hotline: Any) -> None:
    sid = ring(client, hotline)
    assert page.incoming(AGENT)["calls"] == [sid]
    line = page.answer(sid)
    assert line.heard == ["say it is for you", "say menu"]
    (form,) = asked(hotline, "/ivr/whisper")
    said = ("CallSid", "From", "To", "Direction", "CallStatus")
    assert [form[name] for name in said] == [sid, HOTLINE, AGENT, "outbound-api", "in-progress"]
    assert page.incoming(AGENT)["calls"] == []
    page.post(f"incoming/{sid}/answer", status=404)
    line.act("hang-up")
    assert [form["CallStatus"] for form in asked(hotline, "/ivr/rang")] == ["completed"]
    assert asked(hotline, "/ivr/status") == []


@pytest.mark.usefixtures("documents")
@pytest.mark.parametrize("ends", ["busy", "no-answer", "canceled"])
def test_unanswered_call_reports_busy_no_answer_or_canceled(
    client: Client, page: Page, hotline: Any, ends: str
) -> None:
    sid = ring(client, hotline, timeout=1 if ends == "no-answer" else 20)
    if ends == "busy":
        page.post(f"incoming/{sid}/decline")
    elif ends == "canceled":
        client.calls(sid).update(status="completed")
    until(lambda: asked(hotline, "/ivr/rang"))
    (form,) = asked(hotline, "/ivr/rang")
    assert (form["CallSid"], form["CallStatus"]) == (sid, ends)
    assert page.incoming(AGENT)["calls"] == asked(hotline, "/ivr/whisper") == []
    with pytest.raises(TwilioRestException) as refused:
        client.calls(sid).update(status="completed")
    assert refused.value.code == 21220


def test_unknown_call_is_not_found(client: Client) -> None:
    with pytest.raises(TwilioRestException) as refused:
        client.calls("CA" + "9" * 32).update(status="completed")
    assert (refused.value.status, refused.value.code) == (404, 20404)


def sid_of(hotline: Any) -> str:
    return str(asked(hotline, "/ivr/call")[-1]["CallSid"])


@pytest.mark.usefixtures("documents")
def test_queued_call_is_redirected(client: Client, page: Page, hotline: Any) -> None:
    hotline.documents["/ivr/call"] = '<Response><Enqueue action="/ivr/left">q</Enqueue></Response>'
    hotline.documents["/ivr/left"] = "<Response><Say>never heard</Say></Response>"
    line = page.dial()
    client.calls(sid_of(hotline)).update(url=f"{hotline.public_url}/ivr/whisper", method="POST")
    line.until_hears("say it is for you")
    assert [form["QueueResult"] for form in asked(hotline, "/ivr/left")] == ["redirected"]
    assert "say never heard" not in line.heard
    assert line.view["waiting"]["kind"] == "gather" and not line.view["queued"]


@pytest.mark.usefixtures("documents")
def test_call_completed_over_rest_ends(client: Client, page: Page, hotline: Any) -> None:
    line = page.dial()
    client.calls(sid_of(hotline)).update(status="completed")
    line.until_hears("end")
    assert not line.view["open"] and len(asked(hotline, "/ivr/status")) == 1


@pytest.fixture
def together(client: Client, page: Page, hotline: Any, documents: Any) -> tuple[CallLeg, CallLeg]:
    """A member and an agent in one conference."""
    member = page.dial()
    client.calls(sid_of(hotline)).update(url=f"{hotline.public_url}/ivr/member")
    member.until_hears("play hold music")
    agent = page.answer(ring(client, hotline, "/ivr/agent"))
    assert agent.heard == ["dial room 7"]
    member.until_hears("dial room 7")
    return member, agent


def test_first_participant_in_conference_waits(client: Client, page: Page, documents: Any) -> None:
    documents["/ivr/call"] = documents["/ivr/agent"]
    line = page.dial()
    assert line.heard == ["say please hold"]
    assert line.view["waiting"]["kind"] == "conference"
    line.act("silence")
    assert line.view["open"]


def test_conference_ends_when_agent_leaves_and_member_continues(
    together: tuple[CallLeg, CallLeg], hotline: Any
) -> None:
    member, agent = together
    agent.act("hang-up")
    member.until_hears("say after")
    assert member.heard[-2:] == ["say after", "end"]
    assert [form["DialCallStatus"] for form in asked(hotline, "/ivr/after")] == ["completed"] * 2


def test_conference_continues_when_member_leaves(together: tuple[CallLeg, CallLeg]) -> None:
    member, agent = together
    member.act("hang-up")
    agent.until_hears("say please hold")
    assert agent.view["open"] and agent.view["waiting"]["who"] == "room 7"


def test_conference_participant_is_held_and_resumed(
    client: Client, together: tuple[CallLeg, CallLeg], hotline: Any
) -> None:
    member, _ = together
    (conference,) = client.conferences.list(friendly_name="room 7", status="in-progress")
    participant = client.conferences(conference.sid).participants(sid_of(hotline))
    participant.update(hold=True, hold_url=f"{hotline.public_url}/ivr/music")
    member.until_hears("say please hold")
    participant.update(hold=False)
    until(lambda: member.act("listen") == ["dial room 7"])
    with pytest.raises(TwilioRestException):
        client.conferences(conference.sid).participants("CAnobody").update(hold=True)
    assert client.conferences.list(friendly_name="no such room") == []


def test_conference_participant_is_redirected(
    client: Client, together: tuple[CallLeg, CallLeg], hotline: Any
) -> None:
    member, agent = together
    client.calls(sid_of(hotline)).update(url=f"{hotline.public_url}/ivr/call")
    member.until_hears("say menu")
    agent.until_hears("say please hold")
    assert asked(hotline, "/ivr/after") == []


def test_star_key_leaves_conference_with_hangup_on_star(page: Page, documents: Any) -> None:
    documents["/ivr/call"] = (
        '<Response><Dial hangupOnStar="true"><Conference>7</Conference></Dial>'
        "<Say>left</Say></Response>"
    )
    line = page.dial()
    assert line.act("press", keys="1") == ["ignored 1"]
    assert line.act("press", keys="*") == ["say left", "end"]
