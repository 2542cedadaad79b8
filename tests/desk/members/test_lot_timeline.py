"""A member's lots on a time line, and the programme's points by month."""

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from core.ledger import OpenLot, ledger
from core.programme import editable_fields, set_current_rules, shipped_rules
from desk.members.lot_timeline import ROWS_MAX, DayOfPoints, timeline_of

TODAY = date(2026, 6, 1)


def lot(earned: date, expires: date | None, usable: date | None = None) -> OpenLot:
    earned_at = datetime(earned.year, earned.month, earned.day, 4, tzinfo=UTC)
    return OpenLot(earned_at, "mobile", 100, 100, 0, expires, usable)


def test_what_expires_and_what_is_left_is_told_by_day() -> None:
    lots = [
        lot(date(2026, 5, 2), date(2026, 6, 11)), lot(date(2026, 3, 3), date(2026, 9, 19)),
        lot(date(2026, 3, 9), date(2026, 9, 19)), lot(TODAY, None),
    ]  # fmt: skip
    found = timeline_of(lots, TODAY)
    assert found is not None
    assert found.days == [
        DayOfPoints(TODAY, 0, 0, 400),
        DayOfPoints(date(2026, 6, 11), 0, 100, 300),
        DayOfPoints(date(2026, 9, 19), 0, 200, 100),
    ]
    soon, later, _, never = found.rows
    assert (soon.days_left, soon.expires_soon) == (10, True)
    assert (later.days_left, later.expires_soon) == (110, False)
    assert (never.days_left, never.expires_soon) == (None, False)


def test_what_expires_today_is_not_left_after_it() -> None:
    found = timeline_of([lot(date(2026, 5, 2), TODAY), lot(TODAY, None)], TODAY)
    assert found is not None and found.days == [DayOfPoints(TODAY, 0, 100, 100)]


def test_points_count_from_the_first_day_on_which_they_can_be_used() -> None:
    waiting = lot(date(2026, 5, 22), date(2026, 6, 11), date(2026, 6, 6))
    usable_by_now = lot(date(2026, 5, 22), date(2026, 6, 11), TODAY)
    found = timeline_of([waiting, usable_by_now], TODAY)
    assert found is not None
    assert [row.waits for row in found.rows] == [True, False]
    assert found.days == [
        DayOfPoints(TODAY, 0, 0, 100),
        DayOfPoints(date(2026, 6, 6), 100, 0, 200),
        DayOfPoints(date(2026, 6, 11), 0, 200, 0),
    ]


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "2026年6月6日起可用"), ("en", "can be used from Jun 6, 2026")]
)
def test_the_first_day_of_points_is_on_the_page(any_desk: Any, language: str, said: str) -> None:
    terms = {"expires_at": None, "unit_cost_mfen": 1_000, "usable_from": date(2026, 6, 6)}
    how = {"contra": "issued", "kind": "partner", "key": "k", "at": any_desk.clock.now()}
    any_desk.database.run(lambda conn: ledger.grant(conn, member_id=1, amount=300, **how, **terms))
    browser = any_desk.signed_in("agent")
    browser.post("/desk/language", language=language)
    page = browser.get("/desk/members/1").text
    lots = page.partition('<ol class="lots">')[2].partition("</ol>")[0]
    [row] = [row for row in lots.split("</li>") if said in row]
    assert ">300<" in row
    (day,) = re.findall(r'<tr><th scope="row" data-x="2026-06-06">.*?</tr>', page)
    assert ">300<" in day


def test_lots_beyond_the_rows_are_counted() -> None:
    found = timeline_of([lot(TODAY, date(2028, 12, 31))] * (ROWS_MAX + 3), TODAY)
    assert found is not None
    assert (len(found.rows), found.others) == (ROWS_MAX, 3)
    assert timeline_of([], TODAY) is None


@pytest.mark.parametrize(
    ("language", "said", "earned"),
    [
        ("zh", "到期，还有 20 天", r"· \d+年\d+月\d+日入账 2,000 分<"),
        ("en", "in 20 days", r"· 2,000 earned on \w+ \d+, \d+<"),
    ],
)
def test_the_lot_that_expires_first_is_said_first(
    any_desk: Any, language: str, said: str, earned: str
) -> None:
    browser = any_desk.signed_in("agent")
    browser.post("/desk/language", language=language)
    page = browser.get("/desk/members/1").text
    lots = page.partition('<ol class="lots">')[2].partition("</ol>")[0]
    first = lots.partition("</li>")[0]
    assert ">2,000<" in first
    assert said in first
    assert re.search(earned, first)
    remaining = any_desk.sql("SELECT SUM(remaining) FROM lot WHERE member_id = 1")[0][0]
    assert int(remaining) == 12_345
    assert lots.count("<li>") == 7


def test_points_by_month_are_shown_and_exported(any_desk: Any) -> None:
    browser = any_desk.signed_in("supervisor")
    page = browser.get("/desk/liability").text
    [(outstanding,)] = any_desk.sql("SELECT SUM(amount) FROM posting WHERE unit = 'points'")
    assert page.count('<tr><th scope="row" data-x=') == 12
    assert f"{int(outstanding):,}" in page
    last = browser.get("/desk/liability.csv").text.splitlines()[-1].split(",")
    assert last[4:] == [str(outstanding), str(outstanding)]
    assert any_desk.signed_in("agent").get("/desk/liability").status_code == 403


@pytest.mark.parametrize(
    ("mfen", "said"), [(850, "0.85 fen"), (1_000, "at 1 fen"), (12_500, "12.5 fen")]
)
def test_liability_is_rounded_once_for_a_line(any_desk: Any, mfen: int, said: str) -> None:
    costs = {"redemption.cost_mfen_per_point": mfen}
    set_current_rules(editable_fields.with_values(shipped_rules(), costs))
    try:
        browser = any_desk.signed_in("supervisor")
        browser.post("/desk/language", language="en")
        assert said in browser.get("/desk/liability").text
        line = browser.get("/desk/liability.csv").text.splitlines()[-1].split(",")
    finally:
        set_current_rules(shipped_rules())
    assert int(line[5]) == round(Fraction(int(line[4]) * mfen, 1_000))
