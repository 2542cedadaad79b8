"""The four frequent verbs in one round trip each, where the database can do that (PostgreSQL).

A posting by statements is eight round trips, and most of its time is spent between them, with the
account locked. These do what core.ledger.ledger and core.ledger.holds do, row for row and refusal
for refusal; the functions are in migrations/revision_0001/ledger_functions.py, and the same tests
hold both. `asked` is the hash of the request; None: the caller has locked the account, has looked
the key up, and keeps it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Date, Select, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from core.kernel import KeyReused, NotFound
from core.ledger.accounts import POINTS
from core.ledger.errors import HoldClosed, NoSuchAccount, NotEnoughPoints
from core.ledger.lots import Terms
from core.ledger.posting import Why
from core.schema import Moment

Result = dict[str, Any]
_KINDS: dict[str, type[TypeEngine[Any]]] = {
    "whose": BigInteger,
    "what": Text,
    "points": BigInteger,
    "which": Text,
    "contra": Text,
    "kind": Text,
    "key": Text,
    "memo": Text,
    "at": Moment,
    "effective_at": Moment,
    "until": Moment,
    "asked": Text,
    "expires_at": Date,
    "issuer": Text,
    "unit_cost": BigInteger,
}


def _call(function: str, names: str) -> Select[Any]:
    given = [bindparam(name, type_=_KINDS[name]) for name in names.split()]
    called = getattr(func, function)(*given, type_=JSONB)
    # It changes rows, though it reads like a look: see core.kernel.db.
    return select(called).execution_options(writes=True)


_WHY = "contra kind key memo at effective_at asked"
_GRANT = _call("ledger_grant", f"whose what points {_WHY} expires_at issuer unit_cost")
_SPEND = _call("ledger_spend", f"whose what points {_WHY}")
_HOLD = _call("ledger_hold", "whose what points key memo at until asked")
_SETTLE = _call("ledger_settle", f"whose what which {_WHY}")


def serves(conn: Connection) -> bool:
    return bool(conn.get_execution_options().get("one_call"))


def grant(
    conn: Connection, member_id: int, unit: str, amount: int, why: Why, terms: Terms, asked: str
) -> Result:
    terms_given = {
        "expires_at": terms.expires_at,
        "issuer": terms.issuer,
        "unit_cost": terms.unit_cost,
    }
    given = {"whose": member_id, "what": unit, "points": amount} | _given(why, asked) | terms_given
    return _result(conn, _GRANT, given)


def spend(conn: Connection, member_id: int, amount: int, why: Why, asked: str | None) -> Result:
    given = {"whose": member_id, "what": POINTS, "points": amount} | _given(why, asked)
    return _result(conn, _SPEND, given)


def hold(
    conn: Connection,
    member_id: int,
    amount: int,
    hold_id: str,
    at: datetime,
    expires_at: datetime | None,
    memo: str,
    asked: str | None,
) -> Result:
    given = {
        "whose": member_id,
        "what": POINTS,
        "points": amount,
        "key": hold_id,
        "memo": memo,
        "at": at,
        "until": expires_at,
        "asked": asked,
    }
    return _result(conn, _HOLD, given)


def settle(conn: Connection, member_id: int, hold_id: str, why: Why, asked: str) -> Result:
    given = {"whose": member_id, "what": POINTS, "which": hold_id} | _given(why, asked)
    return _result(conn, _SETTLE, given)


def _given(why: Why, asked: str | None) -> dict[str, Any]:
    return {
        "contra": why.contra,
        "kind": why.kind,
        "key": why.key,
        "memo": why.memo,
        "at": why.at,
        "effective_at": why.effective_at or why.at,
        "asked": asked,
    }


def _result(conn: Connection, call: Select[Any], given: dict[str, Any]) -> Result:
    said = conn.execute(call, given).scalar_one()
    refused = said.get("refused")
    if refused is None:
        result: Result = said["result"]
        return result
    whose = f"member {given['whose']}"
    match refused:
        case "no account":
            raise NoSuchAccount(f"{whose} has no {given['what']} account")
        case "key reused":
            raise KeyReused(given["key"])
        case "too few":
            raise NotEnoughPoints(said["available"], given["points"])
        case "no hold":
            raise NotFound(f"{whose} has no hold {given['which']}")
        case "closed":
            raise HoldClosed(said["status"])
    raise AssertionError(refused)
