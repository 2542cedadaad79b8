"""TMF621 Trouble Ticket Management v5: complaints, filed and followed.

A ticket's id is the number of the complaint, which members quote. Fields that the hotline has no
use for are read over, as the specification has it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, Field
from sqlalchemy import Connection

from api.complaints import file_complaint
from api.frame import Answer, Call, Input, Operation, ReferenceNumber, Words
from core.clients import Scope
from core.service import Complaint, ComplaintCase, complaint_handling

TAG = "TMF621 Trouble Ticket"
PATH = "/troubleTicket/v5"
TICKET_TYPE = "complaint"
STATUSES = {"decided": "resolved", "closed": "closed", "withdrawn": "cancelled"}
SEVERITIES = {1: "Normal", 2: "Major"}


class TmfInput(Input):
    model_config = ConfigDict(extra="ignore", frozen=True)


class PartyRef(TmfInput):
    id: str = Field(pattern=r"^[1-9][0-9]{0,17}$", description="A member's id.")


class RelatedParty(TmfInput):
    party: PartyRef = Field(alias="partyOrPartyRole")


class EntityRef(TmfInput):
    id: ReferenceNumber


class RelatedEntity(TmfInput):
    entity: EntityRef


class TicketInput(TmfInput):
    """`relatedParty`: the member who complains. `relatedEntity`: the order that it is about."""

    description: Words
    related_party: list[RelatedParty] = Field(alias="relatedParty", min_length=1, max_length=1)
    related_entity: list[RelatedEntity] = Field(
        default_factory=list, alias="relatedEntity", max_length=1
    )


class Party(Answer):
    id: str


class RelatedPartyAnswer(Answer):
    role: Literal["customer"] = "customer"
    party: Party = Field(serialization_alias="partyOrPartyRole")


class TroubleTicket(Answer):
    id: str
    status: str
    severity: str
    ticket_type: str = Field(serialization_alias="ticketType")
    creation_date: datetime = Field(serialization_alias="creationDate")
    expected: datetime = Field(serialization_alias="expectedResolutionDate")
    related_party: list[RelatedPartyAnswer] = Field(serialization_alias="relatedParty")
    type_: Literal["TroubleTicket"] = Field(default="TroubleTicket", serialization_alias="@type")


def _get(conn: Connection, call: Call, number: str) -> TroubleTicket:
    case = complaint_handling.by_number(conn, number)
    call.record(conn, case.member_id, number=case.number)
    is_in_work = case.contacted_at is not None or case.assigned_to is not None
    return _ticket(case.member_id, case, is_in_work=is_in_work)


def _create(conn: Connection, call: Call) -> TroubleTicket:
    member_id = int(call.body.related_party[0].party.id)
    about = next((each.entity.id for each in call.body.related_entity), None)
    filed = file_complaint(conn, call, member_id, call.body.description, about=about)
    return _ticket(member_id, filed, is_in_work=not filed.is_untouched)


def _ticket(member_id: int, found: Complaint | ComplaintCase, *, is_in_work: bool) -> TroubleTicket:
    is_open = "inProgress" if is_in_work else "acknowledged"
    return TroubleTicket(
        id=found.number,
        status=STATUSES.get(found.status, is_open),
        severity=SEVERITIES[found.level],
        ticket_type=TICKET_TYPE,
        creation_date=found.opened_at,
        expected=found.decide_due,
        related_party=[RelatedPartyAnswer(party=Party(id=str(member_id)))],
    )


OPERATIONS = (
    Operation(
        name="retrieveTroubleTicket",
        method="GET",
        path=f"{PATH}/troubleTicket/{{number}}",
        tag=TAG,
        summary="A complaint",
        scope=Scope.COMPLAINTS_READ,
        act="complaint_looked_at",
        answers={200: TroubleTicket},
        does=_get,
    ),
    Operation(
        name="createTroubleTicket",
        method="POST",
        path=f"{PATH}/troubleTicket",
        tag=TAG,
        summary="File a complaint",
        scope=Scope.COMPLAINTS_WRITE,
        act="member_complaint",
        body=TicketInput,
        keyed=True,
        answers={201: TroubleTicket},
        does=_create,
    ),
)
