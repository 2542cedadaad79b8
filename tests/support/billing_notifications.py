"""Billing's notifications, as TMF629, TMF632 and TMF637 have them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple

CUSTOMER, PARTY, PRODUCT = (
    f"/tmf-api/{api}/v4/listener/" for api in ("customerManagement", "party", "productInventory")
)


class What(NamedTuple):
    """What a notification says: at which listener, of which kind of resource."""

    path: str
    resource: str
    said: dict[str, Any]

    def sent(self, event_id: str, happened_at: datetime) -> Sent:
        body = {"eventId": event_id, "eventTime": happened_at.isoformat()}
        body |= {"eventType": self.path.rpartition("/")[2], "event": {self.resource: self.said}}
        return Sent(self.path, body)


class Sent(NamedTuple):
    path: str
    body: dict[str, Any]

    @property
    def content(self) -> bytes:
        return json.dumps(self.body).encode()


def customer(event: str, who: int | None, number: str = "", **said: Any) -> What:
    media = [{"mediumType": "mobile", "characteristic": {"phoneNumber": number}}]
    identified = {"id": str(who)} if who else {"id": "C-1", "contactMedium": media}
    return What(f"{CUSTOMER}customer{event}Event", "customer", identified | said)


def line(event: str, who: int | None, status: str = "", **named: str) -> What:
    said: dict[str, Any] = {"id": "P-1"} | ({"status": status} if status else {})
    said["productCharacteristic"] = [{"name": n, "value": v} for n, v in named.items()]
    said["relatedParty"] = [{"id": str(who), "role": "customer"}] if who else []
    return What(f"{PRODUCT}product{event}Event", "product", said)


def newcomer(who: int, number: str, province: str = "HN") -> What:
    place = {"phoneNumber": number, "stateOrProvince": province}
    medium = [{"mediumType": "mobile", "characteristic": place}]
    return customer("Create", who, name="李明", contactMedium=medium)


def moves(who: int, province: str, **city: str) -> What:
    place = {"stateOrProvince": province, **city}
    medium = [{"mediumType": "postal", "characteristic": place}]
    said = {"id": str(who), "contactMedium": medium}
    return What(f"{PARTY}individualAttributeValueChangeEvent", "individual", said)


ARREARS = {"arrears_begun": "inArrears", "arrears_settled": "active"}
SUSPENSION = {"suspended": "suspended", "resumed": "active"}


def status(who: int, kind: str) -> What:
    if kind in ARREARS:
        return customer("StateChange", who, status=ARREARS[kind])
    return line("StateChange", who, SUSPENSION[kind])


def ends(who: int, kind: str) -> What:
    """The whole membership: it is named by its id alone."""
    if kind == "ported_out":
        return line("StateChange", who, "terminated", terminationReason="portedOut")
    if kind == "owner_changed":
        return customer("AttributeValueChange", who, engagedParty={"id": "I-2"})
    return customer("Delete", who)
