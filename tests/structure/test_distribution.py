"""Where the rows of each table are on a distributed database, and which statements ask all servers:
docs/distribution.md."""

import importlib
import re

import pytest
from statement_lint import NOT_YET, PAGE, Statement, allowed, not_yet

from core.schema import metadata
from core.schema.distribution import BY_MEMBER, COORDINATOR, EVERYWHERE

TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_table_is_distributed_by_the_member_if_its_key_has_one(table) -> None:  # type: ignore[no-untyped-def]
    place = table.info["distribution"]
    assert (place is BY_MEMBER) == ("member_id" in table.primary_key.columns)
    assert place.column is None or place.column in table.primary_key.columns


def test_page_names_the_tables_that_are_not_distributed_by_the_member() -> None:
    rows = PAGE.read_text().partition("## Where the rows are")[2].partition("##")[0]
    named = set(re.findall(r"`(\w+)`", rows)) - {"member_id", "distribution"}
    places = {table.name: table.info["distribution"] for table in TABLES}
    kept = {name for name, place in places.items() if place not in (BY_MEMBER, COORDINATOR)}
    assert named == kept
    assert {name for name, place in places.items() if place is EVERYWHERE} < kept


@pytest.mark.parametrize("function", sorted(allowed()))
def test_function_that_may_ask_all_servers_is_still_there(function: str) -> None:
    names = function.split(".")
    depth = next(n for n in range(len(names), 0, -1) if _is_module(".".join(names[:n])))
    found = importlib.import_module(".".join(names[:depth]))
    for name in names[depth:]:
        found = getattr(found, name)
    assert callable(found)


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def test_what_is_not_carried_out_yet_is_a_part_of_the_list() -> None:
    assert NOT_YET in PAGE.read_text()
    assert not_yet() < allowed()


PINNED = [
    "SELECT balance FROM member_account WHERE member_id = 1",
    "SELECT 1 FROM member m JOIN lot l ON l.member_id = m.member_id WHERE m.member_id = 1",
    "SELECT 1 FROM member m WHERE m.member_id = 1 AND EXISTS"
    " (SELECT 1 FROM lot l WHERE l.member_id = m.member_id)",
    "SELECT 1 FROM gift_order o JOIN gift g ON g.sku = o.sku WHERE o.member_id = 1",
    "UPDATE member SET name = 'x' WHERE member_id = 1",
    "INSERT INTO consent (member_id) VALUES (1)",
    "SELECT member_id FROM msisdn WHERE number = '1'",
    "SELECT 1 FROM (SELECT member_id FROM lot WHERE member_id = 1) l"
    " JOIN member m ON m.member_id = l.member_id",
    "SELECT name FROM agent",
    "SELECT 1 FROM member WHERE member_id = 1 FOR UPDATE",
]
SCATTERED = [
    "SELECT 1 FROM member WHERE number = '1'",
    "SELECT 1 FROM member WHERE member_id IN (1, 2)",
    "SELECT 1 FROM member WHERE member_id = 1 OR number = '1'",
    "SELECT 1 FROM member m JOIN lot l ON l.member_id = m.member_id",
    "SELECT 1 FROM member m WHERE m.member_id = 1 UNION SELECT 1 FROM lot WHERE member_id = 2",
    "DELETE FROM turn WHERE recorded_at < now()",
]
IMPOSSIBLE = [
    "SELECT 1 FROM member WHERE member_id IN (1, 2) FOR UPDATE",
    "SELECT 1 FROM member m JOIN msisdn s ON s.member_id = m.member_id WHERE s.number = '1'",
    "SELECT 1 FROM transfer t JOIN posting p ON p.member_id = t.to_member_id",
    "SELECT 1 FROM msisdn s JOIN reference r ON r.member_id = s.member_id",
    "SELECT 1 FROM handover h JOIN web_session w ON w.agent = h.agent WHERE h.member_id = 1",
]


@pytest.mark.parametrize("sql", PINNED)
def test_pinned(sql: str) -> None:
    assert Statement(sql, {}).verdict() == "pinned"


@pytest.mark.parametrize("sql", SCATTERED)
def test_scattered(sql: str) -> None:
    assert Statement(sql, {}).verdict() == "scattered"


@pytest.mark.parametrize("sql", IMPOSSIBLE)
def test_impossible(sql: str) -> None:
    assert Statement(sql, {}).verdict() not in ("pinned", "scattered")


def test_two_values_pin_two_members() -> None:
    sql = "SELECT 1 FROM member m, lot l WHERE m.member_id = %(a)s AND l.member_id = %(b)s"
    assert Statement(sql, {"a": 1, "b": 1}).verdict() == "pinned"
    assert Statement(sql, {"a": 1, "b": 2}).verdict() == "scattered"
