"""Clients get tokens for their secrets, and each operation asks for its scope."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from api_steps import problem

from api.frame import Operation, UndeclaredScope
from api.frame.limits import TOKENS_PER_MINUTE
from api.points import OPERATIONS, Balance
from core.clients import Scope, clients, tokens

BALANCE = "/members/1/balance"
OTHER_SECRET = "t" * 43


def test_a_token_is_short_lived_and_stored_as_a_hash(api: Any) -> None:
    api.add_client("crm")
    answer = api.ask_for_token("crm")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    given = answer.json
    assert (given["token_type"], given["expires_in"]) == ("Bearer", 1800)
    assert given["scope"] == " ".join(Scope)
    stored = api.sql("SELECT token_hash FROM api_token") + api.sql("SELECT * FROM api_client")
    assert given["access_token"] not in str(stored) and "s" * 43 not in str(stored)
    system = api.system("other")
    assert system.get(BALANCE).status_code == 200
    api.clock.advance(minutes=31)
    refused = system.get(BALANCE)
    problem(refused, 401, "unauthorized")
    assert 'error="invalid_token"' in refused.headers["WWW-Authenticate"]


def test_credentials_may_stand_in_the_form(api: Any) -> None:
    api.add_client("crm")
    form = {"grant_type": "client_credentials", "client_id": "crm", "client_secret": "s" * 43}
    answer = api.app.test_client().post("/api/v1/token", data=form)
    assert answer.status_code == 200
    twice = {**form, "client_secret": ["s" * 43, "x"]}
    assert problem(api.app.test_client().post("/api/v1/token", data=twice), 400, "bad_request")


@pytest.mark.parametrize(
    ("name", "secret", "form", "status", "error"),
    [
        ("crm", "wrong", {}, 401, "invalid_client"),
        ("nobody", "s" * 43, {}, 401, "invalid_client"),
        ("cr\x00m", "s" * 43, {}, 401, "invalid_client"),
        ("crm", "s" * 43, {"grant_type": "password"}, 400, "unsupported_grant_type"),
        ("crm", "s" * 43, {"grant_type": "\x00"}, 400, "unsupported_grant_type"),
        ("crm", "s" * 43, {"scope": "points:grant"}, 400, "invalid_scope"),
        ("crm", "s" * 43, {"scope": "everything"}, 400, "invalid_scope"),
    ],
)
def test_refusals_are_those_of_oauth(
    api: Any, name: str, secret: str, form: dict[str, str], status: int, error: str
) -> None:
    api.add_client("crm", [Scope.POINTS_READ])
    refused = api.ask_for_token(name, secret, **form)
    found = problem(refused, status, "unauthorized" if status == 401 else "bad_request")
    assert found["error"] == error and "error_description" not in found
    assert ("WWW-Authenticate" in refused.headers) == (status == 401)


def test_credentials_that_are_no_text_are_refused(api: Any) -> None:
    header = f"Basic {base64.b64encode(bytes([255, 254]) + b':x').decode()}"
    for given in (header, "Basic !", "Basic", "Basic Og=="):
        answer = api.app.test_client().post(
            "/api/v1/token",
            data={"grant_type": "client_credentials"},
            headers={"Authorization": given},
        )
        problem(answer, 401, "unauthorized")


def test_two_secrets_are_valid_while_one_is_replaced(api: Any) -> None:
    api.add_client("crm")
    until = api.clock.at + clients.ROTATION
    rotate = (OTHER_SECRET, api.clock.at, until)
    api.database.run(lambda conn: clients.rotate(conn, "crm", *rotate))
    assert api.ask_for_token("crm").status_code == 200
    assert api.ask_for_token("crm", OTHER_SECRET).status_code == 200
    api.clock.advance(days=7)
    assert api.ask_for_token("crm").status_code == 401
    assert api.ask_for_token("crm", OTHER_SECRET).status_code == 200


def test_a_disabled_client_is_refused_at_once_and_its_secret_does_not_come_back(api: Any) -> None:
    system = api.system()
    api.database.run(lambda conn: clients.disable(conn, "crm"))
    problem(system.get(BALANCE), 401, "unauthorized")
    problem(api.ask_for_token("crm"), 401, "unauthorized")
    until = api.clock.at + clients.ROTATION
    rotate = (OTHER_SECRET, api.clock.at, until)
    api.database.run(lambda conn: clients.rotate(conn, "crm", *rotate))
    problem(api.ask_for_token("crm"), 401, "unauthorized")
    assert api.ask_for_token("crm", OTHER_SECRET).status_code == 200
    problem(system.get(BALANCE), 401, "unauthorized")


def test_a_token_has_the_scopes_that_were_asked_for(api: Any) -> None:
    api.add_client("crm", [Scope.POINTS_READ, Scope.ORDERS_READ])
    given = api.ask_for_token("crm", scope="orders:read").json
    assert given["scope"] == "orders:read"
    bearer = {"Authorization": f"Bearer {given['access_token']}"}
    refused = api.app.test_client().get(f"/api/v1{BALANCE}", headers=bearer)
    problem(refused, 403, "no_scope")
    assert 'scope="points:read"' in refused.headers["WWW-Authenticate"]
    assert "points" not in refused.json.get("detail", "")
    listed = api.app.test_client().get("/api/v1/members/1/orders", headers=bearer)
    assert listed.status_code == 200


def test_a_scope_that_the_client_has_lost_is_refused(api: Any) -> None:
    system = api.system(scopes=[Scope.POINTS_READ, Scope.ORDERS_READ])
    api.database.run(
        lambda conn: conn.exec_driver_sql("UPDATE api_client SET scopes = 'orders:read'")
    )
    problem(system.get(BALANCE), 403, "no_scope")


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer  ", "Basic Y3JtOng=", "Bearer \xff"])
def test_nobody_gets_in_without_a_token(api: Any, given: str) -> None:
    headers = {"Authorization": given} if given else {}
    refused = api.app.test_client().get(f"/api/v1{BALANCE}", headers=headers)
    problem(refused, 401, "unauthorized")
    assert refused.headers["WWW-Authenticate"].startswith("Bearer realm=")


@pytest.mark.parametrize("scope", [None, "", "points:read", "everything"])
def test_an_operation_without_a_scope_cannot_be_declared(scope: Any) -> None:
    declared = OPERATIONS[0]
    with pytest.raises(UndeclaredScope):
        Operation(
            name="open",
            method="GET",
            path="/open",
            tag="Points",
            summary="Open",
            scope=scope,
            act="member_looked_at",
            answers={200: Balance},
            does=declared.does,
        )


def test_tokens_are_asked_for_a_limited_number_of_times(api: Any) -> None:
    answers = [api.ask_for_token("crm") for _ in range(TOKENS_PER_MINUTE + 1)]
    problem(answers[-2], 401, "unauthorized")
    problem(answers[-1], 429, "too_many_requests")
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60


def test_a_client_sends_a_limited_number_of_requests(seeded: Any, new_api: Any) -> None:
    api = new_api(seeded, api_requests_per_minute=3)
    system, other = api.system("crm"), api.system("web")
    assert [system.get(BALANCE).status_code for _ in range(3)] == [200, 200, 200]
    refused = system.get(BALANCE)
    problem(refused, 429, "too_many_requests")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert other.get(BALANCE).status_code == 200


def test_tokens_that_have_expired_are_deleted(api: Any) -> None:
    api.system()
    assert api.database.run(lambda conn: tokens.prune(conn, api.clock.at)) == 0
    api.clock.advance(minutes=30)
    assert api.database.run(lambda conn: tokens.prune(conn, api.clock.at)) == 1
