"""What a mutant is: a small edit to the code, and what has to find it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SIMULATION = ("tests/simulation/simulate.py", "--steps", "30000", "--seed", "mutants")
RACES = (
    *("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/core/ledger/test_races.py"),
    *("-k", "postgresql and (last_gift or sixteen_times or spent_twice)"),
)


class DoesNotFit(Exception):
    pass


@dataclass(frozen=True)
class Edit:
    """`old` stands once in the file; `new` takes its place."""

    file: str
    old: str
    new: str

    def make(self, house: Path) -> None:
        path = house / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise DoesNotFit(f"{self.file} has {text.count(self.old)} of {self.old!r}")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


@dataclass(frozen=True)
class Mutant:
    name: str
    edits: tuple[Edit, ...]
    by: tuple[str, ...] = SIMULATION
