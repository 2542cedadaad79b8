"""The receipt book: the receipts that billing and merchants say they have issued. A claim for one
of them can be decided without an agent."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, select, update

from core.kernel import InsertIfNew, row_builder
from core.programme import current_rules, is_day, local_day
from core.schema import issued_receipt
from core.service.errors import ReceiptDiffers, ReceiptOfImpossibleDay

MERCHANT = "[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff &.-]{0,19}"
"""A merchant's name. No colon: see core.service.claims."""
NUMBER = "[0-9]{6,20}"
"""What members can enter on any channel."""
FEN_MAX = 10**9
LISTED_MAX = 9
"""How many merchants' receipts of one number are looked at."""


@dataclass(frozen=True, slots=True)
class IssuedReceipt:
    """`source`: what was paid for, as on a bill. `member_id`: whose it is; None: the merchant does
    not know, and whoever holds it claims it. `claim_id`: of the claim that was granted for it."""

    merchant: str
    number: str
    source: str
    issued_on: date
    fen: int
    member_id: int | None = None
    claim_id: str | None = None

    @property
    def yuan(self) -> int:
        return self.fen // 100

    def may_be_claimed_on(self, day: date) -> bool:
        """Whether it is not too old."""
        return day - timedelta(days=current_rules().claim.within_days) <= self.issued_on


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a member says of a receipt besides its number. `merchant`: one of the book; `yuan`: the
    amount in whole yuan; `words`: their own, for an agent."""

    merchant: str | None = None
    yuan: int | None = None
    words: str | None = None


_COLUMNS = select(
    issued_receipt.c.merchant,
    issued_receipt.c.number,
    issued_receipt.c.source,
    issued_receipt.c.issued_on,
    issued_receipt.c.fen,
    issued_receipt.c.member_id,
    issued_receipt.c.claim_id,
)
_build = row_builder(IssuedReceipt, _COLUMNS)
_OF_NUMBER = (
    _COLUMNS.where(issued_receipt.c.number == bindparam("number"))
    .order_by(issued_receipt.c.merchant)
    .limit(LISTED_MAX)
)
_ONE = _COLUMNS.where(
    issued_receipt.c.merchant == bindparam("merchant"),
    issued_receipt.c.number == bindparam("number"),
)
_ENTER = InsertIfNew(issued_receipt)
# Conditional: a receipt is paid once.
_TAKE = (
    update(issued_receipt)
    .where(
        issued_receipt.c.merchant == bindparam("by"),
        issued_receipt.c.number == bindparam("which"),
        issued_receipt.c.claim_id.is_(None),
    )
    .values(claimed_by=bindparam("who"), claim_id=bindparam("claim"))
)


def enter(conn: Connection, receipt: IssuedReceipt, at: datetime) -> bool:
    """Enter a receipt; False if it is in the book already. Raises ReceiptDiffers if it is there
    with another day, amount, source or member, and ReceiptOfImpossibleDay."""
    if receipt.issued_on > local_day(at) or not is_day(receipt.issued_on):
        raise ReceiptOfImpossibleDay(receipt.number)
    if _ENTER(conn, asdict(receipt) | {"recorded_at": at}):
        return True
    which = {"merchant": receipt.merchant, "number": receipt.number}
    known = _build(conn.execute(_ONE, which).one())
    if _facts(known) != _facts(receipt):
        raise ReceiptDiffers(receipt.number)
    return False


def of_number(conn: Connection, number: str, merchant: str | None = None) -> list[IssuedReceipt]:
    """The receipts of that number, of each merchant or of one; at most LISTED_MAX."""
    found = (_build(row) for row in conn.execute(_OF_NUMBER, {"number": number}))
    return [each for each in found if merchant in (None, each.merchant)]


def take(conn: Connection, receipt: IssuedReceipt, member_id: int, claim_id: str) -> bool:
    """Record that the claim was granted for the receipt; False if another one was."""
    values = {"by": receipt.merchant, "which": receipt.number, "who": member_id, "claim": claim_id}
    return conn.execute(_TAKE, values).rowcount == 1


def _facts(receipt: IssuedReceipt) -> tuple[object, ...]:
    return receipt.source, receipt.issued_on, receipt.fen, receipt.member_id
