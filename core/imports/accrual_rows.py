"""Parses a row of accruals: a charge on a bill, points, or an opening balance."""

from dataclasses import dataclass
from datetime import date

from core.imports.csv_cells import (
    Values,
    day,
    fen,
    member_id,
    number,
    one_of,
    required_day,
    text,
    whole,
)
from core.imports.errors import BadRow
from core.ledger import lots
from core.loyalty import PARTNER, Bill, Charge, ExtraPoints
from core.programme import Earning, Programme, current_rules

REQUIRED = frozenset({"accrual_id", "source", "earned_on"})
OPTIONAL = frozenset(
    {"member_id", "number", "yuan", "charge", "points", "growth", "partner", "expires_on", "memo"}
)
OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Opening:
    """A member's balance in a former programme, with its own expiry."""

    on: date
    points: int
    growth: int
    expires_at: date
    memo: str


@dataclass(frozen=True, slots=True)
class Accrual:
    """Its member is given by id, by number, or by both, which then must be the same member's."""

    key: str
    member_id: int | None
    number: str | None
    content: Bill | Opening


def parse(values: Values) -> Accrual | BadRow:
    """The accrual of a row, or the reason why the row is rejected. `values` are the cells by
    column."""
    try:
        return _accrual(values)
    except BadRow as error:
        return error


def _accrual(values: Values) -> Accrual:
    rules = current_rules().earning
    sources = (*rules.sources, *rules.sources_in_points, OPENING)
    accrual_id, source = text(values, "accrual_id"), one_of(values, "source", sources)
    if ":" in accrual_id:
        raise BadRow(f"accrual_id {accrual_id} has a colon, which its postings' keys use")
    by_id = member_id(values)
    by_number = number(values) if values.get("number") or by_id is None else None
    _reject_unused_columns(values, source, rules)
    content = _opening(values) if source == OPENING else _bill(values, source, rules)
    return Accrual(f"accrual:{accrual_id}", by_id, by_number, content)


def untimely(content: Bill | Opening, today: date, rules: Programme) -> str | None:
    """Why the accrual is too late or too early; None where it is neither. A mistyped year would
    count for decades, or grant points that have expired. `rules` are those of the accrual's day."""
    if content.on > today:
        return f"earned_on is {content.on}, which is still to come"
    if isinstance(content, Opening):
        last_days = [content.expires_at] if content.points else []
    else:
        usual = lots.last_day(content.on, rules)
        last_days = [extra.expires_at or usual for extra in content.extras]
        last_days += [usual] if content.charges else []
    if any(last_day < today for last_day in last_days):
        return f"its last day was {min(last_days)}: nothing would be left of it"
    return None


def _reject_unused_columns(values: Values, source: str, rules: Earning) -> None:
    """A filled-in column that the source does not use is a mistake in the file."""
    used = {"yuan", "charge"} if source in rules.sources else {"points", "expires_on"}
    used |= {"growth"} if source == OPENING else set()
    used |= {"partner"} if source == PARTNER else set()
    for name in ("yuan", "charge", "points", "growth", "partner", "expires_on"):
        if values.get(name) and name not in used:
            raise BadRow(f"{name} means nothing with the source {source}")


def _bill(values: Values, source: str, rules: Earning) -> Bill:
    on, memo = required_day(values, "earned_on"), values.get("memo", "")
    if source in rules.sources:
        charges = (*rules.charges_earning, *rules.charges_not_earning)
        charge = one_of(values, "charge", charges) if values.get("charge") else charges[0]
        text(values, "yuan")
        amount = fen(values, "yuan")
        assert amount is not None
        return Bill(on, (Charge(source, charge, amount),), (), memo)
    partner = text(values, "partner") if source == PARTNER else ""
    points = _above_0(values, "points")
    return Bill(on, (), (ExtraPoints(source, points, day(values, "expires_on"), partner),), memo)


def _opening(values: Values) -> Opening:
    on = required_day(values, "earned_on")
    points, growth = whole(values, "points") or 0, whole(values, "growth") or 0
    if not points and not growth:
        raise BadRow("neither points nor growth")
    expires_at = day(values, "expires_on") or lots.last_day(on, current_rules())
    return Opening(on, points, growth, expires_at, values.get("memo", ""))


def _above_0(values: Values, name: str) -> int:
    text(values, name)
    found = whole(values, name)
    if not found:
        raise BadRow(f"{name} is 0")
    return found
