"""A partner sends points for a number of ours, over HTTP: each reference has one answer."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from provider_hotline import NewHotline, ProviderHotline
from provider_player import SECRET
from sqlalchemy import update

from core.members import numbers
from core.schema import member
from web import standard_webhooks

NUMBER, STRANGER = "+8613800000001", "+8613812345678"
BALANCE = 12_345


def send(
    hotline: ProviderHotline,
    points: Any = 200,
    receiver: Any = NUMBER,
    *,
    reference: str = "R-1",
    secret: str = SECRET,
    partner: str = "airline",
    signed_as: str = "",
) -> tuple[int, str]:
    body = json.dumps({"points": points, "receiver": receiver}).encode()
    signed = standard_webhooks.headers(secret, signed_as or reference, body, hotline.clock[0])
    url = f"{hotline.url}/providers/exchanges/{partner}/{reference}"
    answer = requests.put(url, data=body, headers=signed, timeout=60)
    is_json = answer.headers["Content-Type"] == "application/json"
    return answer.status_code, answer.json()["status"] if is_json else answer.text


def set_status(hotline: ProviderHotline, status: str) -> None:
    change = update(member).where(member.c.member_id == 1).values(status=status)
    hotline.database.run(lambda conn: conn.execute(change))


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_points_that_are_sent_again_are_credited_once(
    new_hotline: NewHotline, dialect: str
) -> None:
    hotline = new_hotline(dialect)
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: send(hotline), range(3)))
    assert answers == [(200, "added")] * 3
    hotline.passes(days=30)
    assert send(hotline) == (200, "added")
    assert hotline.points() == (BALANCE + 300, 0)  # 100 of theirs are 150 of ours
    assert send(hotline, 201) == (409, "conflict")
    assert send(hotline, reference="R-2") == (200, "added")
    assert hotline.points() == (BALANCE + 600, 0)
    assert hotline.is_sound()


def test_a_no_stays_a_no(new_hotline: NewHotline) -> None:
    """The partner has given the points back to its own member."""
    hotline = new_hotline()
    set_status(hotline, "frozen")
    assert send(hotline) == (200, "refused")
    set_status(hotline, "active")
    assert send(hotline) == (200, "refused")
    assert send(hotline, receiver=STRANGER, reference="R-2") == (200, "refused")
    add = {"member_id": 1, "number": STRANGER, "by": "agent", "key": "k", "at": hotline.clock[0]}
    hotline.database.run(lambda conn: numbers.add(conn, **add))
    assert send(hotline, receiver=STRANGER, reference="R-2") == (200, "refused")
    assert hotline.points() == (BALANCE, 0)
    assert send(hotline, receiver=STRANGER, reference="R-3") == (200, "added")
    assert hotline.is_sound()


def test_reference_stands_for_one_receiver_and_one_amount(new_hotline: NewHotline) -> None:
    hotline = new_hotline()
    assert send(hotline) == (200, "added")
    [other] = hotline.rows(member, member.c.member_id == 2)
    assert send(hotline, receiver=other.number) == (409, "conflict")
    assert send(hotline, receiver=STRANGER) == (409, "conflict")
    assert send(hotline, receiver=STRANGER, reference="R-2") == (200, "refused")
    assert send(hotline, 300, STRANGER, reference="R-2") == (409, "conflict")
    assert hotline.points(2)[0] == 3_200
    assert hotline.points() == (BALANCE + 300, 0)
    assert hotline.is_sound()


def test_answers_need_no_idempotency_keys(new_hotline: NewHotline) -> None:
    """Which may be pruned once nobody repeats what they stand for."""
    hotline = new_hotline()
    assert send(hotline) == (200, "added")
    assert send(hotline, receiver=STRANGER, reference="R-2") == (200, "refused")
    with hotline.database.engine.begin() as conn:
        conn.exec_driver_sql("DROP TRIGGER idempotency_no_delete")
        conn.exec_driver_sql("DELETE FROM idempotency")
    assert send(hotline) == (200, "added")
    assert send(hotline, 201) == (409, "conflict")
    assert send(hotline, receiver=STRANGER) == (409, "conflict")
    assert send(hotline, receiver=STRANGER, reference="R-2") == (200, "refused")
    assert send(hotline, reference="R-2") == (409, "conflict")
    assert hotline.points() == (BALANCE + 300, 0)


def test_a_yes_stays_with_the_member_who_had_the_number(new_hotline: NewHotline) -> None:
    hotline = new_hotline()
    add = {"member_id": 1, "number": STRANGER, "by": "agent", "key": "k", "at": hotline.clock[0]}
    hotline.database.run(lambda conn: numbers.add(conn, **add))
    assert send(hotline, receiver=STRANGER) == (200, "added")
    which = {"number": STRANGER, "at": hotline.clock[0]}
    hotline.database.run(lambda conn: numbers.remove(conn, member_id=1, key="r", **which))
    add |= {"member_id": 2, "key": "k2"}
    hotline.database.run(lambda conn: numbers.add(conn, **add))
    assert send(hotline, receiver=STRANGER) == (200, "added")
    assert hotline.points(1) == (BALANCE + 300, 0)
    assert hotline.points(2)[0] == 3_200


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"secret": "another"}, 403),
        ({"signed_as": "R-0"}, 403),
        ({"partner": "nobody"}, 403),
        ({"points": 0}, 400),
        ({"points": True}, 400),
        ({"points": "200"}, 400),
        ({"points": 10_000_001}, 400),
        ({"receiver": "13800000001"}, 400),
        ({"receiver": None}, 400),
        ({"reference": "a:b"}, 400),
    ],
)
def test_nothing_else_comes_in(new_hotline: NewHotline, how: dict[str, Any], status: int) -> None:
    hotline = new_hotline()
    assert send(hotline, **how)[0] == status
    assert hotline.points() == (BALANCE, 0)
