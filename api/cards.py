"""Membership cards: issued from the stock, swapped and reported lost."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from sqlalchemy import Connection

from api.frame import Answer, Call, Input, MemberId, Operation, Problem
from core.clients import Scope
from core.kernel import NotAllowed
from core.members import cards, profiles

TAG = "Cards"
CardNumber = Annotated[
    str,
    StringConstraints(pattern=rf"^[0-9]{{{cards.DIGITS}}}$"),
    Field(description="A card's number, with its check digit.", examples=["6200000000000000013"]),
]


class CardAnswer(Answer):
    """`number` is in full only in the list, and only with the scope members:personal. `changed_at`:
    since when it has this status."""

    number: str
    status: Literal["active", "lost", "swapped"]
    issued_by: str
    changed_at: datetime


class Cards(Answer):
    """The latest change first; one of them is active at the most."""

    member_id: MemberId
    items: list[CardAnswer]


class CardInput(Input):
    number: CardNumber


def _list(conn: Connection, call: Call, member_id: int) -> Cards:
    profiles.by_id(conn, member_id)  # or there is no such member
    call.record(conn, member_id)
    return _shown(conn, member_id, in_full=call.may(Scope.MEMBERS_PERSONAL))


def _issue(conn: Connection, call: Call, member_id: int) -> Cards:
    number = call.body.number
    try:
        cards.issue(conn, member_id=member_id, number=number, by=call.agent, at=call.at)
    except NotAllowed as refused:
        raise _problem(refused) from None
    call.record(conn, member_id, card=cards.masked(number))
    return _shown(conn, member_id)


def _report_lost(conn: Connection, call: Call, member_id: int) -> Cards:
    try:
        cards.report_lost(conn, member_id=member_id, at=call.at, key=call.key)
    except NotAllowed as refused:
        raise _problem(refused) from None
    call.record(conn, member_id)
    return _shown(conn, member_id)


def _problem(refused: NotAllowed) -> Problem:
    name = "status_forbids" if refused.reason == "left" else "no_such_card"
    return Problem(name, more={"reason": refused.reason})


def _shown(conn: Connection, member_id: int, *, in_full: bool = False) -> Cards:
    """What changes something has an answer that is kept, in which no number stands in full."""
    items = [
        CardAnswer(
            number=each.number if in_full else cards.masked(each.number),
            status=each.state,  # type: ignore[arg-type]  # the database has no others
            issued_by=each.issued_by,
            changed_at=each.at,
        )
        for each in cards.of_member(conn, member_id)
    ]
    return Cards(member_id=member_id, items=items)


OPERATIONS = (
    Operation(
        name="listCards",
        method="GET",
        path="/members/{member_id}/cards",
        tag=TAG,
        summary="A member's cards",
        scope=Scope.CARDS_READ,
        act="cards_listed",
        answers={200: Cards},
        does=_list,
    ),
    Operation(
        name="issueCard",
        method="POST",
        path="/members/{member_id}/cards",
        tag=TAG,
        summary="Issue a card; the one that the member has is swapped for it",
        scope=Scope.CARDS_WRITE,
        act="member_card",
        body=CardInput,
        keyed=True,
        answers={201: Cards},
        refused_for=("status_forbids", "no_such_card"),
        does=_issue,
    ),
    Operation(
        name="reportCardLost",
        method="POST",
        path="/members/{member_id}/cards/loss",
        tag=TAG,
        summary="Report the active card lost; points can be used as before",
        scope=Scope.CARDS_WRITE,
        act="member_card_lost",
        keyed=True,
        answers={200: Cards},
        refused_for=("status_forbids", "no_such_card"),
        does=_report_lost,
    ),
)
