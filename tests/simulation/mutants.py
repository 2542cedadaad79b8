"""make mutants: the code with one thing broken at a time, each of which has to be found.

A check that finds nothing in sound code is worth what it finds in broken code. Each mutant is a
small edit to a copy of the tree; the simulation or the races are run there, and must fail. An edit
that no longer fits the code is a failure too: the mutant has to be moved along with it.
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
from mutant import RACES, Mutant
from mutants_ledger import LEDGER
from mutants_programme import PROGRAMME
from mutants_turns import TURNS

HOUSE = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", ".demo", "__pycache__", ".*_cache", "*.egg-info")
TIMEOUT_SECONDS = 600


@dataclass(frozen=True)
class Outcome:
    mutant: Mutant
    caught: bool
    seconds: float
    said: str


MUTANTS = (*LEDGER, *PROGRAMME, *TURNS)
# Those found in a second or two: `make test` runs them, so that a mutant that no longer fits is
# noticed at once.
QUICK = ("another key in every try", "a hold is closed twice", "lots in no order")


def run(mutant: Mutant, house: Path) -> Outcome:
    """`house` is a copy of the tree that the mutant may break."""
    for edit in mutant.edits:
        edit.make(house)
    began = time.monotonic()
    done = look(mutant.by, house)
    # 1: a test failed, or a life did. Anything else is no finding but a broken run.
    caught = done.returncode == 1
    return Outcome(mutant, caught, time.monotonic() - began, done.stdout + done.stderr)


def look(by: tuple[str, ...], house: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *by],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )


def copy_house(to: Path) -> Path:
    house = to / "house"
    shutil.copytree(HOUSE, house, ignore=LEFT_OUT)
    return house


def _check_sound(ways: set[tuple[str, ...]]) -> None:
    """What fails anyway finds nothing."""
    with tempfile.TemporaryDirectory() as name:
        house = copy_house(Path(name))
        for by in sorted(ways):
            if look(by, house).returncode != 0:
                raise click.ClickException(f"{' '.join(by)} fails without any mutant")


@click.command()
@click.option("--only", help="Mutants whose name has this in it.")
@click.option("--sound/--no-sound", default=True, help="Look at the code as it is first.")
def main(only: str | None, sound: bool) -> None:
    chosen = [mutant for mutant in MUTANTS if only is None or only in mutant.name]
    missed = 0
    if sound:
        _check_sound({mutant.by for mutant in chosen})
    click.echo("| mutant | found by | seconds |\n| --- | --- | --- |")
    for mutant in chosen:
        with tempfile.TemporaryDirectory() as name:
            outcome = run(mutant, copy_house(Path(name)))
        by = "the races" if mutant.by == RACES else "the simulation"
        found = by if outcome.caught else f"NOT FOUND by {by}"
        click.echo(f"| {mutant.name} | {found} | {outcome.seconds:.0f} |")
        if not outcome.caught:
            missed += 1
            click.echo(outcome.said[-1_000:], err=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
