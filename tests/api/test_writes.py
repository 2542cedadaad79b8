"""What systems change is done once for each key, by the rules of the dialogues and the desk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from api_steps import problem
from sqlalchemy import Connection, text

from core.books import audit
from core.clients import Scope, requests
from core.kernel import Database
from core.redemption import addresses, gifts


def first_gift(api: Any) -> dict[str, Any]:
    found = api.database.read(
        lambda conn: gifts.available(conn, today=date(2026, 6, 1), kind="gift")
    )
    balance = 3000
    gift = next(each for each in found if each.points <= balance)
    return {"sku": gift.sku, "points": gift.points}


def orders_of(api: Any) -> int:
    count = api.sql("SELECT COUNT(*) AS n FROM gift_order WHERE channel = 'api'")[0].n
    return int(count)


def test_points_are_redeemed_once_for_each_key(api: Any) -> None:
    system, body = api.system(), first_gift(api)
    before = system.get("/members/1/balance").json
    first = system.post("/members/1/orders", body, key="order-0001")
    assert first.status_code == 201 and first.json["status"] == "held"
    again = system.post("/members/1/orders", body, key='"order-0001"')
    assert (again.status_code, again.data) == (201, first.data)
    after = system.get("/members/1/balance").json
    assert after["available"] == before["available"] - body["points"]
    assert after["held"] == before["held"] + body["points"]
    assert orders_of(api) == 1
    assert api.sql("SELECT hold_id FROM hold WHERE hold_id = 'api:crm:order-0001'")
    assert api.sql("SELECT org FROM gift_order WHERE channel = 'api'")[0].org


def test_an_equal_answer_comes_also_when_things_have_moved_on(api: Any) -> None:
    system, body = api.system(), first_gift(api)
    placed = system.post("/members/1/orders", body, key="order-0001")
    number = placed.json["number"]
    cancelled = system.post(f"/orders/{number}/cancellation", key="cancel-01")
    assert (cancelled.status_code, cancelled.json["status"]) == (200, "cancelled")
    assert system.post("/members/1/orders", body, key="order-0001").data == placed.data
    assert system.get(f"/orders/{number}").json["status"] == "cancelled"
    again = system.post(f"/orders/{number}/cancellation", key="cancel-01")
    assert again.data == cancelled.data
    problem(system.post(f"/orders/{number}/cancellation", key="cancel-02"), 409, "status_forbids")


@pytest.mark.parametrize("receiver", ["+862584567890", "+12025550123"])
def test_only_a_mobile_number_gets_credit(api: Any, receiver: str) -> None:
    body = {"sku": "credit-10", "points": 1_000, "receiver": receiver}
    problem(api.system().post("/members/1/orders", body), 409, "no_number")
    assert orders_of(api) == 0


def test_fixed_line_gets_no_credit_by_default(api: Any) -> None:
    api.sql("UPDATE member SET number = '+862584567890' WHERE member_id = 1 RETURNING 1")
    api.sql("UPDATE msisdn SET number = '+862584567890' WHERE member_id = 1 RETURNING 1")
    body = {"sku": "credit-10", "points": 1_000}
    refused = problem(api.system().post("/members/1/orders", body), 409, "status_forbids")
    assert refused["reason"] == "no_mobile"


def test_address_that_is_given_meanwhile_is_that_of_the_order(
    new_database: Callable[[str, bool], str], new_api: Callable[..., Any]
) -> None:
    """The member gives it while another system places an order, on PostgreSQL."""
    api = new_api(Database(new_database("postgresql", True)))
    api.sql("UPDATE member SET address = NULL WHERE member_id = 1 RETURNING 1")
    locked, given = threading.Event(), "广州市天河区体育西路1号"

    def give(conn: Connection) -> int:
        found = addresses.give(conn, member_id=1, address=given, at=api.clock.at)
        locked.set()
        conn.execute(text("SELECT pg_sleep(0.3)"))
        return found

    with ThreadPoolExecutor(1) as pool:
        giving = pool.submit(api.database.run, give)
        locked.wait()
        assert api.system().post("/members/1/orders", first_gift(api)).status_code == 201
        assert giving.result() == 0
    assert api.sql("SELECT address FROM gift_order WHERE channel = 'api'")[0].address == given
    api.database.dispose()


def test_a_key_is_for_one_request(api: Any) -> None:
    system, placed = api.system(), first_gift(api)
    assert system.post("/members/1/orders", placed, key="order-0001").status_code == 201
    for path, body in (
        ("/members/1/orders", {"sku": "other", "points": 1}),
        ("/members/2/orders", placed),
        ("/members/1/complaints", {"words": "坏了"}),
    ):
        problem(system.post(path, body, key="order-0001"), 422, "key_reused")
    assert orders_of(api) == 1


def test_keys_are_each_clients_own(api: Any) -> None:
    body = {"points": 1, "reason": "赔礼"}
    for name in ("crm", "web"):
        answer = api.system(name).post("/members/1/goodwill", body, key="same-key-1")
        assert answer.status_code == 201
    assert len(api.sql("SELECT * FROM posting WHERE key LIKE 'goodwill:api:%'")) == 2


def test_a_change_needs_a_key(api: Any) -> None:
    system = api.system()
    for key in ("", "short", "x" * 65, "with blank", '"', "schl\u00fcssel"):
        sent = api.app.test_client().post(
            "/api/v1/members/1/goodwill",
            json={"points": 1, "reason": "赔礼"},
            headers=system.authorization | ({"Idempotency-Key": key} if key else {}),
        )
        problem(sent, 400, "no_key")


def test_a_refused_request_may_come_again_with_its_key(api: Any) -> None:
    system, body = api.system(), first_gift(api)
    wrong = body | {"points": body["points"] + 1}
    problem(system.post("/members/1/orders", wrong, key="order-0001"), 409, "price_changed")
    assert system.post("/members/1/orders", body, key="order-0001").status_code == 201


def test_the_key_outlives_its_answer_in_the_ledger(api: Any) -> None:
    system, body = api.system(), {"points": 5, "reason": "赔礼"}
    system.post("/members/1/goodwill", body, key="goodwill-1")
    api.clock.advance(days=8)
    assert api.database.run(lambda conn: requests.prune(conn, api.clock.at)) == 1
    again = api.system("crm2")
    token = api.ask_for_token("crm").json["access_token"]
    again.token = token
    assert again.post("/members/1/goodwill", body, key="goodwill-1").status_code == 201
    assert len(api.sql("SELECT * FROM posting WHERE key LIKE 'goodwill:api:%'")) == 1


def test_goodwill_above_the_limit_waits_for_a_supervisor(api: Any) -> None:
    system = api.system()
    posted = system.post("/members/1/goodwill", {"points": 1, "reason": "赔礼"})
    assert posted.status_code == 201 and posted.json["balance_after"] > 0
    asked = system.post(
        "/members/1/goodwill", {"points": 50_000, "reason": "赔礼"}, key="goodwill-9"
    )
    assert asked.status_code == 202
    waiting = api.sql("SELECT approval_id, asked_by, points FROM approval WHERE status = 'waiting'")
    mine = [row for row in waiting if row.asked_by == "api crm"]
    assert [row.approval_id for row in mine] == [asked.json["approval_id"]]
    assert not api.sql("SELECT * FROM posting WHERE key = 'goodwill:api:crm:goodwill-9'")


def test_a_complaint_is_filed_and_followed(api: Any) -> None:
    system = api.system()
    filed = system.post("/members/1/complaints", {"words": "杯子坏了", "category": "quality"})
    assert filed.status_code == 201 and filed.json["status"] == "open"
    number = filed.json["number"]
    assert system.get(f"/complaints/{number}").json == filed.json
    assert system.get("/members/1/complaints").json["items"][0] == filed.json
    stored = api.sql("SELECT words, channel FROM complaint WHERE number = :n", n=number)[0]
    assert tuple(stored) == ("杯子坏了", "api")
    about = {"words": "坏了", "order_number": "99999999"}
    problem(system.post("/members/1/complaints", about), 404, "not_found")


def test_a_pin_in_a_complaint_is_masked(api: Any) -> None:
    words = {"words": "我的密码135790不能用"}
    number = api.system().post("/members/1/complaints", words).json["number"]
    [stored] = api.sql("SELECT words FROM complaint WHERE number = :n", n=number)[0]
    assert stored == "我的密码******不能用"


def test_changes_are_in_the_audit_trail(api: Any) -> None:
    system = api.system()
    system.post("/members/1/goodwill", {"points": 5, "reason": "赔礼"}, key="goodwill-1")
    system.post("/members/1/goodwill", {"points": 5, "reason": "赔礼"}, key="goodwill-1")
    entries = [each for each in api.trail if each.act == "member_goodwill"]
    assert [(each.agent, each.member_id) for each in entries] == [("api crm", 1)]
    assert entries[0].detail == {"operation": "giveGoodwill", "points": 5, "reason": "赔礼"}


WRONG = (
    {"points": "5", "reason": "x"},
    {"points": 0, "reason": "x"},
    {"points": 10**12, "reason": "x"},
    {"points": 5.5, "reason": "x"},
    {"points": True, "reason": "x"},
    {"points": 5, "reason": " "},
    {"points": 5, "reason": "x" * 1001},
    {"points": 5},
    {"points": 5, "reason": "x", "more": 1},
    [],
)


def test_values_that_are_not_allowed_are_named(api: Any) -> None:
    system = api.system()
    for body in WRONG:
        found = problem(system.post("/members/1/goodwill", body), 422, "invalid")
        assert found["errors"] and all(each["pointer"].startswith("#") for each in found["errors"])


def test_a_refusal_does_not_repeat_what_was_sent(api: Any) -> None:
    answer = api.system().post("/members/lookup", {"number": "13800000001 my secret"})
    problem(answer, 422, "invalid")
    assert "secret" not in answer.text and "13800000001" not in answer.text


@pytest.mark.parametrize("what", ["orders", "goodwill", "complaints"])
def test_three_equal_posts_at_once_have_one_effect(api: Any, what: str) -> None:
    system = api.system()
    body = {
        "orders": first_gift(api),
        "goodwill": {"points": 7, "reason": "赔礼"},
        "complaints": {"words": "杯子坏了"},
    }[what]

    def send(_: int) -> Any:
        return system.post(f"/members/1/{what}", body, key="at-once-1")

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(send, range(3)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data for answer in answers}) == 1
    effects = {
        "orders": "SELECT * FROM gift_order WHERE channel = 'api'",
        "goodwill": "SELECT * FROM posting WHERE key LIKE 'goodwill:api:%'",
        "complaints": "SELECT * FROM complaint WHERE channel = 'api'",
    }
    assert len(api.sql(effects[what])) == 1
    assert api.database.read(lambda conn: list(audit.violations(conn))) == []


RECEIPT = {
    "merchant": "苏果超市", "number": "20260601", "source": "services",
    "issued_on": "2026-05-30", "fen": 5860,
}  # fmt: skip


def test_a_receipt_is_entered_once(api: Any) -> None:
    system = api.system()
    first = system.post("/receipts", RECEIPT, key="receipt-1")
    assert (first.status_code, first.json["entered"]) == (201, True)
    assert system.post("/receipts", RECEIPT, key="receipt-1").data == first.data
    again = system.post("/receipts", RECEIPT, key="receipt-2")
    assert (again.status_code, again.json["entered"]) == (201, False)
    problem(system.post("/receipts", RECEIPT | {"fen": 5861}), 409, "receipt_differs")
    problem(system.post("/receipts", RECEIPT | {"member_id": 10**9}), 404, "not_found")
    later = RECEIPT | {"number": "20260602", "issued_on": "2026-06-02"}
    problem(system.post("/receipts", later), 409, "receipt_of_impossible_day")
    early = RECEIPT | {"number": "18991231", "issued_on": "1899-12-31"}
    problem(system.post("/receipts", early), 409, "receipt_of_impossible_day")
    [row] = api.sql("SELECT merchant, fen, claim_id FROM issued_receipt")
    assert tuple(row) == ("苏果超市", 5860, None)


def test_entering_receipts_needs_its_scope(api: Any) -> None:
    others = [scope for scope in Scope if scope is not Scope.RECEIPTS_WRITE]
    problem(api.system(scopes=others).post("/receipts", RECEIPT), 403, "no_scope")
    assert api.sql("SELECT COUNT(*) AS n FROM issued_receipt")[0].n == 0
