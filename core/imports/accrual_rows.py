"""Parses a row of accruals: a charge on a bill, points, an opening balance, or a reversal of one of
these."""

from dataclasses import dataclass
from datetime import date

from core.imports.csv_cells import (
    Values,
    day,
    fen,
    identifier,
    known_number,
    member_id,
    one_of,
    required_day,
    text,
    whole,
)
from core.imports.errors import BadRow
from core.ledger import lots
from core.loyalty import (
    ACCRUAL_PREFIX,
    OPENING,
    PARTNER,
    Bill,
    Charge,
    ExtraPoints,
    Reversal,
    known_sources,
)
from core.programme import Earning, Programme, current_rules

REQUIRED = frozenset({"accrual_id", "source", "earned_on"})
# What a row has besides its id, its member, its source and its day.
CONTENT = ("yuan", "charge", "points", "growth", "partner", "expires_on", "reverses")
OPTIONAL = frozenset({"member_id", "number", "kind", "memo", *CONTENT})
ACCRUAL, REVERSAL = "accrual", "reversal"


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
    content: Bill | Opening | Reversal


def parse(values: Values) -> Accrual | BadRow:
    """The accrual of a row, or the reason why the row is rejected. `values` are the cells by
    column."""
    try:
        return _accrual(values)
    except BadRow as error:
        return error


def _accrual(values: Values) -> Accrual:
    rules = current_rules().earning
    key = _key(values, "accrual_id")
    source = one_of(values, "source", known_sources(rules))
    by_id = member_id(values)
    by_number = known_number(values) if values.get("number") or by_id is None else None
    kind = one_of(values, "kind", (ACCRUAL, REVERSAL)) if values.get("kind") else ACCRUAL
    content: Bill | Opening | Reversal
    if kind == REVERSAL:
        content = _reversal(values, source, rules)
    elif source == OPENING:
        content = _opening(values)
    else:
        content = _bill(values, source, rules)
    return Accrual(key, by_id, by_number, content)


def untimely(content: Bill | Opening | Reversal, today: date, rules: Programme) -> str | None:
    """Why the accrual is too late or too early; None where it is neither. A mistyped year would
    count for decades, or grant points that have expired. `rules` are those of the accrual's day."""
    if content.on > today:
        return f"earned_on is {content.on}, which is still to come"
    if isinstance(content, Reversal):
        return None
    if isinstance(content, Opening):
        last_days = [content.expires_at] if content.points else []
    else:
        usual = lots.last_day(content.on, rules)
        last_days = [extra.expires_at or usual for extra in content.extras]
        last_days += [usual] if content.charges else []
    if any(last_day < today for last_day in last_days):
        return f"its last day was {min(last_days)}: nothing would be left of it"
    return None


def _key(values: Values, name: str) -> str:
    given = identifier(values, name)
    if ":" in given:
        raise BadRow(f"{name} {given} has a colon, which its postings' keys use")
    return f"{ACCRUAL_PREFIX}{given}"


def _reject_unused_columns(values: Values, used: set[str], what: str) -> None:
    """A filled-in column that the row does not use is a mistake in the file."""
    for name in CONTENT:
        if values.get(name) and name not in used:
            raise BadRow(f"{name} means nothing with {what}")


def _bill(values: Values, source: str, rules: Earning) -> Bill:
    on, memo = required_day(values, "earned_on"), values.get("memo", "")
    if source in rules.sources:
        _reject_unused_columns(values, {"yuan", "charge"}, f"the source {source}")
        charges = (*rules.charges_earning, *rules.charges_not_earning)
        charge = one_of(values, "charge", charges) if values.get("charge") else charges[0]
        text(values, "yuan")
        amount = fen(values, "yuan")
        assert amount is not None
        return Bill(on, (Charge(source, charge, amount),), (), memo)
    used = {"points", "expires_on"} | ({"partner"} if source == PARTNER else set())
    _reject_unused_columns(values, used, f"the source {source}")
    partner = one_of(values, "partner", rules.partners) if source == PARTNER else ""
    text(values, "points")
    points = _above_0(values, "points", whole(values, "points"))
    assert points is not None
    return Bill(on, (), (ExtraPoints(source, points, day(values, "expires_on"), partner),), memo)


def _opening(values: Values) -> Opening:
    _reject_unused_columns(values, {"points", "growth", "expires_on"}, f"the source {OPENING}")
    on = required_day(values, "earned_on")
    points, growth = whole(values, "points") or 0, whole(values, "growth") or 0
    if not points and not growth:
        raise BadRow("neither points nor growth")
    expires_at = day(values, "expires_on") or lots.last_day(on, current_rules())
    return Opening(on, points, growth, expires_at, values.get("memo", ""))


def _reversal(values: Values, source: str, rules: Earning) -> Reversal:
    """Of a bill an amount, of points given a number of points; of an opening balance, and where the
    cell is empty, everything."""
    in_points = "points" if source in rules.sources_in_points else ""
    amount = "yuan" if source in rules.sources else in_points
    _reject_unused_columns(values, {"reverses", amount}, f"a reversal of the source {source}")
    return Reversal(
        accrual_key=_key(values, "reverses"),
        source=source,
        on=required_day(values, "earned_on"),
        fen=_above_0(values, "yuan", fen(values, "yuan")),
        points=_above_0(values, "points", whole(values, "points")),
        memo=values.get("memo", ""),
    )


def _above_0(values: Values, name: str, found: int | None) -> int | None:
    if found == 0:
        raise BadRow(f"{name} is 0")
    return found
