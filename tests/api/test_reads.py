"""What systems read, and what they do not get to see."""

from __future__ import annotations

from typing import Any

import pytest
from api_steps import problem
from sqlalchemy import Connection, event

from core.clients import Scope
from core.loyalty import partner_exchange
from core.member_events import EventKind, MemberEvent, handling
from core.members import NOBODY, profiles

NUMBER = "+8613800000001"
READS = ("", "/balance", "/lots", "/postings", "/orders", "/complaints")


def test_a_member_is_found_by_id_and_by_number(api: Any) -> None:
    system = api.system()
    found = system.get("/members/1").json
    assert (found["member_id"], found["number"]) == (1, NUMBER) and found["name"]
    assert system.post("/members/lookup", {"number": NUMBER}).json == found
    problem(system.post("/members/lookup", {"number": "+8613899999999"}), 404, "not_found")


@pytest.mark.parametrize("is_under_way", [False, True])
def test_the_number_of_an_ended_membership_is_nobodys(api: Any, is_under_way: bool) -> None:
    """Also while something of the former owner's is under way, which freezes it."""
    at = api.clock.at
    ended = MemberEvent(
        source="billing", event_id="1", kind=EventKind.OWNER_CHANGED, happened_at=at, number=NUMBER
    )

    def end(conn: Connection) -> None:
        if is_under_way:
            exchange = {"partner": "airline", "amount": 1_000, "exchange_id": "x", "key": "k"}
            partner_exchange.request(conn, member=profiles.by_id(conn, 1), at=at, **exchange)
        handling.apply(conn, ended, at=at)

    api.database.run(end)
    found = api.system().get("/members/1").json
    assert (found["number"], found["status"]) == (None, "frozen" if is_under_way else "left")


def test_numbers_are_masked_and_names_left_out_without_the_scope(api: Any) -> None:
    system = api.system(scopes=[Scope.MEMBERS_READ])
    for answer in (system.get("/members/1"), system.post("/members/lookup", {"number": NUMBER})):
        assert (answer.json["number"], answer.json["name"]) == ("138****0001", None)
        assert "0000001" not in answer.text


def test_the_balance_is_that_of_the_dialogues(api: Any) -> None:
    found = api.system().get("/members/1/balance").json
    assert found["balance"] == found["available"] + found["held"] + found["waiting"]
    stored = api.sql("SELECT balance FROM member_account WHERE member_id = 1 AND unit = 'points'")
    assert found["balance"] == stored[0].balance and found["as_of"] == "2026-06-01"


def test_lots_add_up_to_the_balance(api: Any) -> None:
    system = api.system()
    lots = system.get("/members/1/lots").json["items"]
    assert sum(lot["remaining"] for lot in lots) == system.get("/members/1/balance").json["balance"]
    days = [lot["expires_on"] for lot in lots if lot["expires_on"]]
    assert days and days == sorted(days)


@pytest.mark.parametrize("kind", ["postings", "orders", "complaints"])
def test_pages_continue_without_a_gap(api: Any, kind: str) -> None:
    system = api.system()
    for words in ("一", "二", "三"):
        assert system.post("/members/1/complaints", {"words": words}).status_code == 201
        api.clock.advance(minutes=1)
    whole = system.get(f"/members/1/{kind}?limit=200").json
    assert len(whole["items"]) >= 2 and whole["next"] is None
    items, cursor = [], ""
    while cursor is not None:
        page = system.get(f"/members/1/{kind}?limit=1{cursor and f'&after={cursor}'}").json
        assert len(page["items"]) <= 1
        items += page["items"]
        cursor = page["next"]
    assert items == whole["items"]


def test_pages_are_bounded(api: Any) -> None:
    system = api.system()
    for query in (
        *("limit=0", "limit=201", "limit=x", "limit=1&limit=2"),
        *("after=%00", "after=%20", "offset=3"),
    ):
        problem(system.get(f"/members/1/orders?{query}"), 422, "invalid")


def test_a_cursor_of_somebody_else_is_refused(api: Any) -> None:
    system = api.system()
    for cursor in ("AAAA", "MjAyNi0wNi0wMXxh", "x"):
        problem(system.get(f"/members/1/orders?after={cursor}"), 404, "not_found")


def test_what_has_not_changed_is_not_sent_again(api: Any) -> None:
    system = api.system()
    for path in READS:
        first = system.get(f"/members/1{path}")
        assert first.status_code == 200 and first.headers["Cache-Control"] == "private, no-cache"
        again = system.get(f"/members/1{path}", **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    tag = system.get("/members/1").headers["ETag"]
    assert system.get("/members/2", **{"If-None-Match": tag}).status_code == 200


def test_nobody_is_not_found(api: Any) -> None:
    system = api.system()
    for member_id in ("0", "01", "999", "9" * 18, "9" * 19, "9" * 400, "-1", "x", "%00"):
        for path in READS:
            problem(system.get(f"/members/{member_id}{path}"), 404, "not_found")


def test_every_read_is_in_the_audit_trail(api: Any) -> None:
    system = api.system()
    before = len(api.trail)
    for path in READS:
        system.get(f"/members/1{path}")
    entries = api.trail[: len(api.trail) - before]
    assert len(entries) == len(READS)
    assert {(entry.agent, entry.member_id) for entry in entries} == {("api crm", 1)}
    assert {entry.detail["operation"] for entry in entries} >= {"getMember", "getBalance"}
    system.get("/members/999")
    assert len(api.trail) == before + len(READS) and NOBODY == 0


def test_a_read_takes_one_statement_and_its_entry_in_the_trail(api: Any) -> None:
    system = api.system()
    assert system.post("/members/1/complaints", {"words": "坏了"}).status_code == 201
    statements: list[str] = []
    database = api.app.extensions["hotline"]._database
    for engine in (database.engine, database._reader):
        event.listen(
            engine,
            "before_cursor_execute",
            lambda *given: statements.append(" ".join(given[2].split())[:60]),
        )
    for path in READS:
        statements.clear()
        assert system.get(f"/members/1{path}").status_code == 200
        selects = [each for each in statements if each.startswith("SELECT")]
        inserts = [each for each in statements if each.startswith("INSERT INTO trail")]
        assert (len(selects), len(inserts)) == (2, 1), statements  # the token, and the answer
