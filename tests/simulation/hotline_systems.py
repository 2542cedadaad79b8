"""The product's side of what other systems send by HTTP: billing's notifications, points of a
partner, and what members pay at a till, by the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import billing_notifications as notifications
from books import PROVINCE_OF, Answer
from pages import PARTNER, TILL, TILL_KEY, TILL_SECRET, Pages, pages_of
from provider_player import SECRET
from rules import Request

from web import standard_webhooks

UNKNOWN_NUMBER = "+8613700000000"
REASONS = (
    ("is another member's", "NumberInUse"),
    ("exists already", "MemberIdInUse"),
)
PROBLEMS = {
    "not_found": "NotFound",
    "not_open_yet": "NotOpenYet",
    "limit_reached": "LimitReached",
    "not_enough_points": "NotEnoughPoints",
    "status_forbids": "NotAllowed",
    "key_reused": "KeyReused",
}


def _notify(pages: Pages, r: Request, what: notifications.What) -> Answer:
    """Billing sends its notification. Whether it was late shows in the member, not in the
    answer."""
    sent = what.sent(r.key, r.asked["happened_at"])
    signed = standard_webhooks.headers(SECRET, r.key, sent.content, r.at)
    answer = pages.of_billing.post(sent.path, data=sent.content, headers=signed)
    match answer.status_code:
        case 201:
            return ("reported",)
        case 400:
            return ("no", "BadEvent")
        case 404:
            return ("no", "UnknownMember")
        case 409:
            [why] = [name for words, name in REASONS if words in answer.json["reason"]]
            return ("no", why)
    raise AssertionError(answer.text)


def _status(pages: Pages, r: Request) -> Answer:
    return _notify(pages, r, notifications.status(r.member_id, r.asked["kind"]))


def _number(pages: Pages, r: Request) -> Answer:
    """The former number is one that nobody knows of: the id says whose it was."""
    named = {"formerMSISDN": UNKNOWN_NUMBER, "MSISDN": r.asked["number"]}
    return _notify(pages, r, notifications.line("AttributeValueChange", r.member_id, **named))


def _line_added(pages: Pages, r: Request) -> Answer:
    return _notify(pages, r, notifications.line("Create", r.member_id, MSISDN=r.asked["number"]))


def _line_removed(pages: Pages, r: Request) -> Answer:
    return _notify(pages, r, notifications.line("Delete", r.member_id, MSISDN=r.asked["number"]))


def _province(pages: Pages, r: Request) -> Answer:
    place = r.asked["place"]
    city = {"city": place} if place in PROVINCE_OF else {}
    province = PROVINCE_OF.get(place, place)
    return _notify(pages, r, notifications.moves(r.member_id, province, **city))


def _ends(pages: Pages, r: Request) -> Answer:
    return _notify(pages, r, notifications.ends(r.member_id, r.asked["kind"]))


def _newcomer(pages: Pages, r: Request) -> Answer:
    a = r.asked
    return _notify(pages, r, notifications.newcomer(r.member_id, a["number"], a["province"]))


def _comes_in(pages: Pages, r: Request) -> Answer:
    body = json.dumps({"points": r.asked["amount"], "receiver": r.asked["number"]}).encode()
    reference = r.asked["reference"]
    signed = standard_webhooks.headers(SECRET, reference, body, r.at)
    path = f"/providers/exchanges/{PARTNER}/{reference}"
    answer = pages.of_providers.put(path, data=body, headers=signed)
    if answer.status_code == 409:
        return ("no", "KeyReused")
    assert answer.status_code == 200, answer.text
    return (answer.json["status"],)


def _till(pages: Pages, r: Request) -> Answer:
    """A till sends the same request several times, as one that has a bad line does."""
    a, key = r.asked, r.key.removeprefix(TILL_KEY)
    headers = {"Authorization": f"Bearer {r.fresh['token']}", "Idempotency-Key": key}
    asked = {"points": a["amount"], "partner": a["partner"], "memo": "Coffee"}
    path = f"/api/v1/members/{r.member_id}/spendings"
    answers = [
        pages.of_api.post(path, json=asked, headers=headers) for _ in range(r.fresh["times"])
    ]
    assert len({(each.status_code, each.data) for each in answers}) == 1, answers[-1].text
    given = answers[0].json
    if answers[0].status_code == 201:
        return ("posted", given["version"], given["balance_after"])
    return ("no", PROBLEMS[given["type"].rpartition(":")[2]])


@dataclass
class Till:
    """A client of the API, which has a token of each process until that expires. `tokens`: with
    their ends, by the process's name."""

    tokens: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    def token(self, database: Any, process: str, at: datetime) -> str:
        known, until = self.tokens.get(process, ("", at))
        if at < until:
            return known
        pages, form = pages_of(database, at), {"grant_type": "client_credentials"}
        pages.token = f"till-{process}-{at.timestamp():.6f}"
        answer = pages.of_api.post("/api/v1/token", data=form, auth=(TILL, TILL_SECRET))
        assert answer.status_code == 200, answer.text
        until = at + timedelta(seconds=answer.json["expires_in"])
        self.tokens[process] = answer.json["access_token"], until
        return self.tokens[process][0]


SYSTEMS: dict[str, Callable[[Pages, Request], Answer]] = {
    "status": _status,
    "number": _number,
    "line_added": _line_added,
    "line_removed": _line_removed,
    "province": _province,
    "ends": _ends,
    "newcomer": _newcomer,
    "comes_in": _comes_in,
    "till": _till,
}
