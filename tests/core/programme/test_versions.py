"""Versions of the rules: two people, the start of a day, and every process that reloads them."""

import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from batches import earn_all
from pydantic import ValidationError
from sqlalchemy import Connection, select, update

from core.kernel import ActedMeanwhile, Database, NotAllowed, NotFound
from core.ledger import lots
from core.loyalty import Bill, Charge, accrual
from core.programme import (
    Poller,
    Programme,
    RulesReloader,
    Version,
    current_rules,
    editable_fields,
    set_current_rules,
    shipped_rules,
    versions,
)
from core.schema import lot, rule_version

TODAY, TOMORROW = date(2026, 6, 1), date(2026, 6, 2)
LATER = date(2026, 6, 10)
PATH = "redemption.opens_after_points"
HANGS_AFTER_SECONDS = 120.0


@pytest.fixture
def programme() -> Iterator[None]:
    """Restores the shipped rules after a test that replaces them."""
    yield
    set_current_rules(shipped_rules())


def opening_at(points: int, **more: Any) -> Programme:
    return editable_fields.with_values(shipped_rules(), {PATH: points} | more)


@pytest.fixture
def draft(at: datetime) -> Callable[..., Version]:
    def draft(
        conn: Connection, points: int = 500, on: date = TOMORROW, *, agent: str = "li", **more: Any
    ) -> Version:
        becomes = opening_at(points, **more)
        return versions.draft(
            conn, effective_on=on, rules=becomes, reason="Spring", agent=agent, at=at
        )

    return draft


def approve(conn: Connection, made: Version, at: datetime, agent: str = "sun") -> Version:
    held = versions.predecessor(versions.approved_versions(conn), made)
    return versions.approve(conn, made.version, instead_of=held.version, agent=agent, at=at)


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(NotAllowed) as refusal:
        work()
    return refusal.value.reason


def test_rules_of_the_file_apply_without_a_version(database: Database) -> None:
    with database.engine.begin() as conn:
        (only,) = versions.all_versions(conn)
        assert (only.version, only.rules, only.is_approved) == (0, shipped_rules(), True)
        assert versions.status([only], only, TODAY) == "in_effect"
        assert (
            versions.predecessor([only], only).version == 0
            and versions.successor([only], only) is None
        )
        with pytest.raises(NotFound):
            versions.by_version(conn, 1)


def test_author_cannot_approve_own_version(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    with database.engine.begin() as conn:
        made = draft(conn)
        assert (made.version, made.made_by, made.is_approved) == (1, "li", False)
        assert versions.rules_on(conn, TOMORROW) == shipped_rules()
        assert refused(lambda: approve(conn, made, at, "li")) == "own"
        approved = approve(conn, made, at + timedelta(hours=1))
        assert (approved.approved_by, approved.is_approved) == ("sun", True)
        assert refused(lambda: approve(conn, made, at, "he")) == "rules_decided"
        assert versions.rules_on(conn, TODAY) == shipped_rules()
        assert versions.rules_on(conn, TOMORROW).redemption.opens_after_points == 500
        assert [each.version for each in versions.all_versions(conn)] == [1, 0]


def test_database_refuses_approval_by_the_author(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    with database.engine.begin() as conn:
        draft(conn)
    itself = update(rule_version).values(approved_by="li", approved_at=at)
    with pytest.raises(Exception, match="two_people"), database.engine.begin() as conn:
        conn.execute(itself)
    with pytest.raises(Exception, match=r"append-only|permission"), database.engine.begin() as conn:
        conn.execute(update(rule_version).values(reason="other"))


@pytest.mark.parametrize("on", [TODAY, TODAY - timedelta(days=1)])
def test_version_cannot_take_effect_on_a_day_that_has_begun(
    database: Database, draft: Callable[..., Version], on: date, at: datetime
) -> None:
    with database.engine.begin() as conn:
        assert refused(lambda: draft(conn, on=on)) == "rules_too_early"
        made = draft(conn)
        tomorrow = at + timedelta(days=1)
        assert refused(lambda: approve(conn, made, tomorrow)) == "rules_too_early"
        assert versions.status(versions.all_versions(conn), made, TOMORROW) == "lapsed"


def test_approval_is_possible_until_local_midnight(
    database: Database, draft: Callable[..., Version]
) -> None:
    """A day begins at the programme's midnight, 16:00 UTC, not at the server's."""
    midnight = datetime.fromisoformat("2026-06-01T16:00:00+00:00")
    with database.engine.begin() as conn:
        made = draft(conn)
        assert refused(lambda: approve(conn, made, midnight)) == "rules_too_early"
        assert approve(conn, made, midnight - timedelta(seconds=1)).is_approved


def test_draft_that_changes_nothing_is_refused(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    """A draft is compared with the rules of its day, including approved versions."""
    with database.engine.begin() as conn:
        assert refused(lambda: draft(conn, 1_000)) == "rules_same"
        approve(conn, draft(conn, 500), at)
        assert refused(lambda: draft(conn, 500, LATER)) == "rules_same"
        assert draft(conn, 1_000, LATER).version == 2


def test_version_can_be_withdrawn_until_it_takes_effect(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    with database.engine.begin() as conn:
        plain, approved = draft(conn), approve(conn, draft(conn, 600), at)
        for version in (plain, approved):
            gone = versions.withdraw(conn, version.version, agent="li", at=at)
            assert (gone.withdrawn_by, gone.is_approved) == ("li", False)
            assert versions.status(versions.all_versions(conn), gone, TODAY) == "withdrawn"
        assert versions.rules_on(conn, TOMORROW) == shipped_rules()
        again = {"version": plain.version, "agent": "li", "at": at}
        assert refused(lambda: versions.withdraw(conn, **again)) == "rules_decided"
        assert refused(lambda: approve(conn, plain, at)) == "rules_decided"
        begun = approve(conn, draft(conn, 700), at)
        there = at + timedelta(days=1)
        late = {"version": begun.version, "agent": "li", "at": there}
        assert refused(lambda: versions.withdraw(conn, **late)) == "rules_begun"
        lapsed = draft(conn, 800)
        assert versions.withdraw(conn, lapsed.version, agent="li", at=there).withdrawn_by == "li"
        for of_the_file in (
            lambda: versions.withdraw(conn, 0, agent="li", at=at),
            lambda: versions.approve(conn, 0, instead_of=0, agent="li", at=at),
        ):
            assert refused(of_the_file) in ("rules_begun", "rules_too_early")


def test_last_approved_version_of_a_day_takes_effect(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    with database.engine.begin() as conn:
        first, second = draft(conn, 500), draft(conn, 600)
        approve(conn, second, at)
        approve(conn, first, at + timedelta(minutes=1))
        every = versions.all_versions(conn)
        assert versions.in_effect(every, LATER).version == first.version
        assert [versions.status(every, each, TOMORROW) for each in every] == [
            "past",
            "in_effect",
            "past",
        ]
        one, other = versions.by_version(conn, 1), versions.by_version(conn, 2)
        assert (
            versions.predecessor(every, one).version == 2
            and versions.predecessor(every, other).version == 0
        )
        replaced = versions.successor(every, other)
        assert replaced is not None and replaced.version == 1


def test_successor_undoes_changes_it_does_not_repeat(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    """A later version holds all rules too, so it undoes changes that it does not repeat."""
    with database.engine.begin() as conn:
        approve(conn, draft(conn, 500, LATER), at)
        made = draft(conn, 1_000, **{"expiry.years_after": 3})
        every = versions.all_versions(conn)
        follows = versions.successor(every, made)
        assert follows is not None and follows.version == 1
        ending = editable_fields.changes(made.rules, follows.rules)
        assert [(each.field.path, each.was, each.becomes) for each in ending] == [
            ("expiry.years_after", 3, 2),
            (PATH, 1_000, 500),
        ]
        assert versions.successor(every, follows) is None
        assert versions.status(every, follows, TODAY) == "approved"


def test_approval_fails_if_the_predecessor_has_changed(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    """Another version was approved in the meantime, which this one would undo."""
    with database.engine.begin() as conn:
        made, other = draft(conn, 500, LATER), draft(conn, 1_000, **{"expiry.years_after": 3})
        approve(conn, other, at)
        seen = {"version": made.version, "instead_of": 0, "agent": "sun", "at": at}
        with pytest.raises(ActedMeanwhile):
            versions.approve(conn, **seen)
        assert versions.approve(conn, **seen | {"instead_of": other.version}).is_approved


def test_second_of_two_concurrent_approvals_fails(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    with database.engine.begin() as conn:
        made, other = draft(conn, 500, LATER), draft(conn, 1_000, **{"expiry.years_after": 3})
    told: list[type[Exception] | None] = []

    def second() -> None:
        try:
            with database.engine.begin() as conn:
                versions.approve(conn, made.version, instead_of=0, agent="sun", at=at)
            told.append(None)
        except Exception as error:
            told.append(type(error))

    thread = threading.Thread(target=second)
    with database.engine.begin() as conn:
        versions.approve(conn, other.version, instead_of=0, agent="sun", at=at)
        thread.start()
        thread.join(0.2)
    thread.join()
    assert told == [ActedMeanwhile]


def test_bill_earns_by_the_rules_of_its_day(
    database: Database, draft: Callable[..., Version], join: Callable[..., int], at: datetime
) -> None:
    """A bill is worth what the rules of its day say, singly and in a batch, whichever rules the
    process has in effect."""
    later = at + timedelta(days=5)
    bills = [Bill(day, (Charge("mobile", "usage", 100_00),)) for day in (TODAY, TOMORROW)]
    with database.engine.begin() as conn:
        becomes = {"earning.points_per_yuan": 2, "expiry.years_after": 4}
        approve(conn, draft(conn, **becomes), at)
        for member_id in (1, 2):
            join(conn, member_id, joined_on=TODAY)
        singly = [
            accrual.earn(conn, member_id=1, bill=bill, key=f"{bill.on}", at=later).points
            for bill in bills
        ]
        earn_all(conn, [(2, f"{bill.on}", bill) for bill in bills], at=later)
        rows = conn.execute(lot.select().order_by(lot.c.member_id, lot.c.lot_id))
        found = [(row.member_id, row.granted, row.expires_at.year) for row in rows]
    assert singly == [100, 200]
    assert found == [(n, *each) for n in (1, 2) for each in ((100, 2028), (200, 2030))]


def book(database: Database, clock: list[datetime]) -> RulesReloader:
    return RulesReloader(database, lambda: clock[0])


@pytest.mark.usefixtures("programme")
def test_reloader_applies_version_on_its_day(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    clock = [at]
    reloader = book(database, clock)
    reloader.reload()
    assert shipped_rules().tiers is current_rules().tiers
    with database.engine.begin() as conn:
        approve(conn, draft(conn, 500, **{"expiry.years_after": 4}), at)
    reloader.reload()
    assert current_rules().redemption.opens_after_points == 1_000
    clock[0] = at + timedelta(days=1)
    reloader.reload()
    assert current_rules().redemption.opens_after_points == 500
    assert lots.last_day(TOMORROW, current_rules()) == date(2030, 12, 31)


@pytest.mark.usefixtures("programme")
def test_version_takes_effect_at_midnight_without_database(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    """The versions read last are kept, and the next one takes effect on its day."""
    clock = [at]
    reloader = book(database, clock)
    with database.engine.begin() as conn:
        approve(conn, draft(conn), at)
    reloader.reload()
    database.dispose()
    database.read = lambda work: 1 / 0  # type: ignore[method-assign,assignment,return-value]
    clock[0] = datetime.fromisoformat("2026-06-01T15:59:59+00:00")
    assert Poller(lambda: clock[0], reloader).seconds_to_next() == 1.0
    reloader.reload()
    assert current_rules().redemption.opens_after_points == 1_000
    clock[0] += timedelta(seconds=1)
    reloader.reload()
    assert current_rules().redemption.opens_after_points == 500
    assert Poller(lambda: clock[0], reloader).seconds_to_next() == 10.0


@pytest.mark.usefixtures("programme")
def test_polling_thread_reloads_rules_until_stopped(
    database: Database,
    draft: Callable[..., Version],
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.programme.polling.POLL_SECONDS", 0.01)
    stop, clock, applied = threading.Event(), [at + timedelta(days=1)], Applied()
    thread = Poller(lambda: clock[0], book(database, clock), applied).start(stop)
    with database.engine.begin() as conn:
        approve(conn, draft(conn), at)
    assert applied.event.wait(HANGS_AFTER_SECONDS)
    stop.set()
    thread.join(HANGS_AFTER_SECONDS)
    assert not thread.is_alive()


class Applied:
    """Is reloaded after the rules, and tells when those of the version apply."""

    def __init__(self) -> None:
        self.event = threading.Event()

    def reload(self) -> None:
        if current_rules().redemption.opens_after_points == 500:
            self.event.set()


def test_editable_fields_have_paths_and_values() -> None:
    paths = {each.path: each for each in editable_fields.fields_of(shipped_rules())}
    assert paths["tiers.3.growth_from"].value == 8_000
    tier = paths["tiers.3.growth_from"]
    assert (tier.section, tier.name, tier.index) == ("tiers", "tiers-growth_from", 3)
    assert paths["expiry.notices_days_before"].value == [90, 30, 7]
    assert paths["expiry.years_after"].index is None
    for stays in ("tiers.0.growth_from", "tiers.0.name", "earning.sources", "exchange.partners"):
        assert stays not in paths
    assert not {each.section for each in paths.values()} - set(editable_fields.SECTIONS)
    assert all(section not in paths for section in ("security", "recording", "callers"))


def test_every_editable_field_round_trips(database: Database, at: datetime) -> None:
    """Each field by itself, stored and read back: no change is lost."""
    other = {field.path: other_value(field) for field in editable_fields.fields_of(shipped_rules())}
    for path, value in other.items():
        becomes = editable_fields.with_values(shipped_rules(), {path: value})
        (change,) = editable_fields.changes(shipped_rules(), becomes)
        assert (change.field.path, change.becomes) == (path, value)
    everything = editable_fields.with_values(shipped_rules(), other)
    with database.engine.begin() as conn:
        made = versions.draft(
            conn, effective_on=TOMORROW, rules=everything, reason="All", agent="li", at=at
        )
        assert versions.by_version(conn, made.version).rules == made.rules == everything
        changes = editable_fields.changes(shipped_rules(), made.rules)
        assert {each.field.path for each in changes} == set(other)


def other_value(field: editable_fields.RuleField) -> Any:
    if field.path == "delivery.unserved_provinces":
        return ["XZ"]
    if field.path == "delivery.remote_provinces":
        return []
    if field.path in ("agents.until_hour", "texts.until_hour"):
        return int(str(field.value)) - 1
    if isinstance(field.value, list):
        return [int(each) + 1 for each in field.value]
    return field.value + 1


def test_an_emptied_list_can_be_filled_again() -> None:
    none = editable_fields.with_values(shipped_rules(), {"delivery.remote_provinces": []})
    assert editable_fields.with_values(none, {"delivery.remote_provinces": ["XZ"]}).delivery == (
        shipped_rules().delivery.model_copy(update={"remote_provinces": ("XZ",)})
    )


def test_invalid_values_are_refused() -> None:
    for wrong in (
        {"tiers.1.growth_from": 2_300},
        {"tier_term.months": 1_000_000},
        {"texts.from_hour": 21},
        {"expiry.notices_days_before": []},
        {"complaint.decide_working_days": 16},
        {"agents.ahead_minutes": [1, 2, 3]},
    ):
        with pytest.raises(ValidationError):
            editable_fields.with_values(shipped_rules(), wrong)


def test_document_of_an_older_release_can_be_read(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    """It lacks a newer rule, has a removed one, and other security rules than the file."""
    with database.engine.begin() as conn:
        approve(conn, draft(conn, 500), at)
        kept = conn.execute(select(rule_version.c.rules)).scalar_one()
    del kept["desk"]["session_hours"], kept["delivery"]
    kept["redemption"]["gone_by_now"] = 7
    kept["security"]["pin_digits"] = 4
    kept["tiers"][1]["name"] = "tin"
    read = editable_fields.from_document(kept)
    assert read == opening_at(500)
    with pytest.raises(ValidationError):
        editable_fields.from_document(kept | {"redemption": {"opens_after_points": -1}})


def test_cost_of_a_point_in_fen_is_read_in_thousandths(
    database: Database, draft: Callable[..., Version], at: datetime
) -> None:
    """As releases before revision 0017 stored it."""
    with database.engine.begin() as conn:
        approve(conn, draft(conn, 500), at)
        kept = conn.execute(select(rule_version.c.rules)).scalar_one()
    del kept["redemption"]["cost_mfen_per_point"]
    kept["redemption"]["cost_fen_per_point"] = 3
    cost = {"redemption.cost_mfen_per_point": 3_000}
    assert editable_fields.from_document(kept) == opening_at(500, **cost)
