"""Grant, spend, hold and settle as one call of a stored procedure each, on PostgreSQL.

A posting by single statements takes eight round trips, and the account stays locked meanwhile. The
procedures (in the migrations 0001, 0018 and 0019) write the same rows and refuse the same
requests as core.ledger.ledger and core.ledger.holds; the same tests run against both.

`request_hash` is None where the caller has locked the account, has looked the key up, and stores
the result under it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Date, Select, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from core.kernel import KeyReused, Values
from core.ledger.accounts import POINTS
from core.ledger.errors import HoldClosed, NoSuchAccount, NoSuchHold, NotEnoughPoints
from core.ledger.lots import Terms
from core.ledger.posting import PostingDetails
from core.programme import local_day
from core.schema import Moment

_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "member_id": BigInteger,
    "unit": Text,
    "amount": BigInteger,
    "hold_id": Text,
    "contra": Text,
    "kind": Text,
    "key": Text,
    "memo": Text,
    "recorded_at": Moment,
    "effective_at": Moment,
    "hold_expires_at": Moment,
    "request_hash": Text,
    "expires_at": Date,
    "issuer": Text,
    "unit_cost_mfen": BigInteger,
    "usable_from": Date,
    "today": Date,
}


def _call(procedure: str, parameters: str) -> Select[Any]:
    given = [bindparam(name, type_=_TYPES[name]) for name in parameters.split()]
    called = getattr(func, procedure)(*given, type_=JSONB)
    # It changes rows, though it is a SELECT: see core.kernel.engines.
    return select(called).execution_options(writes=True)


_DETAILS = "contra kind key memo recorded_at effective_at request_hash"
_TERMS = "expires_at issuer unit_cost_mfen usable_from"
_GRANT = _call("ledger_grant", f"member_id unit amount {_DETAILS} {_TERMS}")
_SPEND = _call("ledger_spend", f"member_id unit amount {_DETAILS} today")
_HOLD = _call(
    "ledger_hold", "member_id unit amount key memo recorded_at hold_expires_at request_hash today"
)
_SETTLE = _call("ledger_settle", f"member_id unit hold_id {_DETAILS}")


def available(conn: Connection) -> bool:
    """Whether the database of this connection has the procedures, and they are to be used."""
    return bool(conn.get_execution_options().get("stored_procedures"))


def grant(
    conn: Connection,
    member_id: int,
    unit: str,
    amount: int,
    details: PostingDetails,
    terms: Terms,
    request_hash: str,
) -> Values:
    account = {"member_id": member_id, "unit": unit, "amount": amount}
    given = account | _with_hash(details, request_hash) | terms.columns()
    return _result(conn, _GRANT, given)


def spend(
    conn: Connection,
    member_id: int,
    amount: int,
    details: PostingDetails,
    request_hash: str | None,
) -> Values:
    account = {"member_id": member_id, "unit": POINTS, "amount": amount}
    given = account | _with_hash(details, request_hash) | {"today": local_day(details.at)}
    return _result(conn, _SPEND, given)


def hold(
    conn: Connection,
    member_id: int,
    amount: int,
    hold_id: str,
    at: datetime,
    expires_at: datetime | None,
    memo: str,
) -> Values:
    given = {
        "member_id": member_id,
        "unit": POINTS,
        "amount": amount,
        "key": hold_id,
        "memo": memo,
        "recorded_at": at,
        "hold_expires_at": expires_at,
        "request_hash": None,
        "today": local_day(at),
    }
    return _result(conn, _HOLD, given)


def settle(
    conn: Connection, member_id: int, hold_id: str, details: PostingDetails, request_hash: str
) -> Values:
    account = {"member_id": member_id, "unit": POINTS, "hold_id": hold_id}
    return _result(conn, _SETTLE, account | _with_hash(details, request_hash))


def _with_hash(details: PostingDetails, request_hash: str | None) -> Values:
    given = details.columns()
    del given["reverses"]  # these verbs reverse nothing
    return given | {"request_hash": request_hash}


def _result(conn: Connection, call: Select[Any], given: Values) -> Values:
    """A refusal is returned by the procedure, since an error would end the transaction of a caller
    that may still offer the member something else."""
    returned = conn.execute(call, given).scalar_one()
    refused = returned.get("refused")
    if refused is None:
        result: Values = returned["result"]
        return result
    match refused:
        case "no account":
            raise NoSuchAccount(given["member_id"], given["unit"])
        case "key reused":
            raise KeyReused(given["key"])
        case "too few":
            raise NotEnoughPoints(returned["available"], given["amount"])
        case "no hold":
            raise NoSuchHold(given["member_id"], given["hold_id"])
        case "closed":
            raise HoldClosed(returned["status"])
    raise AssertionError(refused)
