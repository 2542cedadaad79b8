"""make mutants: breaks one thing at a time in a copy of the code and expects a check to detect it.

For each mutant, the simulation, the race tests or other tests run in a copy of the tree with the
mutant's edits, and must fail there. What failed must pass on the unchanged code: the same life of
the simulation, or the same tests. An edit that no longer matches the code is an error: adapt the
mutant.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click
from mutant import RACES, SIMULATION, Mutant
from mutants_doors import DOORS
from mutants_ledger import LEDGER
from mutants_outcomes import OUTCOMES
from mutants_presses import PRESSES
from mutants_programme import PROGRAMME
from mutants_providers import PROVIDERS
from mutants_systems import SYSTEMS
from mutants_turns import TURNS

HOUSE = Path(__file__).parents[2]
FAILED_LIFE = re.compile(r"again: simulate\.py .*--life (\d+)")
# What no check reads: what tools keep in hidden folders, and what is built. The lint of the tests'
# statements reads docs.
IGNORED = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "*.png")


@dataclass(frozen=True)
class Outcome:
    """`failed`: the shortest check that failed, which is `by` or one life of it; empty if the
    mutant was not caught."""

    mutant: Mutant
    failed: tuple[str, ...]
    seconds: float
    said: str


MUTANTS = (*LEDGER, *PROGRAMME, *TURNS, *OUTCOMES, *PRESSES, *PROVIDERS, *DOORS, *SYSTEMS)
# Detected within a second or two, so `make test` runs them.
QUICK = ("another key in every try", "a hold is closed twice", "lots in no order")


def run(mutant: Mutant, tree: Path) -> Outcome:
    """`tree` is a copy of the source tree, which is changed."""
    for edit in mutant.edits:
        edit.make(tree)
    began = time.monotonic()
    done = run_check(mutant.by, tree)
    said = done.stdout + done.stderr
    # 1: a test or a life failed. Any other exit code means that the run itself is broken.
    failed = _failed_part(mutant.by, said) if done.returncode == 1 else ()
    return Outcome(mutant, failed, time.monotonic() - began, said)


def _failed_part(by: tuple[str, ...], said: str) -> tuple[str, ...]:
    """The life that failed, or all of the tests; empty if the simulation ended otherwise."""
    if by[0] != SIMULATION[0]:
        return by
    life = FAILED_LIFE.search(said)
    return (*by, "--life", life.group(1)) if life else ()


def run_check(by: tuple[str, ...], tree: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *by],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_tree(to: Path) -> Path:
    tree = to / "tree"
    shutil.copytree(HOUSE, tree, ignore=IGNORED)
    return tree


@cache
def passes_unchanged(failed: tuple[str, ...]) -> bool:
    """Whether the check passes on the unchanged code; otherwise it proves nothing."""
    with tempfile.TemporaryDirectory() as name:
        return run_check(failed, copy_tree(Path(name))).returncode == 0


def _name_of(by: tuple[str, ...]) -> str:
    """The check as the table names it: a module of tests by its path."""
    if by == RACES:
        return "the races"
    if by[0] == SIMULATION[0]:
        return "the simulation"
    return next(each for each in by if each.endswith(".py"))


@click.command()
@click.option("--only", help="Run only mutants whose name contains this.")
def main(only: str | None) -> None:
    chosen = [mutant for mutant in MUTANTS if only is None or only in mutant.name]
    missed = 0
    click.echo("| mutant | found by | seconds |\n| --- | --- | --- |")
    for mutant in chosen:
        with tempfile.TemporaryDirectory() as name:
            outcome = run(mutant, copy_tree(Path(name)))
        found = by = _name_of(mutant.by)
        if not outcome.failed:
            found = f"NOT FOUND by {by}"
        elif not passes_unchanged(outcome.failed):
            found = f"NOT FOUND: {by} fails on the unchanged code too"
        click.echo(f"| {mutant.name} | {found} | {outcome.seconds:.0f} |")
        if found != by:
            missed += 1
            click.echo(outcome.said[-1_000:], err=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
