"""A call with a withheld number is served as a stranger's, is confused with nobody else's, and is
never promised a call back.
"""

import json
from typing import Any

import pytest

FORMS = [
    "anonymous", "Anonymous", "Restricted", "unavailable", "", "+266696687", "+7378742833",
    "+2562533", "+8656696", "+86282452253", "sip:+8613800000001@pbx.example",
    "client:13800000001",
]  # fmt: skip
HANDOVERS = "SELECT count(*) FROM handover WHERE way = 'callback'"
MAY_CALL_BACK = "我们给您回电"


@pytest.fixture
def hotline(new_hotline: Any) -> Any:
    return new_hotline("sqlite")


@pytest.mark.parametrize("number", FORMS)
def test_call_with_withheld_number_is_served_as_strangers(hotline: Any, number: str) -> None:
    caller = hotline.voice_caller(number)
    begun = caller.call()
    assert (begun.status, "For English, press 2." in begun.body) == (200, True)
    assert "没有显示号码" in caller.press("1").body
    assert "<Enqueue " in caller.press("0").body
    [row] = hotline.database.run(
        lambda conn: conn.exec_driver_sql(
            "SELECT member_id, number, transcript FROM handover"
        ).all()
    )
    assert (row.member_id, row.number) == (0, "")
    assert not number or number not in json.dumps(row.transcript)
    assert caller.hang_up().status == 200


def test_two_calls_with_withheld_numbers_share_no_session_state(hotline: Any) -> None:
    first, second = hotline.voice_caller("anonymous"), hotline.voice_caller("anonymous")
    first.call()
    first.press("2")
    first.hang_up()
    assert "For English, press 2." in second.call().body
    second.press("1")
    keys = [key for key in hotline.redis.keys("*") if first.sid in key]
    assert keys
    assert not [key for key in keys if second.sid in key]
    assert not [
        key for key in hotline.redis.keys("*") if not (first.sid in key or second.sid in key)
    ]


@pytest.mark.parametrize(("number", "offered"), [("anonymous", False), ("+8613800000001", True)])
def test_callback_in_queue_is_offered_only_to_known_number(
    hotline: Any, number: str, offered: bool
) -> None:
    caller = hotline.voice_caller(number)
    caller.call()
    caller.press("0")
    waiting = caller.turn_webhook(QueuePosition="3")._replace(path="/ivr/wait?lang=zh")
    heard = hotline.deliver(waiting).body
    assert (MAY_CALL_BACK in heard, "<Gather" in heard) == (offered, offered)


def test_no_callback_is_booked_for_withheld_number_when_queue_is_full(hotline: Any) -> None:
    caller = hotline.voice_caller("anonymous")
    caller.call()
    caller.press("1", "0")
    answer = hotline.deliver(caller.turn_webhook(QueueResult="queue-full"))
    assert "没法给您回电" in answer.body
    assert "转人工客服" in answer.body
    assert hotline.count(HANDOVERS) == 0
