"""A mutant: small edits to the code, and the check that has to detect them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SIMULATION = ("tests/simulation/simulate.py", "--steps", "30000", "--seed", "mutants")
_RACES_FILE = "tests/core/ledger/test_races.py"
# By their whole names: pytest refuses a name that it does not find, whereas a -k that finds fewer
# tests than before passes unnoticed.
RACES = (
    *("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"),
    f"{_RACES_FILE}::test_concurrent_redemptions_of_the_last_gift_have_one_winner[postgresql]",
    f"{_RACES_FILE}::test_concurrent_duplicates_of_one_request_are_posted_once[postgresql]",
    f"{_RACES_FILE}::test_concurrent_spending_does_not_overdraw_the_balance[postgresql]",
)

COMMITS = (*SIMULATION, "--faults", "commits")
FREE_WORDS = (*SIMULATION, "--free-words", "0.5")
COPIES = (*SIMULATION, "--faults", "copies")
COMPLAINTS = (
    *("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"),
    *("tests/core/service/test_requests.py", "-k", "sqlite and complaint"),
)


CODES = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist",
         "tests/flows/engine/test_codes_at_rest.py")  # fmt: skip


DEBTS = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist",
         "tests/core/ledger/test_debts.py", "-k", "sqlite and expired")  # fmt: skip


# Too few members of a life hold points on the day when these expire, or are frozen in arrears.
EXPIRY = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist",
          "tests/core/loyalty/test_expiry.py", "-k", "sqlite and held")  # fmt: skip
LIFTED = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist",
          "tests/core/members/test_changes.py", "-k", "sqlite and lifting")  # fmt: skip


class EditDoesNotFit(Exception):
    pass


@dataclass(frozen=True)
class Edit:
    """Replaces `old`, which must occur exactly once in the file, by `new`."""

    file: str
    old: str
    new: str

    def make(self, tree: Path) -> None:
        path = tree / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise EditDoesNotFit(f"{self.file} has {text.count(self.old)} of {self.old!r}")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


@dataclass(frozen=True)
class Mutant:
    name: str
    edits: tuple[Edit, ...]
    by: tuple[str, ...] = SIMULATION
