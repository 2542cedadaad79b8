"""Points that another system spends at a partner: once for each key, and by the rules."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

import pytest
from api_steps import problem
from sqlalchemy import Connection, text

from core.books import audit
from core.kernel import LimitReached
from core.loyalty import partner_spending
from core.members import profiles
from core.redemption import placing

WHERE = "/members/1/spendings"
WHAT = {"points": 345, "partner": "coffee", "memo": "Coffee 1207"}


def test_points_are_spent_once_for_each_key(api: Any) -> None:
    system = api.system()
    first = system.post(WHERE, WHAT, key="till-0001")
    assert (first.status_code, first.json["balance_after"]) == (201, 12_000)
    again = system.post(WHERE, WHAT, key="till-0001")
    assert (again.status_code, again.data) == (201, first.data)
    posting = system.get("/members/1/postings").json["items"][0]
    assert (posting["points"], posting["kind"], posting["memo"]) == (-345, "partner", "Coffee 1207")
    assert system.get("/members/1/balance").json["available"] == 12_000
    entries = [each for each in api.trail if each.act == "points_spent"]
    assert [each.detail["points"] for each in entries] == [345]
    assert api.database.read(lambda conn: list(audit.violations(conn))) == []


def spendings(api: Any) -> list[Any]:
    return [tuple(row) for row in api.sql("SELECT partner, points, org FROM spending")]


def change(api: Any, statement: str, **values: Any) -> None:
    api.database.run(lambda conn: conn.execute(text(statement), values))


def order(conn: Connection, at: datetime) -> None:
    member = profiles.by_id(conn, 3)
    which = {"sku": "data-1gb", "points": 500, "order_id": "o", "number": "40000001"}
    placing.redeem(conn, member=member, key="k", at=at, channel="voice", **which)


def test_a_days_limit_is_that_of_orders_too(api: Any) -> None:
    """Member 3 has an order of 5,000 points of today, and 20,000 a day at the most."""
    system, where = api.system(), "/members/3/spendings"
    change(api, "UPDATE gift_order SET created_at = :at WHERE member_id = 3", at=api.clock.at)
    assert system.post(where, WHAT | {"points": 15_000}).status_code == 201
    refused = problem(system.post(where, WHAT | {"points": 1}), 409, "limit_reached")
    assert refused["limit"] == "points_per_day"
    with pytest.raises(LimitReached, match="points_per_day"):
        api.database.run(lambda conn: order(conn, api.clock.at))
    assert [points for _, points, _ in spendings(api)] == [15_000]
    api.clock.advance(days=1)
    assert api.system("till").post(where, WHAT | {"points": 1}).status_code == 201


def test_a_repeated_request_is_no_second_spending_of_the_day(api: Any) -> None:
    what = {"member_id": 1, "partner": "coffee", "points": 12_000, "memo": "", "key": "till-1"}
    spend = partial(partner_spending.spend, **what, at=api.clock.at)
    first = api.database.run(spend)
    assert api.database.run(spend) == first
    assert spendings(api) == [("coffee", 12_000, "GD")]


def test_points_cannot_be_spent_before_redemption_opens(api: Any) -> None:
    change(api, "UPDATE member SET status = 'active' WHERE member_id = 7")
    refused = problem(
        api.system().post("/members/7/spendings", WHAT | {"points": 1}), 409, "not_open_yet"
    )
    assert refused["points_needed"] == 850


def test_more_than_there_is_cannot_be_spent(api: Any) -> None:
    body = WHAT | {"points": 12_346}
    refused = problem(api.system().post(WHERE, body), 409, "not_enough_points")
    assert (refused["available"], refused["needed"]) == (12_345, 12_346)


@pytest.mark.parametrize("status", ["arrears", "suspended", "frozen"])
def test_a_member_who_may_not_spend(api: Any, status: str) -> None:
    change(api, "UPDATE member SET status = :status WHERE member_id = 1", status=status)
    refused = problem(api.system().post(WHERE, WHAT), 409, "status_forbids")
    assert refused["reason"] == status


def test_only_a_partner_is_owed_for_points_of_a_member(api: Any) -> None:
    system = api.system()
    problem(system.post("/members/9999/spendings", WHAT), 404, "not_found")
    problem(system.post(WHERE, WHAT | {"partner": "nobody"}), 404, "not_found")


@pytest.mark.parametrize(
    "body", [{"points": 0}, {"points": 1.5}, {"memo": ""}, {"memo": "<b>"}, {"partner": ""}]
)
def test_what_is_not_meant(api: Any, body: dict[str, Any]) -> None:
    system = api.system()
    assert system.post(WHERE, WHAT | body).status_code in (400, 422)
    assert system.get("/members/1/balance").json["available"] == 12_345
