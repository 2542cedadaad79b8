"""A book that the first revision made is taken to the newest, with all that is in it."""

from typing import Any

import pytest
from click.testing import CliRunner
from old_book import BOOK
from schema_description import describe
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from core.kernel import Database
from hotline import main
from migrations import current_revision, downgrade, revisions, upgrade

# Removed since, by 0005; renamed with other values, by 0017.
REMOVED = {
    "agent": {"password_wrong", "locked_until", "signed_out"},
    "lot": {"unit_cost"},
}


def contents(database: Database) -> dict[str, list[Any]]:
    """Of the columns that the first revision had and the newest one still has."""

    def read(conn: Connection) -> dict[str, list[Any]]:
        found = {}
        for table, (names, *_) in BOOK.items():
            kept = [name for name in names if name not in REMOVED.get(table, ())]
            columns = ", ".join(f'"{name}"' for name in kept)
            rows = conn.execute(text(f"SELECT {columns} FROM {table}")).all()
            found[table] = sorted(map(repr, rows))
        return found

    return database.read(read)


def test_upgrade_keeps_all_data(old: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(old)
    assert {table: len(rows) for table, rows in before.items()} == {
        table: len(rows) - 1 for table, rows in BOOK.items()
    }
    upgrade(old)
    assert current_revision(old) == revisions()[0]
    assert contents(old) == before
    monkeypatch.setenv("DATABASE_URL", old.engine.url.render_as_string(False))
    audited = CliRunner().invoke(main, ["audit"])
    assert (audited.exit_code, audited.output) == (0, "No violations found.\n")


def test_downgrade_keeps_all_data(old: Database) -> None:
    before = contents(old)
    upgrade(old)
    downgrade(old, "0001")
    assert current_revision(old) == "0001"
    assert contents(old) == before


def test_upgrade_violated_by_data_changes_nothing(old: Database) -> None:
    """0002 does not accept an approval that nobody decided."""
    undecided = "UPDATE approval SET decided_by = NULL WHERE status = 'refused'"
    old.run(lambda conn: conn.execute(text(undecided)))
    with old.engine.begin() as conn:
        schema = describe(conn)
    before = contents(old)
    with pytest.raises(IntegrityError):
        upgrade(old, "0002")
    with old.engine.begin() as conn:
        assert describe(conn) == schema
    assert (current_revision(old), contents(old)) == ("0001", before)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE approval SET status = 'approved' WHERE status = 'waiting'",
        "UPDATE approval SET decided_by = 'x', decided_at = asked_at WHERE status = 'waiting'",
        "UPDATE approval SET decided_at = NULL WHERE status = 'approved'",
    ],
)
def test_decided_approval_has_decider_and_time(old: Database, change: str) -> None:
    upgrade(old, "0002")
    with pytest.raises(IntegrityError, match="approval_decided_check"):
        old.run(lambda conn: conn.execute(text(change)))


def test_downgrade_restores_the_lock_of_agents(old: Database) -> None:
    locks = text("SELECT agent, password_wrong, locked_until, signed_out FROM agent ORDER BY agent")
    before = old.read(lambda conn: conn.execute(locks).all())
    upgrade(old)
    downgrade(old, "0001")
    assert old.read(lambda conn: conn.execute(locks).all()) == before


def test_upgrade_keeps_what_members_said_of_marketing_and_the_place_of_acts(old: Database) -> None:
    """Nothing more is known of before: the evidence says so, and acts are where members are now."""
    moved = "UPDATE member SET province = 'XJ', marketing_ok = {} WHERE member_id = 3"
    refused = moved.format("FALSE" if old.engine.dialect.name == "postgresql" else "0")
    old.run(lambda conn: conn.execute(text(refused)))
    upgrade(old)

    def rows(query: str) -> set[tuple[Any, ...]]:
        return {tuple(row) for row in old.read(lambda conn: conn.execute(text(query)).all())}

    said = rows('SELECT member_id, given, "by", evidence FROM consent')
    kept = rows("SELECT member_id, marketing_ok, 'before', 'before' FROM member")
    assert said == kept and any(not given for _, given, *_ in said)
    assert rows("SELECT member_id, org FROM gift_order WHERE member_id = 3") == {(3, "XJ")}
    assert rows("SELECT * FROM org_move") == set()
    acts = rows("SELECT member_id, org FROM claim UNION SELECT member_id, org FROM exchange")
    assert acts <= rows("SELECT member_id, province FROM member")
    assert {code for (code,) in rows("SELECT province FROM member")} <= {
        code for (code,) in rows("SELECT code FROM org")
    }
