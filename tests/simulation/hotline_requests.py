"""The product's side of the comparison: executes a request in core, returns its answer as a tuple
of the same form as the reference's."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bill_files import as_csv
from books import Answer
from hotline_doors import DOORS
from hotline_systems import SYSTEMS
from pages import pages_of
from rules import Request
from single_holds import place_hold
from sqlalchemy import Connection

from core.imports import Import
from core.kernel import KeyReused, NotAllowed, NotFound, Refused
from core.ledger import HoldClosed, Owing, ReversesTooMuch, holds, ledger
from core.loyalty import (
    BadBill,
    Bill,
    Charge,
    ExtraPoints,
    accrual,
    expiry,
    incoming_exchange,
    leaving,
    partner_exchange,
    transfers,
)
from core.members import membership, profiles
from core.programme import local_day
from core.redemption import fulfilment, gifts, placing
from jobs.member_sweep import Run
from jobs.schedule import JOBS, Every

REFUSALS = (Refused, NotFound, BadBill, KeyReused, HoldClosed, ReversesTooMuch)


def ask(database: Any, request: Request) -> Answer:
    """Executes the request in one transaction, with the product's own retries."""
    try:
        if request.act == "complete":
            return _complete(database, request)
        if request.act == "job":
            return _job(database, request)
        if request.act == "file":
            return _file(database, request)
        if request.act in SYSTEMS:
            return SYSTEMS[request.act](pages_of(database, request.at), request)
        act = _ACTS[request.act]
        return database.run(lambda conn: act(conn, request))
    except REFUSALS as refusal:
        return ("no", type(refusal).__name__)


def _complete(database: Any, r: Request) -> Answer:
    which = (r.member_id, r.asked["transfer_id"])
    found = database.read(lambda conn: transfers.find(conn, *which))
    return ("completed", transfers.complete(database, found, r.at))


def _job(database: Any, r: Request) -> Answer:
    """Runs a job as a worker does; the answer says if it failed for any member."""
    [job] = [job for job in JOBS if job.name == r.asked["name"]]
    day = r.at.date() if isinstance(job.when, Every) else job.when.due(r.at)
    run = Run(database, day, lambda: r.at, lambda: None, "simulated")
    job.run(run)
    return ("job", f"{job.name}: failed" if run.counts["failed"] else job.name)


def _file(database: Any, r: Request) -> Answer:
    """Imports a file. The answer has no counts: they depend on earlier deliveries whose answer was
    lost."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bills.csv"
        path.write_text(as_csv(r.asked["rows"]), encoding="utf-8")
        Import(database, "accruals", path).run(lambda: r.at)
    return ("imported",)


def _not_left(conn: Connection, member_id: int) -> None:
    """Refuses members who have left. The ledger knows no memberships, so its callers check it."""
    if profiles.by_id(conn, member_id).status == "left":
        raise NotAllowed("left")


def _grant(conn: Connection, r: Request) -> Answer:
    _not_left(conn, r.member_id)
    issuer = r.asked["issuer"]
    posted = ledger.grant(conn, **_to(r), **r.asked, contra=issuer)
    return _posted(posted)


def _bill(conn: Connection, r: Request) -> Answer:
    charges = tuple(Charge(*charge) for charge in r.asked["charges"])
    extras = tuple(ExtraPoints(*extra) for extra in r.asked["extras"])
    earned = accrual.earn(conn, **_to(r), bill=Bill(r.asked["on"], charges, extras))
    return ("earned", earned.points, earned.growth)


def _spend(conn: Connection, r: Request) -> Answer:
    return _posted(ledger.spend(conn, **_to(r), **r.asked, contra="issued", kind="spend"))


def _reverse(conn: Connection, r: Request) -> Answer:
    _not_left(conn, r.member_id)
    return _posted(ledger.reverse(conn, **_to(r), **r.asked))


def _refund(conn: Connection, r: Request) -> Answer:
    _not_left(conn, r.member_id)
    owing = Owing("partner_refund", r.key, "airline")
    back = ledger.take_back(conn, **_to(r), **r.asked, kind="reversal", owing=owing)
    return ("taken", back.taken, back.owed)


def _hold(conn: Connection, r: Request) -> Answer:
    return _held(place_hold(conn, **_to(r), **r.asked, expires_at=r.fresh["until"]))


def _settle(conn: Connection, r: Request) -> Answer:
    settled = holds.settle_hold(conn, **_to(r), **r.asked, contra="issued", kind="spend")
    return _posted(settled)


def _release(conn: Connection, r: Request) -> Answer:
    return _held(holds.release_hold(conn, **_to(r), **r.asked))


def _redeem(conn: Connection, r: Request) -> Answer:
    found = profiles.by_id(conn, r.member_id)
    key = {"key": r.key, "at": r.at, "channel": "sms"}
    gift = gifts.by_sku(conn, r.asked["sku"], today=local_day(r.at))
    key["points"] = gift.points if gift else 0  # as it was read back a moment ago
    placed = placing.redeem(conn, member=found, **r.asked, **r.fresh, **key)
    told = placed.order_id, placed.number, placed.sku, placed.points, placed.status
    return ("order", *told)


def _despatch(conn: Connection, r: Request) -> Answer:
    return _posted(fulfilment.despatch(conn, **_to(r), **r.asked))


def _deliver(conn: Connection, r: Request) -> Answer:
    fulfilment.deliver(conn, member_id=r.member_id, **r.asked, at=r.at)
    return ("done",)


def _give_up(conn: Connection, r: Request) -> Answer:
    return _held(fulfilment.cancel(conn, **_to(r), **r.asked))


def _fulfil(conn: Connection, r: Request) -> Answer:
    return _posted(fulfilment.fulfil(conn, **_to(r), **r.asked))


def _return(conn: Connection, r: Request) -> Answer:
    return _posted(fulfilment.reverse(conn, **_to(r), **r.asked))


def _expire(conn: Connection, r: Request) -> Answer:
    """Expires points. The answer has no count: expiry has no key that would keep it."""
    expiry.expire(conn, member_id=r.member_id, at=r.at)
    return ("expired",)


def _freeze(conn: Connection, r: Request) -> Answer:
    membership.freeze(conn, r.member_id)
    return ("done",)


def _lift(conn: Connection, r: Request) -> Answer:
    membership.lift(conn, **_to(r))
    return ("done",)


def _notice(conn: Connection, r: Request) -> Answer:
    membership.give_notice(conn, **_to(r))
    return ("done",)


def _leave(conn: Connection, r: Request) -> Answer:
    return ("left", leaving.leave(conn, **_to(r)))


def _give(conn: Connection, r: Request) -> Answer:
    giver, asked = profiles.by_id(conn, r.member_id), r.asked
    to = {"receiver_id": asked["to"], "amount": asked["amount"]}
    how: Any = {"channel": "voice", "key": r.key, "at": r.at}
    given = transfers.give(conn, giver=giver, **to, **r.fresh, **how)
    return ("transfer", given.transfer_id, given.amount, given.status)


def _exchange(conn: Connection, r: Request) -> Answer:
    found = profiles.by_id(conn, r.member_id)
    opened = partner_exchange.request(conn, member=found, **r.asked, **r.fresh, key=r.key, at=r.at)
    return ("exchange", opened.exchange_id, opened.amount, opened.status)


def _accept(conn: Connection, r: Request) -> Answer:
    return _posted(partner_exchange.accept(conn, member_id=r.member_id, **r.asked, at=r.at))


def _refuse(conn: Connection, r: Request) -> Answer:
    return _held(partner_exchange.refuse(conn, member_id=r.member_id, **r.asked, at=r.at))


def _receive(conn: Connection, r: Request) -> Answer:
    return _posted(incoming_exchange.receive(conn, member_id=r.member_id, **r.asked, at=r.at))


_ACTS: dict[str, Callable[[Connection, Request], Answer]] = {
    "grant": _grant,
    "bill": _bill,
    "spend": _spend,
    "reverse": _reverse,
    "refund": _refund,
    "hold": _hold,
    "settle": _settle,
    "release": _release,
    "redeem": _redeem,
    "despatch": _despatch,
    "deliver": _deliver,
    "give_up": _give_up,
    "fulfil": _fulfil,
    "return": _return,
    "expire": _expire,
    "freeze": _freeze,
    "lift": _lift,
    "notice": _notice,
    "leave": _leave,
    "give": _give,
    "exchange": _exchange,
    "accept": _accept,
    "refuse": _refuse,
    "receive": _receive,
    **DOORS,
}


def _to(r: Request) -> dict[str, Any]:
    return {"member_id": r.member_id, "key": r.key, "at": r.at}


def _posted(posted: ledger.PostingResult) -> Answer:
    return ("posted", posted.version, posted.balance_after)


def _held(held: holds.Hold) -> Answer:
    return ("hold", held.hold_id, held.amount)
