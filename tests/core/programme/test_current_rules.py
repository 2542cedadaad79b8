"""One access to the rules in effect, and no module that keeps a copy of them."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.imports import accrual_rows, member_rows
from core.imports.errors import BadRow
from core.programme import (
    current_rules,
    local_day,
    set_current_rules,
    shipped_rules,
    start_of_day,
)

# Modules bind the name when they are imported, so the stub is in place before the first of them;
# default arguments and class bodies run at import too.
IMPORT_ALL = """
import importlib, pkgutil, tomllib
import core.programme, core.programme.calendar

def stub():
    raise AssertionError("the rules in effect are read while a module is imported")

core.programme.current_rules = core.programme.calendar.current_rules = stub
with open("pyproject.toml", "rb") as project:
    packages = set(tomllib.load(project)["tool"]["mypy"]["packages"]) - {"migrations"}
for name in sorted(packages):
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        if not module.name.endswith("__main__"):
            try:
                importlib.import_module(module.name)
            except ModuleNotFoundError as error:
                if error.name != "pjsua2":  # which not every platform has
                    raise
            print(module.name)
"""


@pytest.fixture
def replace() -> Iterator[Callable[..., None]]:
    """Sections of the rules in effect, for one test: replace(earning={"points_per_yuan": 2})."""

    def replace(**sections: dict[str, Any]) -> None:
        rules = current_rules()
        changed = {
            name: getattr(rules, name).model_copy(update=values)
            for name, values in sections.items()
        }
        set_current_rules(rules.model_copy(update=changed))

    yield replace
    set_current_rules(shipped_rules())


def test_no_module_reads_the_rules_in_effect_while_it_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "core.imports.accrual_rows" in done.stdout.split()


def test_the_calendar_follows_the_rules_in_effect() -> None:
    at = datetime(2026, 6, 1, 20, tzinfo=UTC)
    assert local_day(at).day == 2
    try:
        set_current_rules(current_rules().model_copy(update={"time_zone": "Europe/Lisbon"}))
        assert local_day(at).day == 1
        assert start_of_day(local_day(at)).hour == 23
    finally:
        set_current_rules(shipped_rules())
    assert local_day(at).day == 2


def test_imports_follow_the_rules_in_effect(replace: Callable[..., None]) -> None:
    bill = {
        "accrual_id": "1",
        "member_id": "1",
        "source": "broadband",
        "yuan": "5",
        "earned_on": "2026-05-31",
    }
    joins = {
        "number": "+8613900000001",
        "name": "Li",
        "joined_on": "2026-05-31",
        "province": "SC",
        "tier": "platinum",
        "tier_until": "2027-05-31",
    }
    assert isinstance(accrual_rows.parse(bill), BadRow)
    replace(earning={"sources": ("broadband",)})
    assert not isinstance(accrual_rows.parse(bill), BadRow)
    with pytest.raises(BadRow):
        member_rows.record_of(joins, date(2026, 6, 1))
    gold = current_rules().tiers[2]
    tiers = (*current_rules().tiers[:2], gold.model_copy(update={"name": "platinum"}))
    set_current_rules(current_rules().model_copy(update={"tiers": tiers}))
    assert member_rows.record_of(joins, date(2026, 6, 1))["tier"] == "platinum"
