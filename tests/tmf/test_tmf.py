"""TM Forum's names for what the API has: the same members, points and complaints."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import schemathesis
from api_steps import problem
from hypothesis import HealthCheck, Phase, given, seed, settings

from core.clients import Scope
from tmf.routes import OPERATIONS, PREFIX

LOYALTY, TICKETS = "/loyaltyManagement/v4", "/troubleTicket/v5/troubleTicket"
TICKET = {
    "description": "杯子坏了",
    "relatedParty": [{"role": "customer", "partyOrPartyRole": {"id": "1", "@type": "PartyRef"}}],
    "@type": "TroubleTicket",
}


@pytest.fixture
def system(api: Any) -> Any:
    return api.system(prefix=PREFIX)


def test_a_member_has_tier_and_number_as_characteristics(api: Any, system: Any) -> None:
    found = system.get(f"{LOYALTY}/loyaltyProgramMember/1").json
    assert (found["id"], found["@type"]) == ("1", "LoyaltyProgramMember")
    about = {each["name"]: each["value"] for each in found["characteristic"]}
    assert (about["msisdn"], about["tier"]) == ("+8613800000001", "gold")
    masked = api.system("web", [Scope.MEMBERS_READ], prefix=PREFIX)
    other = masked.get(f"{LOYALTY}/loyaltyProgramMember/1").json
    assert other["name"] is None and "0000001" not in str(other)


def test_balances_add_up_to_those_of_the_api(api: Any, system: Any) -> None:
    found = system.get(f"{LOYALTY}/loyaltyAccount/1").json
    known = api.system("web").get("/members/1/balance").json
    assert found["availableBalance"] == {"amount": known["available"], "units": "points"}
    parts = [each["quantity"]["amount"] for each in found["loyaltyBalance"]]
    assert sum(parts) == known["balance"]
    days = [each["validFor"]["endDateTime"] for each in found["loyaltyBalance"]]
    assert days[0] == known["expires_on"]


def test_a_ticket_is_a_complaint(api: Any, system: Any) -> None:
    made = system.post(TICKETS, TICKET)
    assert made.status_code == 201
    ticket = made.json
    assert (ticket["status"], ticket["severity"]) == ("acknowledged", "Normal")
    assert ticket["relatedParty"] == [{"role": "customer", "partyOrPartyRole": {"id": "1"}}]
    assert system.get(f"{TICKETS}/{ticket['id']}").json == ticket
    api.sql("UPDATE complaint SET status = 'decided' WHERE number = :n RETURNING 1", n=ticket["id"])
    assert system.get(f"{TICKETS}/{ticket['id']}").json["status"] == "resolved"
    for relation in ({"relatedParty": []}, {"relatedParty": TICKET["relatedParty"] * 2}):
        problem(system.post(TICKETS, TICKET | relation), 422, "invalid")
    about = {"relatedEntity": [{"entity": {"id": "99999999"}}]}
    problem(system.post(TICKETS, TICKET | about), 404, "not_found")


def test_three_equal_tickets_at_once_are_one(api: Any, system: Any) -> None:
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: system.post(TICKETS, TICKET, key="at-once-1"), range(3)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data for answer in answers}) == 1
    assert len(api.sql("SELECT * FROM complaint WHERE channel = 'api'")) == 1


def test_errors_have_the_members_of_tm_forum_too(api: Any, system: Any) -> None:
    for answer in (system.get(f"{LOYALTY}/loyaltyAccount/999"), system.get("/nothing")):
        found = problem(answer, 404, "not_found")
        assert found["code"] == "not_found" and found["reason"]
    problem(api.app.test_client().get(f"{PREFIX}{LOYALTY}/loyaltyAccount/1"), 401, "unauthorized")


@pytest.mark.parametrize("mode", schemathesis.GenerationMode)
def test_every_operation_keeps_its_contract(api: Any, system: Any, mode: Any) -> None:
    schema = schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", api.app)
    for operation in OPERATIONS:
        cases = schema[operation.path][operation.method].as_strategy(generation_mode=mode)

        @seed(1)
        @settings(
            max_examples=10,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases)
        def check(case: Any) -> None:
            case.call_and_validate(headers=system.authorization)

        check()
