"""Estimated effects of changed rules: what every estimate has in common."""

from datetime import datetime, timedelta

from rule_changes import Earn, Join, counts, estimated, grow
from sqlalchemy import update

from core.kernel import Database
from core.programme import editable_fields, shipped_rules
from core.rule_impact.dry_run import ESTIMATORS
from core.schema import member


def test_every_editable_rule_has_an_estimator() -> None:
    assert set(ESTIMATORS) == {field.name for field in editable_fields.fields_of(shipped_rules())}


def test_unchanged_rules_have_no_effects(database: Database, at: datetime) -> None:
    with database.engine.begin() as conn:
        assert estimated(conn, at) == {}


def test_changed_rules_affect_nobody_in_an_empty_database(database: Database, at: datetime) -> None:
    """Every rule at once, on an empty database."""
    values = {
        field.path.replace(".", "__"): [int(each) + 1 for each in field.value]
        if isinstance(field.value, list)
        else field.value + (-1 if "until" in field.path else 1)
        for field in editable_fields.fields_of(shipped_rules())
        if not field.path.endswith("_provinces")
    }
    with database.engine.begin() as conn:
        found = counts(conn, at, **values)
    assert len(found) > 30
    assert set(found.values()) == {0, None}


def test_a_dry_run_writes_nothing(database: Database, join: Join, earn: Earn, at: datetime) -> None:
    """On a connection that refuses writes."""
    with database.engine.begin() as conn:
        join(conn)
        earn(conn, 600)
    values = {"redemption__opens_after_points": 500, "tiers__1__growth_from": 900}
    found = database.read(lambda conn: counts(conn, at, **values))
    assert found == {"rating": 0, "opens": 1}


def test_effect_has_at_most_five_examples(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    with database.engine.begin() as conn:
        for member_id in range(1, 9):
            join(conn, member_id)
            earn(conn, 1_500, member_id=member_id)
            grow(conn, 950, at - timedelta(days=30), member_id)
        conn.execute(update(member).where(member.c.member_id == 2).values(status="left"))
        both = {"redemption__opens_after_points": 2_000, "tiers__1__growth_from": 900}
        found = estimated(conn, at, **both)
    assert list(found) == ["rating", "rated", "closes_again"]
    assert (found["closes_again"].count, len(found["closes_again"].examples)) == (7, 5)
    assert found["rated"].count == 7 and 0 < len(found["rated"].examples) <= 5
