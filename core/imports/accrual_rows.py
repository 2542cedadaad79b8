"""A row of accruals: a bill's line, points as they come, or an opening balance."""

from dataclasses import dataclass
from datetime import date

from core.imports.csv_cells import (
    Values,
    day,
    fen,
    member_id,
    must_day,
    number,
    one_of,
    text,
    whole,
)
from core.imports.errors import BadRow
from core.ledger import lots
from core.loyalty import PARTNER, Bill, Charge, Extra
from core.programme import Earning, Programme, current_rules

REQUIRED = frozenset({"accrual_id", "source", "earned_on"})
OPTIONAL = frozenset(
    {"member_id", "number", "yuan", "charge", "points", "growth", "partner", "expires_on", "memo"}
)
OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Opening:
    """A balance brought along, on the terms that it had."""

    on: date
    points: int
    growth: int
    expires_at: date
    memo: str


@dataclass(frozen=True, slots=True)
class Accrual:
    key: str
    member_id: int | None
    number: str | None  # one of the two; where both are given, they are of the same member
    what: Bill | Opening


def parse(values: Values) -> Accrual | BadRow:
    try:
        return _accrual(values)
    except BadRow as error:
        return error


def _accrual(values: Values) -> Accrual:
    rules = current_rules().earning
    sources = (*rules.sources, *rules.sources_in_points, OPENING)
    accrual_id, source = text(values, "accrual_id"), one_of(values, "source", sources)
    if ":" in accrual_id:
        raise BadRow(f"accrual_id {accrual_id} has a colon: its postings' keys are told by it")
    whose = member_id(values)
    called = number(values) if values.get("number") or whose is None else None
    _none_but(values, source, rules)
    what = _opening(values) if source == OPENING else _bill(values, source, rules)
    return Accrual(f"accrual:{accrual_id}", whose, called, what)


def untimely(what: Bill | Opening, today: date, rules: Programme) -> str | None:
    """Why it cannot be earned any more, or not yet; None: it can. A mistyped year would count for
    decades, or give points whose last day is long over. `rules`: those of its day."""
    if what.on > today:
        return f"earned_on is {what.on}, which is still to come"
    if isinstance(what, Opening):
        lasts = [what.expires_at] if what.points else []
    else:
        usual = lots.last_day(what.on, rules)
        lasts = [extra.expires_at or usual for extra in what.extras]
        lasts += [usual] if what.charges else []
    if any(last < today for last in lasts):
        return f"its last day was {min(lasts)}: nothing would be left of it"
    return None


def _none_but(values: Values, source: str, rules: Earning) -> None:
    """A column that means nothing for this source was filled in by mistake."""
    meant = {"yuan", "charge"} if source in rules.sources else {"points", "expires_on"}
    meant |= {"growth"} if source == OPENING else set()
    meant |= {"partner"} if source == PARTNER else set()
    for name in ("yuan", "charge", "points", "growth", "partner", "expires_on"):
        if values.get(name) and name not in meant:
            raise BadRow(f"{name} means nothing with the source {source}")


def _bill(values: Values, source: str, rules: Earning) -> Bill:
    on, memo = must_day(values, "earned_on"), values.get("memo", "")
    if source in rules.sources:
        charges = (*rules.charges_earning, *rules.charges_not_earning)
        charge = one_of(values, "charge", charges) if values.get("charge") else charges[0]
        text(values, "yuan")
        amount = fen(values, "yuan")
        assert amount is not None
        return Bill(on, (Charge(source, charge, amount),), (), memo)
    partner = text(values, "partner") if source == PARTNER else ""
    points = _above_0(values, "points")
    return Bill(on, (), (Extra(source, points, day(values, "expires_on"), partner),), memo)


def _opening(values: Values) -> Opening:
    on = must_day(values, "earned_on")
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
