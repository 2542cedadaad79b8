"""Cards by the API: issued once, swapped, reported lost, and masked."""

from typing import Any

import pytest
from api_steps import problem

from core.clients import Scope, requests
from core.members import cards

FIRST = 620000000000000001
CARD, OTHER = (f"{each}{cards.check_digit(str(each))}" for each in (FIRST, FIRST + 1))


@pytest.fixture
def stocked(api: Any) -> Any:
    api.database.run(lambda conn: cards.add_stock(conn, str(FIRST), 2))
    return api


def test_card_is_issued_once_for_each_key_swapped_and_lost(stocked: Any) -> None:
    system = stocked.system()
    first = system.post("/members/1/cards", {"number": CARD}, key="card-0001")
    assert (first.status_code, first.json["items"][0]["number"]) == (201, cards.masked(CARD))
    again = system.post("/members/1/cards", {"number": CARD}, key="card-0001")
    assert (again.status_code, again.data) == (201, first.data)
    problem(system.post("/members/2/cards", {"number": CARD}), 409, "no_such_card")
    system.post("/members/1/cards", {"number": OTHER})
    swapped = system.get("/members/1/cards").json["items"]
    assert {each["number"]: each["status"] for each in swapped} == {
        CARD: "swapped",
        OTHER: "active",
    }
    lost = system.post("/members/1/cards/loss", key="lost-0001")
    assert {each["status"] for each in lost.json["items"]} == {"swapped", "lost"}
    assert system.post("/members/1/cards/loss", key="lost-0001").data == lost.data
    problem(system.post("/members/1/cards/loss"), 409, "no_such_card")


def test_numbers_are_masked_and_an_unchanged_list_is_not_sent_again(stocked: Any) -> None:
    stocked.system().post("/members/1/cards", {"number": CARD})
    reader = stocked.system("reader", scopes=[Scope.CARDS_READ])
    found = reader.get("/members/1/cards")
    [card] = found.json["items"]
    assert card["number"] == f"****{CARD[-4:]}"
    same = reader.get("/members/1/cards", **{"If-None-Match": found.headers["ETag"]})
    assert same.status_code == 304
    problem(reader.post("/members/1/cards", {"number": OTHER}), 403, "no_scope")


def test_no_number_is_among_the_answers_that_are_kept(stocked: Any) -> None:
    stocked.system().post("/members/1/cards", {"number": CARD}, key="card-0001")
    [kept] = stocked.sql("SELECT answer FROM api_request")
    assert CARD[-4:] in str(kept) and CARD not in str(kept)


def test_loss_that_is_reported_again_days_later_ends_no_other_card(stocked: Any) -> None:
    system = stocked.system()
    system.post("/members/1/cards", {"number": CARD})
    system.post("/members/1/cards/loss", key="lost-0001")
    system.post("/members/1/cards", {"number": OTHER})
    stocked.clock.advance(days=8)
    stocked.database.run(lambda conn: requests.prune(conn, stocked.clock.at))
    system.token = stocked.ask_for_token("crm").json["access_token"]
    assert system.post("/members/1/cards/loss", key="lost-0001").status_code == 200
    found = system.get("/members/1/cards").json["items"]
    assert {each["number"]: each["status"] for each in found} == {CARD: "lost", OTHER: "active"}


@pytest.mark.parametrize(
    ("path", "body", "status", "name"),
    [
        ("/members/1/cards", {"number": "12"}, 422, "invalid"),
        ("/members/1/cards", {"number": CARD[:-1] + str(9 - int(CARD[-1]))}, 409, "no_such_card"),
        ("/members/999/cards", {"number": CARD}, 404, "not_found"),
    ],
)
def test_what_is_no_card_is_refused(
    stocked: Any, path: str, body: Any, status: int, name: str
) -> None:
    problem(stocked.system().post(path, body), status, name)
