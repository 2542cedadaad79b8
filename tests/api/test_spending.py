"""Points that another system spends at a partner: once for each key, and by the rules."""

from __future__ import annotations

from typing import Any

import pytest
from api_steps import problem
from sqlalchemy import text

from core.books import audit

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


def test_more_than_there_is_cannot_be_spent(api: Any) -> None:
    body = WHAT | {"points": 12_346}
    refused = problem(api.system().post(WHERE, body), 409, "not_enough_points")
    assert (refused["available"], refused["needed"]) == (12_345, 12_346)


@pytest.mark.parametrize("status", ["arrears", "suspended", "frozen"])
def test_a_member_who_may_not_spend(api: Any, status: str) -> None:
    change = text("UPDATE member SET status = :status WHERE member_id = 1")
    api.database.run(lambda conn: conn.execute(change, {"status": status}))
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
