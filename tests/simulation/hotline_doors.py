"""The product's side of requests at the programme's doors: couriers, vouchers, receipts, claims,
numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from books import Answer
from code_sealer import VOUCHER_SEALER
from rules import Request
from sqlalchemy import Connection

from core.kernel import idempotency
from core.members import numbers, profiles
from core.messaging import Outcome, ProviderEvent, Receipt
from core.redemption import NewVoucher, parcel_events, parcels, vouchers
from core.service import IssuedReceipt, ReceiptFacts, claim_handling, claims, receipt_book
from core.staff import agents

AGENT = "agent"


def _once(conn: Connection, r: Request, act: Callable[[], Answer]) -> Answer:
    """As a form of the desk does, which has a key of its own: sent again, it changes nothing."""
    profiles.lock(conn, r.member_id)
    asked = {"act": r.act, "asked": repr(r.asked)}
    before = idempotency.replay(conn, r.member_id, r.key, asked)
    if before is not None:
        return tuple(before["answer"])
    answer = act()
    idempotency.remember(conn, r.member_id, r.key, asked, {"answer": answer}, r.at)
    return answer


def _hand_over(conn: Connection, r: Request) -> Answer:
    def act() -> Answer:
        parcels.hand_over(conn, member_id=r.member_id, **r.asked, at=r.at)
        return ("done",)

    return _once(conn, r, act)


def _parcel(conn: Connection, r: Request) -> Answer:
    """The courier's answer."""
    asked = r.asked
    which = parcel_events.Which(r.member_id, asked["order_id"], asked["no"])
    events = tuple(ProviderEvent(*event) for event in asked["events"])
    outcome = Outcome.REFUSED if asked["refused"] else Outcome.PENDING
    parcels.settle(conn, which, Receipt(outcome, None, events), at=r.at)
    return ("done",)


def _load(conn: Connection, r: Request) -> Answer:
    new = [NewVoucher(r.asked["sku"], code, r.asked["until"]) for code in r.asked["codes"]]
    for each in new:
        vouchers.load(conn, each, sealer=VOUCHER_SEALER, at=r.at)
    return ("loaded",)


def _enter(conn: Connection, r: Request) -> Answer:
    a = r.asked
    receipt = IssuedReceipt(a["merchant"], a["number"], a["source"], a["on"], a["fen"], a["whose"])
    receipt_book.enter(conn, receipt, r.at)
    return ("entered",)


def _claim(conn: Connection, r: Request) -> Answer:
    claim_id, number = r.fresh["claim"]
    filed = claims.file(
        conn,
        member_id=r.member_id,
        receipt_number=r.asked["receipt"],
        channel="voice",
        key=r.key,
        at=r.at,
        claim_id=claim_id,
        number=number,
        said=ReceiptFacts(r.asked["merchant"], r.asked["yuan"]),
    )
    return ("claim", filed.number, filed.status, filed.points)


def _grant_claim(conn: Connection, r: Request) -> Answer:
    a = r.asked
    charge: dict[str, Any] = {"source": a["source"], "fen": a["fen"], "on": a["on"]}
    decision: dict[str, Any] = {"reason": "shown to us", "approval_id": r.key, "at": r.at}

    def act() -> Answer:
        who = {"number": a["number"], "agent": agents.by_name(conn, AGENT)}
        granted = claim_handling.grant(conn, **who, **charge, **decision)
        assert granted is not None
        return ("granted", granted.points)

    return _once(conn, r, act)


def _add_number(conn: Connection, r: Request) -> Answer:
    who = {"member_id": r.member_id, "key": r.key, "at": r.at}
    numbers.add(conn, **who, **r.asked, by="billing")
    return ("done",)


def _remove_number(conn: Connection, r: Request) -> Answer:
    numbers.remove(conn, member_id=r.member_id, **r.asked, key=r.key, at=r.at)
    return ("done",)


def _make_main(conn: Connection, r: Request) -> Answer:
    numbers.make_main(conn, member_id=r.member_id, **r.asked, key=r.key, at=r.at)
    return ("done",)


DOORS: dict[str, Callable[[Connection, Request], Answer]] = {
    "hand_over": _hand_over,
    "parcel": _parcel,
    "load": _load,
    "enter": _enter,
    "claim": _claim,
    "grant_claim": _grant_claim,
    "add_number": _add_number,
    "remove_number": _remove_number,
    "make_main": _make_main,
}
