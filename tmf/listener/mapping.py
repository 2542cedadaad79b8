"""What each notification means for a member.

TM Forum's APIs name what has changed, and leave the values to the operator; docs/billing-events.md
says which ones are read here. A change that is none of the programme's business is no event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.loyalty import Newcomer
from core.member_events import EventKind, MemberEvent
from core.organisation import Place
from core.programme import current_rules, local_day
from tmf.listener.notification import (
    Notification,
    characteristics,
    items,
    line,
    media,
    member_id,
    number,
)
from web.errors import BadRequest

SOURCE = "billing"
CUSTOMER, PARTY, PRODUCT = "customer", "individual", "product"
_CUSTOMER_STATES = {
    "inArrears": EventKind.ARREARS_BEGUN,
    "active": EventKind.ARREARS_SETTLED,
    "closed": EventKind.LEFT,
}
_PRODUCT_STATES = {
    "suspended": EventKind.SUSPENDED,
    "active": EventKind.RESUMED,
    "terminated": EventKind.LEFT,
}
Meaning = Callable[[Notification], MemberEvent | None]


def _event(
    said: Notification, kind: EventKind, customer: str | None, telephone: str | None, **what: Any
) -> MemberEvent:
    by_id, by_number = member_id(customer), number(telephone)
    if by_id is None and by_number is None:
        raise BadRequest("Neither a customer's id nor a telephone number is given.")
    return MemberEvent(
        source=SOURCE,
        event_id=said.event_id,
        kind=kind,
        happened_at=said.happened_at,
        member_id=by_id,
        number=by_number,
        **what,
    )


def _customer(said: Notification, kind: EventKind) -> MemberEvent:
    telephone = media(said.resource).get("phoneNumber")
    return _event(said, kind, line(said.resource, "id"), telephone)


def customer_created(said: Notification) -> MemberEvent:
    found, name = media(said.resource), line(said.resource, "name")
    telephone = number(found.get("phoneNumber"))
    if name is None or telephone is None:
        raise BadRequest("A new customer has a name and a telephone number.")
    place = _place(found)
    newcomer = Newcomer(
        number=telephone,
        name=name,
        province=place.province,
        city=place.city,
        joined_on=local_day(said.happened_at),
        member_id=member_id(line(said.resource, "id")),
    )
    return _event(said, EventKind.JOINED, line(said.resource, "id"), telephone, newcomer=newcomer)


def customer_state(said: Notification) -> MemberEvent:
    return _customer(said, _state(said, _CUSTOMER_STATES))


def customer_changed(said: Notification) -> MemberEvent | None:
    """A customer whose engagedParty is another one has another owner."""
    if "engagedParty" not in said.resource:
        return None
    return _customer(said, EventKind.OWNER_CHANGED)


def customer_deleted(said: Notification) -> MemberEvent:
    return _customer(said, EventKind.LEFT)


def party_changed(said: Notification) -> MemberEvent | None:
    """An address in another city or province."""
    found = media(said.resource)
    if "stateOrProvince" not in found:
        return None
    customer = _related_customer(said) or line(said.resource, "id")
    place, telephone = _place(found), found.get("phoneNumber")
    became = place.city or place.province
    return _event(said, EventKind.PROVINCE_MOVED, customer, telephone, became=became)


def product_state(said: Notification) -> MemberEvent:
    kind, found = _state(said, _PRODUCT_STATES), _of_line(said)
    if kind is EventKind.LEFT and found.get("terminationReason") == "portedOut":
        kind = EventKind.PORTED_OUT
    return _event(said, kind, _related_customer(said), found.get("MSISDN"))


def product_created(said: Notification) -> MemberEvent | None:
    """A further number of a customer; without one it is no line."""
    telephone = number(_of_line(said).get("MSISDN"))
    if telephone is None:
        return None
    customer = _related_customer(said)
    return _event(said, EventKind.NUMBER_ADDED, customer, None, became=telephone)


def product_deleted(said: Notification) -> MemberEvent | None:
    telephone = _of_line(said).get("MSISDN")
    if number(telephone) is None:
        return None
    return _event(said, EventKind.NUMBER_REMOVED, _related_customer(said), telephone)


def product_changed(said: Notification) -> MemberEvent | None:
    """A line that has another number."""
    found = _of_line(said)
    if "formerMSISDN" not in found:
        return None
    became = number(found.get("MSISDN"))
    if became is None:
        raise BadRequest("MSISDN is missing.")
    customer, former = _related_customer(said), found["formerMSISDN"]
    return _event(said, EventKind.NUMBER_CHANGED, customer, former, became=became)


MEANINGS: dict[str, dict[str, tuple[str, Meaning]]] = {
    "customerManagement": {
        "customerCreateEvent": (CUSTOMER, customer_created),
        "customerAttributeValueChangeEvent": (CUSTOMER, customer_changed),
        "customerStateChangeEvent": (CUSTOMER, customer_state),
        "customerDeleteEvent": (CUSTOMER, customer_deleted),
    },
    "party": {"individualAttributeValueChangeEvent": (PARTY, party_changed)},
    "productInventory": {
        "productAttributeValueChangeEvent": (PRODUCT, product_changed),
        "productCreateEvent": (PRODUCT, product_created),
        "productDeleteEvent": (PRODUCT, product_deleted),
        "productStateChangeEvent": (PRODUCT, product_state),
    },
}
"""By the API and the notification: the resource in it, and what it means."""


def _of_line(said: Notification) -> dict[str, str]:
    return characteristics(said.resource, "productCharacteristic")


def _related_customer(said: Notification) -> str | None:
    related = items(said.resource, "relatedParty")
    return next((line(each, "id") for each in related if each.get("role") == "customer"), None)


def _state(said: Notification, kinds: dict[str, EventKind]) -> EventKind:
    status = line(said.resource, "status")
    if status not in kinds:
        raise BadRequest(f"status is none of {', '.join(kinds)}.")
    return kinds[status]


def _place(found: Mapping[str, str]) -> Place:
    """A city that the programme does not have is left out, since the province is known."""
    rules, province = current_rules(), found.get("stateOrProvince")
    if province is None or province not in {each.code for each in rules.provinces}:
        raise BadRequest("stateOrProvince is no code of the programme's provinces.")
    cities = {each.code for each in rules.cities if each.province == province}
    city = found.get("city")
    return Place(province, city if city in cities else None)
