"""Notifications of billing: what each does, and what is refused."""

import json
from typing import Any

import pytest
from billing_notifications import CUSTOMER, PARTY, PRODUCT, Sent, What
from billing_player import Billing, Listener, NewListener

from core.members import Member, profiles
from web import standard_webhooks

NEW = "+8613900000001"


def member(listener: Listener, who: int = 1) -> Member:
    return listener.database.read(lambda conn: profiles.by_id(conn, who))


def said(billing: Billing, sent: Sent) -> str:
    answer = billing.post(sent)
    assert answer.status == 201, answer
    assert answer.said["id"] == sent.body["eventId"]
    return str(answer.said["outcome"])


def test_each_notification_has_its_effect(listener: Listener, billing: Billing) -> None:
    number = member(listener).number
    by_number = {"formerMSISDN": number, "MSISDN": NEW}
    assert said(billing, billing.line("AttributeValueChange", None, **by_number)) == "applied"
    assert member(listener).number == NEW
    assert said(billing, billing.moves(1, "XJ")) == "applied"
    assert member(listener).province == "XJ"
    assert said(billing, billing.moves(1, "GD", city="4403")) == "applied"
    assert member(listener).place == "4403"
    assert said(billing, billing.moves(1, "XZ", city="Shigatse")) == "applied"
    assert member(listener).place == "XZ"
    steps = [
        (billing.customer("StateChange", None, NEW, status="inArrears"), "arrears"),
        (billing.line("StateChange", 1, "suspended"), "suspended"),
        (billing.customer("StateChange", 1, status="active"), "suspended"),
        (billing.line("StateChange", None, "active", MSISDN=NEW), "active"),
        (billing.line("StateChange", 1, "terminated", terminationReason="portedOut"), "left"),
    ]
    for sent, status in steps:
        assert said(billing, sent) == "applied"
        assert member(listener).status == status
    assert said(billing, billing.newcomer(1001, number)) == "applied"
    assert (member(listener, 1001).number, member(listener, 1001).province) == (number, "HN")
    owner = billing.customer("AttributeValueChange", 1001, engagedParty={"id": "I-2"})
    assert said(billing, owner) == "applied"
    assert said(billing, billing.customer("Delete", 2)) == "applied"
    assert said(billing, billing.customer("StateChange", 4, status="closed")) == "applied"
    assert {member(listener, who).status for who in (1001, 2, 4)} == {"left"}
    assert listener.is_sound()


def test_products_with_a_number_are_numbers_of_the_customer(
    listener: Listener, billing: Billing
) -> None:
    assert said(billing, billing.line("Create", 1, MSISDN=NEW)) == "applied"
    suspended = billing.line("StateChange", None, "suspended", MSISDN=NEW)
    assert said(billing, suspended) == "applied"
    assert member(listener).status == "suspended" and member(listener).number != NEW
    assert said(billing, billing.line("Create", 1, speed="100M")) == "ignored"
    assert said(billing, billing.line("Delete", 1, MSISDN=NEW)) == "applied"
    last = billing.line("Delete", 1, MSISDN=member(listener).number)
    answer = billing.post(last)
    assert answer.status == 400 and member(listener).status == "suspended"
    assert listener.is_sound()


def test_late_repeated_and_foreign_ones_are_taken_without_effect(
    listener: Listener, billing: Billing
) -> None:
    first, second = billing.moves(1, "XJ"), billing.moves(1, "BJ")
    assert [said(billing, each) for each in (second, first, first)] == [
        "applied",
        "late",
        "repeated",
    ]
    assert member(listener).province == "BJ"
    ignored = [
        billing.customer("AttributeValueChange", 1, name="Fang"),
        billing.says(
            What(f"{PARTY}individualAttributeValueChangeEvent", "individual", {"id": "1"})
        ),
        billing.line("AttributeValueChange", 1, colour="blue"),
    ]
    assert {said(billing, each) for each in ignored} == {"ignored"}


CUSTOMERS = f"{CUSTOMER}customerStateChangeEvent"
RIGHT: dict[str, Any] = {
    "eventId": "1",
    "eventTime": "2026-06-01T10:00:00+08:00",
    "event": {"customer": {"id": "1", "status": "inArrears"}},
}
LONG = "9" * 65
BAD: dict[str, tuple[str, Any]] = {
    "no object": (CUSTOMERS, [RIGHT]),
    "no id": (CUSTOMERS, RIGHT | {"eventId": ""}),
    "a long id": (CUSTOMERS, RIGHT | {"eventId": LONG}),
    "an invisible id": (CUSTOMERS, RIGHT | {"eventId": "\u200b"}),
    "a number as id": (CUSTOMERS, RIGHT | {"eventId": 7}),
    "no time": (CUSTOMERS, {k: v for k, v in RIGHT.items() if k != "eventTime"}),
    "no zone": (CUSTOMERS, RIGHT | {"eventTime": "2026-06-01T10:00:00"}),
    "no day of this world": (CUSTOMERS, RIGHT | {"eventTime": "0001-01-01T00:00:00+14:00"}),
    "no such day": (CUSTOMERS, RIGHT | {"eventTime": "2026-02-30T10:00:00Z"}),
    "still to come": (CUSTOMERS, RIGHT | {"eventTime": "2026-06-01T11:00:00+08:00"}),
    "before joining": (CUSTOMERS, RIGHT | {"eventTime": "2001-06-01T11:00:00+08:00"}),
    "no customer": (CUSTOMERS, RIGHT | {"event": {"product": {}}}),
    "no event": (CUSTOMERS, RIGHT | {"event": "customer"}),
    "nobody": (CUSTOMERS, RIGHT | {"event": {"customer": {"status": "inArrears"}}}),
    "no status": (CUSTOMERS, RIGHT | {"event": {"customer": {"id": "1"}}}),
    "media": (CUSTOMERS, RIGHT | {"event": {"customer": {"id": "1", "status": "active",
                                                          "contactMedium": ["x"]}}}),
    "a province": (f"{PARTY}individualAttributeValueChangeEvent", RIGHT | {"event": {
        "individual": {"id": "1", "contactMedium": [
            {"characteristic": {"stateOrProvince": "Guangdong"}}]}}}),
    "a number": (f"{PRODUCT}productAttributeValueChangeEvent", RIGHT | {"event": {
        "product": {"productCharacteristic": [
            {"name": "formerMSISDN", "value": "12"}, {"name": "MSISDN", "value": NEW}]}}}),
    "no new number": (f"{PRODUCT}productAttributeValueChangeEvent", RIGHT | {"event": {
        "product": {"productCharacteristic": [{"name": "formerMSISDN", "value": NEW}]}}}),
    "a nameless newcomer": (f"{CUSTOMER}customerCreateEvent", RIGHT),
}  # fmt: skip


@pytest.mark.parametrize("which", BAD)
def test_malformed_notification_is_refused(new_listener: NewListener, which: str) -> None:
    listener = new_listener("sqlite")
    path, body = BAD[which]
    answer = listener.post(path, json.dumps(body).encode())
    assert (answer.status, bool(answer.said)) == (400, True)
    assert "Traceback" not in answer.said
    assert member(listener).status == "active"


def test_one_that_may_be_right_later_is_told_so(listener: Listener, billing: Billing) -> None:
    taken = member(listener, 2).number
    assert billing.post(billing.line("StateChange", 99, "suspended")).status == 404
    assert billing.post(billing.customer("StateChange", None, NEW, status="active")).status == 404
    sent = billing.line("AttributeValueChange", 1, formerMSISDN=NEW, MSISDN=taken)
    answer = billing.post(sent)
    assert (answer.status, taken in str(answer.said)) == (409, False)
    assert billing.post(billing.newcomer(2, NEW)).status == 409
    assert said(billing, billing.customer("Delete", 2)) == "applied"
    assert said(billing, sent) == "applied"


def test_id_with_other_data_is_refused(billing: Billing) -> None:
    sent = billing.moves(1, "XJ")
    assert said(billing, sent) == "applied"
    other = billing.moves(1, "BJ").body | {"eventId": sent.body["eventId"]}
    assert billing.post(Sent(sent.path, other)).status == 400


def test_notification_at_the_address_of_another_is_refused(
    listener: Listener, billing: Billing
) -> None:
    """Its signature does not cover the address."""
    sent = billing.customer("StateChange", 1, status="active")
    astray = Sent(f"{CUSTOMER}customerDeleteEvent", sent.body)
    assert billing.post(astray).status == 400
    assert member(listener).status == "active"


def test_signature_is_required(new_listener: NewListener) -> None:
    listener, body = new_listener("sqlite"), json.dumps(RIGHT).encode()
    at = listener.clock[0]
    signed = standard_webhooks.headers("another secret", "1", body, at)
    assert listener.post_unsigned(CUSTOMERS, body, signed).status == 403
    assert listener.post_unsigned(CUSTOMERS, body, {}).status == 403
    assert listener.post(CUSTOMERS, body).status == 201
    assert listener.post(f"{CUSTOMER}customerBirthdayEvent", body).status == 404
    assert new_listener("sqlite", "").post(CUSTOMERS, body, "").status == 403
