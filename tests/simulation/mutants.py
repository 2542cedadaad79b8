"""make mutants: breaks one thing at a time in a copy of the code and expects a check to detect it.

For each mutant, the simulation, the race tests or other tests run in a copy of the tree with the
mutant's edits, and must fail there. An edit that no longer matches the code is an error: adapt the
mutant.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click
from mutant import RACES, SIMULATION, Mutant
from mutants_ledger import LEDGER
from mutants_outcomes import OUTCOMES
from mutants_presses import PRESSES
from mutants_programme import PROGRAMME
from mutants_turns import TURNS

HOUSE = Path(__file__).parents[2]
IGNORED = shutil.ignore_patterns(".venv", ".git", ".demo", "__pycache__", ".*_cache", "*.egg-info")
TIMEOUT_SECONDS = 600


@dataclass(frozen=True)
class Outcome:
    mutant: Mutant
    caught: bool
    seconds: float
    said: str


MUTANTS = (*LEDGER, *PROGRAMME, *TURNS, *OUTCOMES, *PRESSES)
# Detected within a second or two, so `make test` runs them.
QUICK = ("another key in every try", "a hold is closed twice", "lots in no order")


def run(mutant: Mutant, tree: Path) -> Outcome:
    """`tree` is a copy of the source tree, which is changed."""
    for edit in mutant.edits:
        edit.make(tree)
    began = time.monotonic()
    done = run_check(mutant.by, tree)
    # 1: a test or a life failed. Any other exit code means that the run itself is broken.
    caught = done.returncode == 1
    return Outcome(mutant, caught, time.monotonic() - began, done.stdout + done.stderr)


def run_check(by: tuple[str, ...], tree: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *by],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )


def copy_tree(to: Path) -> Path:
    tree = to / "tree"
    shutil.copytree(HOUSE, tree, ignore=IGNORED)
    return tree


def _check_passes_unchanged(ways: set[tuple[str, ...]]) -> None:
    """Runs each check on unchanged code: one that fails there would prove nothing."""
    with tempfile.TemporaryDirectory() as name:
        tree = copy_tree(Path(name))
        for by in sorted(ways):
            if run_check(by, tree).returncode != 0:
                raise click.ClickException(f"{' '.join(by)} fails without any mutant")


def _name_of(by: tuple[str, ...]) -> str:
    """The check as the table names it: a module of tests by its path."""
    if by == RACES:
        return "the races"
    if by[0] == SIMULATION[0]:
        return "the simulation"
    return next(each for each in by if each.endswith(".py"))


@click.command()
@click.option("--only", help="Run only mutants whose name contains this.")
@click.option("--sound/--no-sound", default=True, help="Run the checks on unchanged code first.")
def main(only: str | None, sound: bool) -> None:
    chosen = [mutant for mutant in MUTANTS if only is None or only in mutant.name]
    missed = 0
    if sound:
        _check_passes_unchanged({mutant.by for mutant in chosen})
    click.echo("| mutant | found by | seconds |\n| --- | --- | --- |")
    for mutant in chosen:
        with tempfile.TemporaryDirectory() as name:
            outcome = run(mutant, copy_tree(Path(name)))
        by = _name_of(mutant.by)
        found = by if outcome.caught else f"NOT FOUND by {by}"
        click.echo(f"| {mutant.name} | {found} | {outcome.seconds:.0f} |")
        if not outcome.caught:
            missed += 1
            click.echo(outcome.said[-1_000:], err=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
