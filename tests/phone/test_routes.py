"""The JSON that the page's script works with, over real HTTP to the same server."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from phone.call import Call
from phone.open_phones import IDLE_S, PHONES_MAX, NoSuchPhone, OpenPhones
from phone.routes import NotForProduction, make_phone
from phone.ussd_session import UssdSession

MEMBER = "+8613800000001"


class Api:
    def __init__(self, url: str) -> None:
        self.base = url + "/phone/api/"

    def post(self, path: str, status: int = 200, **given: Any) -> Any:
        answer = requests.post(self.base + path, json=given, timeout=60)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.headers["Content-Type"] == "application/json" else {}


@pytest.fixture
def api(phone_url: str) -> Api:
    return Api(phone_url)


def said(view: Any) -> list[str]:
    return [event["text"] for event in view["events"] if event["kind"] == "say"]


def test_a_call_from_dialling_to_hanging_up(api: Api) -> None:
    view = api.post("calls", number=MEMBER)
    assert said(view)[0] == "欢迎致电积分热线。"
    assert view["waiting"]["kind"] == "gather" and view["waiting"]["timeout_s"] == 8
    call = f"calls/{view['id']}"
    assert "一万二千" in said(api.post(f"{call}/press", keys="1"))[0]
    assert said(api.post(f"{call}/speak", words="你好"))[0] == "你好"
    assert "没有听到" in said(api.post(f"{call}/silence"))[0]
    assert api.post(f"{call}/press", keys="4")["waiting"]["kind"] == "record"
    assert said(api.post(f"{call}/record", seconds=3, words="坏了", key=""))[0] == "已记录。"
    queued = api.post(f"{call}/press", keys="0")
    assert queued["queued"] and "/ivr/static/music.wav" in [e["url"] for e in queued["events"]]
    assert api.post(f"{call}/agent-answers")["waiting"]["kind"] == "talk"
    assert said(api.post(f"{call}/other-hangs-up"))[0] == "已返回主菜单。"
    assert not api.post(f"{call}/hang-up")["open"]


def test_text_reply_has_encoding_and_segment_count(api: Api) -> None:
    (reply,) = api.post("texts", number=MEMBER, body="JF")["replies"]
    assert (reply["encoding"], reply["count"]) == ("UCS-2", 1)


def test_ussd_session_shows_screens_until_end(api: Api) -> None:
    view = api.post("sessions", number=MEMBER, code="*105#")
    session = f"sessions/{view['id']}"
    assert (view["kind"], view["open"]) == ("CON", True)
    assert "12,345" in api.post(f"{session}/send", keys="1")["screen"]
    assert api.post(f"{session}/send", keys="0")["kind"] == "END"
    assert not api.post(f"{session}/cancel")["open"]


@pytest.mark.parametrize(
    ("path", "given"),
    [("calls", {}), ("texts", {"body": "JF"}), ("sessions", {"code": "*105#"})],
)
def test_every_channel_redelivers_with_same_answer(
    api: Api, hotline: Any, path: str, given: Any
) -> None:
    view = api.post(path, number=MEMBER, twice=True, **given)
    assert view["redelivery"]["same"] and len(hotline.asked) == 2
    again = api.post(f"{path}/{view['id']}/redeliver")["redelivery"]
    assert again["same"] and len(hotline.asked) == 3


def test_invalid_api_request_gets_client_error(api: Api) -> None:
    api.post("calls", status=400)
    api.post("calls/unknown/press", status=404, keys="1")
    view = api.post("calls", number=MEMBER)
    api.post(f"calls/{view['id']}/explode", status=404)
    api.post(f"calls/{view['id']}/press", status=400)
    api.post(f"sessions/{view['id']}/send", status=404, keys="1")
    form = requests.post(api.base + "calls", data={"number": MEMBER}, timeout=60)
    assert form.status_code == 415, "another site's form must not reach the phone"


def test_page_forbids_inline_scripts_and_styles(phone_url: str) -> None:
    page = requests.get(phone_url + "/phone/", timeout=60)
    assert " style=" not in page.text and "onclick" not in page.text


def test_production_has_no_phone(carrier: Any) -> None:
    with pytest.raises(NotForProduction):
        make_phone(carrier, production=True)


def test_phones_are_forgotten_when_idle_or_too_many(hotline: Any, carrier: Any) -> None:
    now = [0.0]
    phones = OpenPhones(clock=lambda: now[0])
    session = carrier.ussd(MEMBER)
    first = phones.add(session)
    with phones.use(first, UssdSession) as found:
        assert found is session
    with pytest.raises(NoSuchPhone), phones.use(first, Call):
        pass
    now[0] = IDLE_S + 1
    second = phones.add(session)
    for _ in range(PHONES_MAX):
        now[0] += 1
        phones.add(session)
    for gone in (first, second):
        with pytest.raises(NoSuchPhone), phones.use(gone, UssdSession):
            pass


def test_the_members_are_those_that_are_seeded(phone_url: str) -> None:
    members = requests.get(phone_url + "/phone/api/members", timeout=60).json()
    assert members[0]["person"] and members[0]["tier"] == "gold"
    assert [member["number"] for member in members if not member["person"]] == ["+8613899999999"]
