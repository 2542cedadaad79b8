"""E-vouchers: gifts that are codes, each of which is given to one order.

Codes are loaded from the supplier's file or at the desk. They are stored sealed, with a keyed hash
by which a code that is loaded again is known. The order takes one in the transaction that spends
the points, and its text is the only message that says it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select, tuple_, update

from core.kernel import CannotOpen, InsertIfNew, NotAllowed, NotFound, Sealer, row_builder
from core.members import profiles
from core.messaging import Topic, outbox
from core.programme import local_day
from core.redemption import stock
from core.redemption.lifecycle import VOUCHER
from core.schema import gift, voucher
from core.staff import audit_trail

CODE_SHOWN = "code_shown"
"""The entry of the audit trail for a code that a supervisor has seen in full."""
SEALED_FOR = "vouchers"
"""The purpose of the sealer of codes."""
CODE = re.compile(r"[A-Za-z0-9-]{4,24}")  # has room in a text of one segment
LAST_SHOWN, SHOWN_SHARE = 4, 3
"""Of a masked code: so many characters at its end, and one of three of a short one."""


@dataclass(frozen=True, slots=True)
class NewVoucher:
    """`expires_on` is the last day on which the code is good."""

    sku: str
    code: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class Voucher:
    """A code, sealed."""

    sku: str
    fingerprint: str
    sealed: str
    expires_on: date

    def open(self, sealer: Sealer) -> str:
        """Raises CannotOpen."""
        return sealer.open(self.sealed, _row(self.sku, self.fingerprint))

    def masked(self, sealer: Sealer) -> str:
        """Enough to tell it from others, and no more of a short one; '' if no key opens it."""
        try:
            code = self.open(sealer)
        except CannotOpen:
            return ""
        return f"••••{code[-min(LAST_SHOWN, len(code) // SHOWN_SHARE) :]}"


_KIND = select(gift.c.kind).where(gift.c.sku == bindparam("sku"))
# Locked, so that the files of two vouchers are loaded one after the other. Orders do not wait.
_SKUS = (
    select(gift.c.sku)
    .where(gift.c.kind == VOUCHER)
    .order_by(gift.c.sku)
    .with_for_update(key_share=True)
)
_LOADED = select(voucher.c.sku).where(
    tuple_(voucher.c.sku, voucher.c.fingerprint).in_(bindparam("any_of", expanding=True))
)
_ADD = InsertIfNew(voucher)
_FREE = (voucher.c.order_id.is_(None), voucher.c.withdrawn_on.is_(None))
_NEXT = (
    select(voucher.c.fingerprint)
    .where(voucher.c.sku == bindparam("sku"), *_FREE, voucher.c.expires_on >= bindparam("today"))
    .order_by(voucher.c.expires_on, voucher.c.fingerprint)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_ONE = update(voucher).where(
    voucher.c.sku == bindparam("target_sku"), voucher.c.fingerprint == bindparam("target")
)
# Conditional, and its row count is the answer: a code cannot be given twice.
_GIVE = _ONE.where(*_FREE).values(member_id=bindparam("whose"), order_id=bindparam("order"))
_TAKE_BACK = _ONE.values(member_id=None, order_id=None, withdrawn_on=bindparam("day"), sealed="")
_PUT_BACK = (
    update(voucher)
    .where(voucher.c.member_id == bindparam("whose"), voucher.c.order_id == bindparam("order"))
    .values(member_id=None, order_id=None)
)
_RESEAL = _ONE.values(fingerprint=bindparam("becomes"), sealed=bindparam("anew"))
_ALL = select(voucher.c.sku, voucher.c.fingerprint, voucher.c.sealed, voucher.c.expires_on)
_OF_ORDER = _ALL.where(
    voucher.c.member_id == bindparam("member_id"),
    voucher.c.order_id == bindparam("order_id"),
    voucher.c.sealed != "",
)
_STOCK = _ALL.where(
    voucher.c.sku == bindparam("sku"), *_FREE, voucher.c.expires_on >= bindparam("today")
).order_by(voucher.c.expires_on, voucher.c.fingerprint)
_voucher = row_builder(Voucher, _ALL)
_EXPIRED = (
    select(voucher.c.sku)
    .where(*_FREE, voucher.c.expires_on < bindparam("today"))
    .distinct()
    .order_by(voucher.c.sku)
)
_WITHDRAW = (
    update(voucher)
    .where(voucher.c.sku == bindparam("which"), *_FREE, voucher.c.expires_on < bindparam("day"))
    .values(withdrawn_on=bindparam("day"))
)


def load(conn: Connection, new: NewVoucher, *, sealer: Sealer, at: datetime) -> bool:
    """Add a code to the stock. False: it was loaded before. Raises NotAllowed: 'no_voucher' (no
    voucher in the catalogue has that sku), 'bad_code', 'voucher_expired', 'other_stock': it was
    loaded for another voucher, so that two members would get it."""
    if conn.execute(_KIND, {"sku": new.sku}).scalar() != VOUCHER:
        raise NotAllowed("no_voucher")
    if not CODE.fullmatch(new.code):
        raise NotAllowed("bad_code")
    if new.expires_on < local_day(at):
        raise NotAllowed("voucher_expired")
    present = _fingerprints(sealer, new.sku, new.code)[0]
    loaded_for = _loaded_for(conn, new.code, sealer)
    if new.sku in loaded_for:
        return False
    if loaded_for:
        raise NotAllowed("other_stock")
    row = {"sku": new.sku, "fingerprint": present, "expires_on": new.expires_on, "loaded_at": at}
    sealed = sealer.seal(new.code, _row(new.sku, present))
    if not _ADD(conn, row | {"sealed": sealed}):
        return False
    stock.grow(conn, new.sku, 1)
    return True


def _loaded_for(conn: Connection, code: str, sealer: Sealer) -> set[str]:
    """The vouchers in whose stock the code stands, or stood."""
    any_of = [
        (sku, fingerprint)
        for sku in conn.execute(_SKUS).scalars()
        # By the code as it stands, too: so those were known that were loaded before.
        for fingerprint in (
            *_fingerprints(sealer, sku, code),
            *sealer.fingerprints(f"{sku}:{code}"),
        )
    ]
    return set(conn.execute(_LOADED, {"any_of": any_of}).scalars())


def pick(conn: Connection, sku: str, today: date) -> str | None:
    """Lock a code that nobody has, the one that expires first; None if there is none."""
    found: str | None = conn.execute(_NEXT, {"sku": sku, "today": today}).scalar()
    return found


def give(conn: Connection, sku: str, picked: str, member_id: int, order_id: str) -> None:
    """Give the picked code to an order, for good."""
    values = {"target_sku": sku, "target": picked, "whose": member_id, "order": order_id}
    given = conn.execute(_GIVE, values).rowcount
    assert given == 1, "pick() has locked it"


def of_order(conn: Connection, member_id: int, order_id: str) -> Voucher | None:
    """None if the order has no code, or it was erased with the member's data."""
    row = conn.execute(_OF_ORDER, {"member_id": member_id, "order_id": order_id}).first()
    return None if row is None else _voucher(row)


def put_back_unseen(
    conn: Connection, member_id: int, order_id: str, *, bucket: int, at: datetime
) -> bool:
    """Put the order's code back into the stock, unless somebody may have seen it: its text is on
    its way, it was asked for again, or a supervisor has looked at it. The text is not sent then."""
    found, event_id = of_order(conn, member_id, order_id), f"order:{order_id}:voucher"
    if found is None or outbox.has_beneath(conn, member_id, event_id):
        return False
    if audit_trail.has(conn, CODE_SHOWN, member_id):
        return False
    if not outbox.withdraw(conn, member_id, event_id, at):
        return False
    conn.execute(_PUT_BACK, {"whose": member_id, "order": order_id})
    stock.take_back(conn, found.sku, bucket)
    return True


def text_again(conn: Connection, member_id: int, order_id: str, at: datetime) -> None:
    """Text the member the code once more: at most once a minute."""
    event_id = f"order:{order_id}:voucher:{at:%Y%m%d%H%M}"
    outbox.put_new(conn, member_id, Topic.VOUCHER_AGAIN, event_id, {"order_id": order_id}, at)


def give_another(
    conn: Connection, member_id: int, order_id: str, *, sealer: Sealer, at: datetime
) -> None:
    """Give the order another code for one whose key is gone, and text it. The former one is
    withdrawn, and nobody gets it. Raises NotFound; NotAllowed: 'code_opens', 'no_other_code'."""
    profiles.lock(conn, member_id)
    former = of_order(conn, member_id, order_id)
    if former is None:
        raise NotFound(f"no code of order {order_id}")
    if former.masked(sealer):
        raise NotAllowed("code_opens")
    sku, today = former.sku, local_day(at)
    target = {"target_sku": sku, "target": former.fingerprint, "day": today}
    conn.execute(_TAKE_BACK, target)
    whose = {"target_sku": sku, "whose": member_id, "order": order_id}
    for each in map(_voucher, conn.execute(_STOCK, {"sku": sku, "today": today}).all()):
        # Those in stock may be sealed by that key, too, and others may be given meanwhile.
        if (
            each.masked(sealer)
            and conn.execute(_GIVE, whose | {"target": each.fingerprint}).rowcount
        ):
            break
    else:
        raise NotAllowed("no_other_code")
    stock.grow(conn, sku, -1)
    text_again(conn, member_id, order_id, at)


def withdraw_expired(conn: Connection, today: date) -> int:
    """Take codes out of the stock that nobody has and that are not good any more; how many."""
    count = 0
    for sku in conn.execute(_EXPIRED, {"today": today}).scalars().all():
        withdrawn = conn.execute(_WITHDRAW, {"which": sku, "day": today}).rowcount
        stock.grow(conn, sku, -withdrawn)
        count += withdrawn
    return count


def seal_codes(conn: Connection, sealer: Sealer) -> int:
    """Seal the codes that a former key has sealed with the present one. Returns how many there
    were. Raises CannotOpen."""
    stale = [
        each
        for each in map(_voucher, conn.execute(_ALL))
        if each.sealed and not sealer.is_current(each.sealed)
    ]
    for each in stale:
        code = each.open(sealer)
        written = sealer.fingerprints(f"{each.sku}:{code}")
        # That of a code that was loaded by its own case stays so: it may have a twin.
        present = (
            written if each.fingerprint in written else _fingerprints(sealer, each.sku, code)
        )[0]
        anew = sealer.seal(code, _row(each.sku, present))
        values = {"target_sku": each.sku, "target": each.fingerprint}
        conn.execute(_RESEAL, values | {"becomes": present, "anew": anew})
    return len(stale)


def _fingerprints(sealer: Sealer, sku: str, code: str) -> Sequence[str]:
    """Codes that differ in case only are one: shops take them in any."""
    return sealer.fingerprints(f"{sku}:{code.upper()}")


def _row(sku: str, fingerprint: str) -> str:
    return f"{sku}:{fingerprint}"
