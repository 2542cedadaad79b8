"""Many bills and grants in one transaction. The rows are the same as those of
core.loyalty.accrual.earn and core.ledger.ledger.grant, at a multiple of the rate.

A single posting spends its time on round trips: four statements and a commit. Here a chunk of
thousands shares them. Opening a chunk locks the accounts and looks up the keys, with one query
each; every request is then decided in memory; write() writes all new rows at once (COPY on
PostgreSQL, executemany on SQLite). The order of steps is the ledger's: lock, look up the keys,
read, write; the caller commits. Besides post() this is the only writer of points, and a test
compares the two.

    def work(conn):
        chunk = accrual_batch.Chunk(conn, [(member_id, key), ...], at=at)  # at most CHUNK of them
        outcomes = [chunk.earn(member_id, key, bill), ...]
        chunk.write()
        return outcomes

    database.run(work)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from functools import cached_property

from sqlalchemy import Connection

from core.kernel import HotlineError, KeyReused, NotAllowed, Values, idempotency
from core.ledger import (
    GROWTH,
    POINTS,
    Account,
    NoSuchAccount,
    PostingDetails,
    PostingResult,
    Terms,
    batch_sql,
    debts,
    grant_request,
    require_positive,
)
from core.loyalty import accrual
from core.loyalty.bills import Bill, request_of
from core.loyalty.errors import BadBill
from core.members import Member, permissions, profiles
from core.programme import Programme, Version, versions

CHUNK = 2_000
"""Requests per transaction. A chunk keeps its accounts locked for about 0.2 s, and members who call
at that time wait for it."""


@dataclass(frozen=True, slots=True)
class Grant:
    """The arguments of core.ledger.ledger.grant as one value."""

    member_id: int
    key: str
    amount: int  # above 0
    contra: str
    kind: str
    expires_at: date | None
    unit_cost_mfen: int  # a point
    issuer: str = "programme"
    unit: str = POINTS
    memo: str = ""
    effective_at: datetime | None = None
    usable_from: date | None = None


class Applied(Enum):
    NOW = auto()
    EARLIER = auto()  # the same request had been applied under this key: nothing to do


Outcome = Applied | HotlineError
"""An error is the one that the single path would have raised; the other requests of the chunk are
applied all the same."""


class Chunk:
    """`requests` are the (member_id, key) of everything that will be applied through the chunk.

    No key may be another key with a colon and a suffix, such as `x:0` beside `x`: the postings of a
    bill have such keys. The database would refuse it, and nothing would be written.
    """

    def __init__(
        self,
        conn: Connection,
        requests: Sequence[tuple[int, str]],
        *,
        at: datetime,
    ) -> None:
        self._conn, self._at = conn, at
        self._ids = list(dict.fromkeys(member_id for member_id, _ in requests))
        self._accounts = batch_sql.lock_accounts(
            conn, [(one, unit) for one in self._ids for unit in (POINTS, GROWTH)]
        )
        self._key_hashes = batch_sql.find_keys(conn, requests)
        self._debts = debts.open_debts(conn, self._ids)
        self._rows = batch_sql.BatchRows(at)
        self._rules: dict[date, Programme] = {}

    @cached_property
    def _versions(self) -> list[Version]:
        return versions.approved_versions(self._conn)

    @cached_property
    def members(self) -> dict[int, Member]:
        """The members, read after their accounts are locked, so that nobody who leaves meanwhile is
        credited. Only bills need them."""
        return profiles.by_ids(self._conn, self._ids)

    def grant(self, grant: Grant) -> Outcome:
        """Returned errors: KeyReused, NoSuchAccount."""
        require_positive(grant.amount)
        account = self._accounts.get((grant.member_id, grant.unit))
        if account is None:
            return NoSuchAccount(grant.member_id, grant.unit)
        terms = Terms(grant.expires_at, grant.issuer, grant.unit_cost_mfen, grant.usable_from)
        request = grant_request(grant.amount, grant.contra, grant.kind, terms, grant.unit)
        request_hash = idempotency.hashed(request)
        before = self._replayed(grant.member_id, grant.key, request_hash)
        return before or self._post(grant, account, terms, request_hash)

    def earn(self, member_id: int, key: str, bill: Bill) -> Outcome:
        """Returned errors: KeyReused, NoSuchAccount, NotAllowed, BadBill."""
        member = self.members.get(member_id)
        if member is None:
            return NoSuchAccount(member_id, POINTS)
        request_hash = idempotency.hashed(request_of(bill))
        before = self._replayed(member_id, key, request_hash)
        if before is not None:
            return before
        refusal = permissions.refusal(member, permissions.Act.EARN)
        if refusal is not None:
            return NotAllowed(refusal)
        try:
            awarded = accrual.awards(member, bill, self.rules_of(bill.on))
        except BadBill as error:
            return error
        grants = [Grant(member_id, **posting) for posting in accrual.postings(key, bill, awarded)]
        totals = accrual.totals(awarded)
        return self._apply(member_id, key, request_hash, grants, totals.points, totals.growth)

    def post_opening_balance(
        self, member_id: int, key: str, request: Values, grants: Sequence[Grant]
    ) -> Outcome:
        """Post `grants` under one key, by no rule: what the member had in a former system."""
        request_hash = idempotency.hashed(request)
        before = self._replayed(member_id, key, request_hash)
        if before is not None:
            return before
        total = {unit: sum(g.amount for g in grants if g.unit == unit) for unit in (POINTS, GROWTH)}
        return self._apply(member_id, key, request_hash, grants, total[POINTS], total[GROWTH])

    def write(self) -> None:
        self._rows.write(self._conn)

    def rules_of(self, day: date) -> Programme:
        if day not in self._rules:
            self._rules[day] = versions.in_effect(self._versions, day).rules
        return self._rules[day]

    def _replayed(self, member_id: int, key: str, request_hash: str) -> Outcome | None:
        known = self._key_hashes.get((member_id, key))
        if known is None:
            return None
        return Applied.EARLIER if known == request_hash else KeyReused(key)

    def _apply(
        self,
        member_id: int,
        key: str,
        request_hash: str,
        grants: Sequence[Grant],
        points: int,
        growth: int,
    ) -> Outcome:
        for grant in grants:
            self.grant(grant)
        self._remember(member_id, key, request_hash, {"points": points, "growth": growth})
        return Applied.NOW

    def _post(self, grant: Grant, account: Account, terms: Terms, request_hash: str) -> Outcome:
        after = account.after_posting(grant.amount)
        self._accounts[account.member_id, account.unit] = after
        details = PostingDetails(
            grant.contra,
            grant.kind,
            grant.key,
            self._at,
            grant.memo,
            effective_at=grant.effective_at,
        )
        self._rows.add_grant(after, grant.amount, details, terms)
        result = PostingResult(after.version, after.balance).values()
        self._remember(grant.member_id, grant.key, request_hash, result)
        if grant.unit == POINTS and debts.are_paid_from(grant.contra):
            self._pay_debts(after, grant.amount, request_hash)
        return Applied.NOW

    def _pay_debts(self, account: Account, points: int, request_hash: str) -> None:
        """As core.ledger.debts.pay()."""
        member_id, lot_id = account.member_id, account.version
        owed = self._debts.get(member_id, [])
        for debt, part in debts.payments(owed, points):
            account = account.after_posting(-part)
            self._rows.add_payment(account, lot_id, debt, part, request_hash)
        self._accounts[member_id, account.unit] = account
        self._debts[member_id] = debts.after_payments(owed, points)

    def _remember(
        self, member_id: int, key: str, request_hash: str, result: dict[str, int]
    ) -> None:
        self._key_hashes[member_id, key] = request_hash
        self._rows.add_key(member_id, key, request_hash, result)
