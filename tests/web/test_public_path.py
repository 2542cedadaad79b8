"""A hotline whose PUBLIC_URL has a path: the addresses in every answer begin with it, and requests
may arrive with the path or, behind a proxy that removes it, without."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from code_sealer import CODE_SEALER
from flask import Flask
from sqlalchemy import select, text
from twilio.request_validator import RequestValidator

import wsgi
from core.contact_centre import offers
from core.kernel import BadSettings, Database, Settings
from core.messaging import Event
from core.schema import handover, outbox
from core.staff import agent_changes
from jobs.carriers import Carriers
from jobs.deliveries import deliver
from jobs.delivery_context import DeliveryContext
from phone.carrier import Carrier
from phone.ringing_call import RingingCall
from phone.routes import make_phone

ORIGIN, ROOT = "https://hotline.example", "/points/hotline"
PUBLIC_URL = ORIGIN + ROOT
MEMBER, AGENTS_NUMBER = "+8613800000001", "+8613911110000"
ADDRESS = re.compile(r'(?:action|url|waitUrl|recordingStatusCallback|statusCallback)="([^"]*)"')
CONTENT = re.compile(r"<(?:Redirect|Play)[^>]*>([^<]*)<")
LINK = re.compile(r'(?:href|src|action|data-feed|data-from|data-api)="(/[^"]*)"')


@dataclass
class Proxy:
    """Passes requests on to the application: with the path of PUBLIC_URL if `keeps`, or without.
    Checks the addresses of each answer."""

    app: Flask
    keeps: bool
    asked: list[str] = field(default_factory=list)

    def post(
        self, url: str, form: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[int, str, str]:
        path = url.removeprefix("http://127.0.0.1")
        assert not path.startswith(ROOT), "the carrier posts to the address without its path"
        self.asked.append(path)
        arrives = ROOT + path if self.keeps else path
        answer = self.app.test_client().post(arrives, data=dict(form), headers=dict(headers))
        body = answer.get_data(as_text=True)
        for address in [*ADDRESS.findall(body), *CONTENT.findall(body)]:
            assert address.removeprefix(ORIGIN).startswith(f"{ROOT}/ivr/"), address
        return answer.status_code, answer.headers.get("Content-Type", ""), body


class Api:
    """The carrier's REST API as the worker calls it: keeps what it is asked for."""

    def __init__(self) -> None:
        self.calls: list[RingingCall] = []
        self.redirected: list[str] = []

    def call(self, number: str, path: str, status: str, ring_seconds: int) -> None:
        sid = f"CA{len(self.calls):032}"
        self.calls.append(RingingCall(sid, number, PUBLIC_URL + path, PUBLIC_URL + status))

    def redirect(self, call: str, path: str) -> None:
        self.redirected.append(PUBLIC_URL + path)


@pytest.fixture
def settings(new_database: Callable[[str, bool], str], redis_url: str) -> Settings:
    url = new_database("sqlite", True)
    return Settings.for_demo(database_url=url, redis_url=redis_url, public_url=PUBLIC_URL)


@pytest.fixture(params=[True, False], ids=["path kept", "path removed"])
def proxy(request: pytest.FixtureRequest, settings: Settings, at: Any) -> Any:
    app = wsgi.create_app(
        settings, now=lambda: at, randomness=random.Random(7), second_factor=False
    )
    yield Proxy(app, request.param)
    app.extensions["hotline"]._database.dispose()


@pytest.fixture
def carrier(proxy: Proxy, settings: Settings) -> Carrier:
    return Carrier(
        "http://127.0.0.1",
        PUBLIC_URL,
        settings.twilio_auth_token.get_secret_value(),
        settings.ussd_token.get_secret_value(),
        settings.hotline_number,
        post=proxy.post,
    )


def test_a_whole_call_from_menu_to_agent_and_back(proxy: Proxy, carrier: Carrier, at: Any) -> None:
    database: Database = proxy.app.extensions["hotline"]._database
    call = carrier.dial(MEMBER)
    call.press("1")
    call.press("0")  # to an agent, by way of the balance
    if call.queue is None:
        call.press("0")
    assert call.queue is not None and call.open, call.events
    assert any(path.startswith("/ivr/wait?") for path in proxy.asked)
    [row] = database.read(lambda conn: conn.execute(select(handover)).all())
    which = {"member_id": row.member_id, "handover_id": row.handover_id}
    database.run(lambda conn: agent_changes.set_presence(conn, "agent", "available", at))
    database.run(lambda conn: offers.accept(conn, **which, agent="agent", at=at))
    api = Api()
    deliver_all(database, api, at)
    [ringing] = api.calls
    agents_leg = carrier.connect(ringing)
    agents_leg.press("1")
    deliver_all(database, api, at)
    [moved] = api.redirected
    call.redirect(moved)
    assert any(path.startswith("/ivr/member/join?") for path in proxy.asked)
    agents_leg.hang_up()
    assert call.open and any(path.startswith("/ivr/member/go-on?") for path in proxy.asked)
    call.hang_up()
    assert proxy.asked[-1].startswith("/ivr/status")
    failures = [
        event for leg in (call, agents_leg) for event in leg.events if "error" in event.kind
    ]
    assert not failures


def deliver_all(database: Database, api: Api, at: Any) -> None:
    context = DeliveryContext(
        database,
        Carriers(None, api, None),
        None,
        "zh",
        lambda: at,
        CODE_SEALER,
        None,
        None,  # type: ignore[arg-type]
    )
    rows = database.read(lambda conn: conn.execute(select(outbox)).all())
    for row in rows:
        if row.topic in ("call_agent", "move_member"):
            payload = (row.member_id, row.event_id, row.topic, row.payload, row.recorded_at, 1)
            deliver(context, Event(*payload))
    database.run(lambda conn: conn.execute(text("DELETE FROM outbox")))


def test_texts_and_sessions_are_answered(carrier: Carrier) -> None:
    assert "12345" in carrier.text(MEMBER, "JF")[0]
    session = carrier.ussd(MEMBER)
    session.send("1")
    assert session.kind == "CON" and "12345" in session.screen


@pytest.mark.parametrize("sent_to", [PUBLIC_URL, ORIGIN])
def test_the_signature_is_that_of_the_address_with_the_path(
    proxy: Proxy, settings: Settings, sent_to: str
) -> None:
    form = {"CallSid": "CA1", "From": MEMBER, "To": "+8610105"}
    token = settings.twilio_auth_token.get_secret_value()
    signature = RequestValidator(token).compute_signature(f"{sent_to}/ivr/call", form)
    arrives = f"{ROOT if proxy.keeps else ''}/ivr/call"
    answer = proxy.app.test_client().post(
        arrives, data=form, headers={"X-Twilio-Signature": signature}
    )
    assert answer.status_code == (200 if sent_to == PUBLIC_URL else 403)


def test_the_desk_keeps_to_the_path(proxy: Proxy) -> None:
    browser, arrives = proxy.app.test_client(), ROOT if proxy.keeps else ""

    def get(location: str) -> Any:
        """What a browser gets at an address of ours, through the proxy."""
        assert location.startswith(f"{ROOT}/desk/"), location
        answer = browser.get(arrives + location.removeprefix(ROOT), base_url=ORIGIN)
        if answer.mimetype == "text/html":
            assert {
                link for link in LINK.findall(answer.text) if not link.startswith(ROOT)
            } == set()
        return answer

    def post(location: str, **form: str) -> Any:
        page = get(f"{ROOT}/desk/sign-in" if "sign-in" in location else f"{ROOT}/desk/members")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert token
        return browser.post(
            arrives + location.removeprefix(ROOT),
            data=form | {"csrf_token": token.group(1), "form_key": "0f" * 16}, base_url=ORIGIN,
            headers={"Referer": f"{PUBLIC_URL}/desk/members"},
        )  # fmt: skip

    asked_for = get(f"{ROOT}/desk/trail?day=2026-06-01")
    assert asked_for.status_code == 303
    sign_in = get(asked_for.location)
    wanted = re.search(r'name="next" value="([^"]+)"', sign_in.text)
    assert wanted
    signed_in = post(
        f"{ROOT}/desk/sign-in", name="auditor", password="demo-auditor", next=wanted.group(1)
    )
    assert (signed_in.status_code, signed_in.location) == (
        303,
        f"{ROOT}/desk/trail?day=2026-06-01",
    )
    trail = get(signed_in.location)
    assert trail.status_code == 200
    files = [link for link in LINK.findall(trail.text) if "/static/" in link]
    assert files and all(get(file).status_code == 200 for file in files)
    chosen = post(f"{ROOT}/desk/language", language="en", next="/desk/members")
    assert chosen.location == f"{ROOT}/desk/members"
    assert "Members" in get(chosen.location).text
    left = post(f"{ROOT}/desk/sign-out")
    assert urlsplit(left.location).path == f"{ROOT}/desk/sign-in"


def test_the_phone_of_the_demo_keeps_to_the_path(
    proxy: Proxy, carrier: Carrier, settings: Settings
) -> None:
    proxy.app.register_blueprint(make_phone(carrier, production=False))
    browser, arrives = proxy.app.test_client(), ROOT if proxy.keeps else ""
    page = browser.get(f"{arrives}/phone/")
    links = LINK.findall(page.text)
    assert page.status_code == 200 and links
    assert all(link.startswith(f"{ROOT}/phone/") for link in links)
    called = browser.post(f"{arrives}/phone/api/calls", json={"number": MEMBER}).get_json()
    pressed = browser.post(
        f"{arrives}/phone/api/calls/{called['id']}/press", json={"keys": "0"}
    ).get_json()
    played = [event["url"] for event in pressed["events"] if event["url"]]
    assert pressed["queued"] and played == [f"{ROOT}/ivr/hold.wav"]
    assert browser.get(arrives + played[0].removeprefix(ROOT)).status_code == 200


@pytest.mark.parametrize("path", ["/ivr", "/desk/x", "/healthz"])
def test_a_path_that_begins_as_a_route_does_is_refused_at_the_start(
    settings: Settings, path: str
) -> None:
    with pytest.raises(BadSettings, match="PUBLIC_URL has a path that begins with"):
        wsgi.create_app(settings.model_copy(update={"public_url": ORIGIN + path}))
