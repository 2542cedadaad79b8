"""Applies rows of members. A membership is identified by its number and the day it began, whoever
has the number later: that is the key under which a row is applied once."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, text

from core.imports.csv_cells import (
    Values,
    city,
    day,
    flag,
    member_id,
    number,
    one_of,
    province,
    required_day,
)
from core.imports.csv_cells import text as required_text
from core.imports.csv_files import Row
from core.imports.errors import BadRow
from core.kernel import idempotency
from core.ledger import GROWTH, POINTS, batch_sql
from core.loyalty import Applied, Outcome
from core.members import NOBODY
from core.messaging import Consent, SaidBy, TextClass, consents
from core.programme import current_rules, local_day
from core.schema import consent, member, member_account, msisdn
from core.schema import idempotency as idempotency_table

REQUIRED = frozenset({"number", "name", "joined_on", "province"})
OPTIONAL = frozenset(
    {"member_id", "city", "language", "tier", "tier_until", "born_on", "status", "marketing_ok"}
)
STATUSES = ("active", "arrears", "suspended", "frozen")
FIRST_ALLOTTED = 1

_NUMBERS = select(msisdn.c.number).where(msisdn.c.number.in_(bindparam("numbers", expanding=True)))
_IDS = select(member.c.member_id).where(
    member.c.member_id.in_(bindparam("member_ids", expanding=True))
)
_NEWEST = select(func.coalesce(func.max(member.c.member_id), FIRST_ALLOTTED - 1))
# Two imports that allot ids wait for each other; readers of members do not wait.
_ALLOT_ALONE = text("LOCK TABLE member IN SHARE ROW EXCLUSIVE MODE")

Record = dict[str, Any]


def apply(conn: Connection, rows: Sequence[Row], *, at: datetime) -> list[Outcome]:
    """One outcome a row, in their order. Rows that are not rejected are written."""
    return _Chunk(conn, [_parse(row.values, local_day(at)) for row in rows], at).outcomes


class _Chunk:
    def __init__(self, conn: Connection, parsed: Sequence[Record | BadRow], at: datetime) -> None:
        records = [one for one in parsed if not isinstance(one, BadRow)]
        allots = any(record["member_id"] is None for record in records)
        if allots and conn.dialect.name == "postgresql":
            conn.execute(_ALLOT_ALONE)
        self._kept = batch_sql.find_keys(conn, [(NOBODY, _key(record)) for record in records])
        numbers = [record["number"] for record in records]
        self._numbers = set(conn.execute(_NUMBERS, {"numbers": numbers}).scalars())
        ids = [record["member_id"] for record in records if record["member_id"] is not None]
        self._ids = set(conn.execute(_IDS, {"member_ids": ids}).scalars())
        given = max(ids, default=0)
        self._next_id = max(int(conn.execute(_NEWEST).scalar_one()), given) + 1
        self._new: list[tuple[Record, Record]] = []
        self.outcomes = [
            one if isinstance(one, BadRow) else self._apply_row(one, at) for one in parsed
        ]
        self._insert(conn)

    def _apply_row(self, record: Record, at: datetime) -> Outcome:
        key, request_hash = _key(record), _hash(record)
        kept = self._kept.get((NOBODY, key))
        if kept == request_hash:
            return Applied.EARLIER
        if kept is not None:
            return BadRow("this membership was imported before, with other data")
        if record["number"] in self._numbers:
            return BadRow(f"number {record['number']} is another member's")
        if record["member_id"] in self._ids:
            return BadRow(f"member_id {record['member_id']} is another member's")
        if record["member_id"] is None:
            record["member_id"], self._next_id = self._next_id, self._next_id + 1
        self._kept[NOBODY, key] = request_hash
        self._numbers.add(record["number"])
        self._ids.add(record["member_id"])
        result = {"member_id": record["member_id"]}
        kept_row = idempotency.key_row(NOBODY, key, request_hash, result, at)
        self._new.append((record, kept_row))
        return Applied.NOW

    def _insert(self, conn: Connection) -> None:
        joined = [record for record, _ in self._new]
        empty = {"balance": 0, "held": 0, "version": 0}
        batch_sql.insert_all(conn, member, joined)
        said = [_consent_row(one, kept) for one, kept in self._new]
        batch_sql.insert_all(conn, consent, said)
        numbers = [{name: one[name] for name in ("number", "member_id")} for one in joined]
        batch_sql.insert_all(conn, msisdn, numbers)
        accounts = [
            {"member_id": one["member_id"], "unit": unit} | empty
            for one in joined
            for unit in (POINTS, GROWTH)
        ]
        batch_sql.insert_all(conn, member_account, accounts)
        batch_sql.insert_all(conn, idempotency_table, [kept for _, kept in self._new])


def _consent_row(record: Record, kept: Record) -> Record:
    """What the file says of marketing texts; whoever keeps the file has the evidence."""
    evidence = f"import:{kept['request_hash']}"
    given, at = record["marketing_ok"], kept["recorded_at"]
    said = Consent(TextClass.MARKETING, None, given, SaidBy.IMPORT, evidence, at)
    return consents.row_of(record["member_id"], 1, said)


def _parse(values: Values, today: date) -> Record | BadRow:
    try:
        return record_of(values, today)
    except BadRow as error:
        return error


def record_of(values: Values, today: date) -> Record:
    """The columns of the table `member` from a row. `member_id` is None if it is to be assigned.
    Raises BadRow."""
    tiers = [tier.name for tier in current_rules().tiers]
    tier = one_of(values, "tier", tiers) if values.get("tier") else tiers[0]
    until = day(values, "tier_until")
    joined_on = required_day(values, "joined_on")
    if joined_on > today:
        raise BadRow(f"joined_on is {joined_on}, which is after today")
    if (tier == tiers[0]) != (until is None):
        raise BadRow(f"tier is {tier}: tier_until goes with every tier but {tiers[0]}")
    place = province(values)
    return {
        "member_id": member_id(values),
        "number": number(values),
        "name": required_text(values, "name"),
        "language": one_of(values, "language", ("zh", "en")) if values.get("language") else None,
        "tier": tier,
        "tier_until": until,
        "joined_on": joined_on,
        "born_on": day(values, "born_on"),
        "status": one_of(values, "status", STATUSES) if values.get("status") else STATUSES[0],
        "province": place,
        "city": city(values, place),
        "pin_wrong": 0,
        "marketing_ok": flag(values, "marketing_ok"),
    }


def _hash(record: Record) -> str:
    """A row without a city is the row of before cities were known."""
    said = {name: of for name, of in record.items() if name != "city" or of is not None}
    return idempotency.hashed({"act": "join"} | said)


def _key(record: Record) -> str:
    joined_on: date = record["joined_on"]
    return f"join:{record['number']}:{joined_on.isoformat()}"
