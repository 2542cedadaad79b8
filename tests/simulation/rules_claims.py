"""The reference's rules for claims: a receipt that is in the receipt book is paid at once, and each
receipt is paid once, whoever claims it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from books import Answer, Book, Claim, Refusal
from rules import Request
from rules_earning import Earning, worth

CLAIMED_WITHIN_DAYS, POINTS_ALONE = 90, 2_000


class Issued(NamedTuple):
    """A receipt in the book. `claim_id`: of the claim that was granted for it."""

    source: str
    on: date
    fen: int
    member_id: int | None
    claim_id: str | None = None


class Claims(Earning):
    """`claimed`: the receipts, by number, or by merchant and number where one was named."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.claimed: frozenset[str] = frozenset()

    def _enter(self, r: Request) -> Answer:
        asked, name = r.asked, (r.asked["merchant"], r.asked["number"])
        issued = Issued(asked["source"], asked["on"], asked["fen"], asked["whose"])
        known = self.issued.get(name)
        if asked["on"] > self.day(r.at):
            raise Refusal("ReceiptOfImpossibleDay")
        if known is not None and known._replace(claim_id=None) != issued:
            raise Refusal("ReceiptDiffers")
        if known is None:
            self.issued = self.issued | {name: issued}
        return ("entered",)

    def _claim(self, r: Request) -> Answer:
        book, (claim_id, number) = self._book(r.member_id), r.fresh["claim"]
        receipt, merchant = r.asked["receipt"], r.asked["merchant"]

        def act() -> Answer:
            name = receipt if merchant is None else f"{merchant}:{receipt}"
            found = self._issued_as(receipt, merchant)
            is_paid = len(found) == 1 and self.issued[found[0]].claim_id is not None
            if is_paid or name in self.claimed:
                raise Refusal("ReceiptAlreadyClaimed")
            may_be_credited = f"accrual:{receipt}" in self.owners or (
                merchant is not None and receipt in self.claimed
            )
            self.claimed = self.claimed | {name}
            claim = Claim(number, receipt, merchant, r.asked["yuan"], "open", r.at)
            book.claims[claim_id] = claim
            alone = self._decided_alone(r, book, claim, found) and not may_be_credited
            if not alone:
                return ("claim", claim_id, None)
            issued = self.issued[found[0]]
            charge = issued.source, issued.fen, issued.on
            return ("claim", claim_id, self._pay(r, claim_id, *charge))

        _, claim_id, points = self._once(r, act)
        claim = self.books[r.member_id].claims[claim_id]
        return ("claim", claim.number, claim.status, points)

    def _decided_alone(
        self, r: Request, book: Book, claim: Claim, found: list[tuple[str, str]]
    ) -> bool:
        """Whether the book has one receipt that it may be, and it is the claimant's."""
        if len(found) != 1 or book.status != "active":
            return False
        issued, today = self.issued[found[0]], self.day(r.at)
        if not today - timedelta(days=CLAIMED_WITHIN_DAYS) <= issued.on <= today:
            return False
        if issued.member_id is None and claim.yuan != issued.fen // 100:
            return False
        if issued.member_id not in (None, r.member_id):
            return False
        return worth(book, ((issued.source, "usage", issued.fen),), issued.on) <= POINTS_ALONE

    def _grant_claim(self, r: Request) -> Answer:
        """An agent grants it, by a form."""
        book = self._book(r.member_id)
        return self._once(r, lambda: self._granted(r, book))

    def _granted(self, r: Request, book: Book) -> Answer:
        claim_id, on = r.asked["claim_id"], r.asked["on"]
        claim = book.claims.get(claim_id)
        if claim is None:
            raise Refusal("NotFound")
        claimed_on = self.day(claim.opened_at)
        if not claimed_on - timedelta(days=CLAIMED_WITHIN_DAYS) <= on <= claimed_on:
            raise Refusal("NotAllowed")
        if claim.status != "open":
            raise Refusal("ActedMeanwhile")
        found = self._issued_as(claim.receipt, claim.merchant)
        is_paid = len(found) == 1 and self.issued[found[0]].claim_id is not None
        if is_paid or book.status != "active":
            raise Refusal("NotAllowed")
        return ("granted", self._pay(r, claim_id, r.asked["source"], r.asked["fen"], on))

    def _pay(self, r: Request, claim_id: str, source: str, fen: int, on: date) -> int:
        charges = ((source, "usage", fen),)
        asked = {"on": on, "charges": charges, "extras": ()}
        _, points, _ = self._bill(
            Request("bill", r.member_id, f"claim:{claim_id}", r.at, asked, {})
        )
        book = self.books[r.member_id]
        claim = book.claims[claim_id]
        book.claims[claim_id] = claim._replace(status="granted")
        found = self._issued_as(claim.receipt, claim.merchant)
        if len(found) == 1:
            paid = self.issued[found[0]]._replace(claim_id=claim_id)
            self.issued = self.issued | {found[0]: paid}
        return int(points)

    def _issued_as(self, receipt: str, merchant: str | None) -> list[tuple[str, str]]:
        return [name for name in self.issued if name[1] == receipt and merchant in (None, name[0])]
