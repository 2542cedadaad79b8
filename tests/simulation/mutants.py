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

HOUSE = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", ".demo", "__pycache__", ".*_cache", "*.egg-info")
TIMEOUT_SECONDS = 600

SIMULATION = ("tests/simulation/simulate.py", "--steps", "6000", "--seed", "mutants")
ON_POSTGRESQL = (*SIMULATION, "--on", "postgresql")
RACES = (
    *("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/core/test_races.py"),
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


@dataclass(frozen=True)
class Outcome:
    mutant: Mutant
    caught: bool
    seconds: float
    said: str


# The first half of what every function of the ledger begins with, and the end of the other half.
_SQL_LOCK = """\
    SELECT balance, held, version INTO account FROM member_account
    WHERE member_id = whose AND unit = what FOR UPDATE;
    IF NOT FOUND THEN
        RETURN '{"refused": "no account"}';
    END IF;
"""
_SQL_KNOWN = """\
            RETURN jsonb_build_object('result', earlier.result);
        END IF;
    END IF;
"""
MUTANTS = (
    Mutant(
        "no row lock",
        (
            Edit("core/accounts.py", "_LOCK = _READ.with_for_update()", "_LOCK = _READ"),
            Edit("migrations/one_call.py", "unit = what FOR UPDATE;", "unit = what;"),
        ),
        RACES,
    ),
    Mutant(
        "the key is looked up before the lock",
        (
            Edit("migrations/one_call.py", f'_OPEN = """\n{_SQL_LOCK}', '_OPEN = """\n'),
            Edit("migrations/one_call.py", f'{_SQL_KNOWN}"""', f'{_SQL_KNOWN}{_SQL_LOCK}"""'),
        ),
        RACES,
    ),
    Mutant(
        "stock is read, then written",
        (
            Edit(
                "core/gifts.py",
                "    .where(stock.c.left >= 1)\n    .values(left",
                "    .values(left",
            ),
        ),
        RACES,
    ),
    Mutant(
        "another key in every try",
        (
            Edit("core/idempotency.py", "import hashlib", "import hashlib\nimport uuid"),
            Edit(
                "core/idempotency.py",
                '        "key": key,\n',
                '        "key": key + uuid.uuid4().hex,\n',
            ),
        ),
    ),
    Mutant(
        "a key's request is not compared",
        (Edit("core/idempotency.py", "if row.request_hash != hashed(request):", "if False:"),),
    ),
    Mutant(
        "lots in no order",
        (
            Edit(
                "core/lots.py",
                ".order_by(lot.c.expires_at.is_(None), lot.c.expires_at, lot.c.lot_id)",
                ".order_by(lot.c.lot_id)",
            ),
        ),
    ),
    Mutant(
        "a hold is closed twice",
        (Edit("core/holds.py", 'if row.status != "open":', 'if row.status == "none":'),),
    ),
    Mutant(
        "a hold does not pin its lots",
        (Edit("core/holds.py", "    lots.hold(conn, account.member_id, parts)\n", ""),),
    ),
    Mutant(
        "a hold of points that are held",
        (
            Edit(
                "core/holds.py",
                "    if amount > account.available:\n",
                "    if amount > account.balance:\n",
            ),
        ),
    ),
    Mutant(
        "a reversal over its amount",
        (Edit("core/reversal.py", "if not 0 < amount <= left:", "if not 0 < amount:"),),
    ),
    Mutant(
        "points that come back have no grace",
        (Edit("core/lots.py", 'lot.c.expires_at < bindparam("until"),', "lot.c.granted < 0,"),),
    ),
    Mutant(
        "held points expire",
        (
            Edit(
                "core/expiry.py",
                "select(lot.c.lot_id, (lot.c.remaining - lot.c.held)",
                "select(lot.c.lot_id, (lot.c.remaining)",
            ),
        ),
    ),
    Mutant(
        "a transfer is refunded after it was credited",
        (Edit("core/transfers.py", 'return bool(before["credited"])', "return False"),),
    ),
    Mutant(
        "a transfer's debit is committed before its outbox row",
        (
            Edit(
                "core/transfers.py",
                "    conn.execute(_RECORD, row)\n",
                "    conn.execute(_RECORD, row)\n    conn.connection.commit()\n",
            ),
        ),
    ),
    Mutant(
        "a transfer credits on other terms",
        (
            Edit(
                "core/transfers.py",
                "            **asdict(part.terms),\n",
                "            **asdict(part.terms) | {'expires_at': None},\n",
            ),
        ),
    ),
    Mutant(
        "an order given up does not go back to stock",
        (
            Edit(
                "core/fulfilment.py",
                "        gifts.put_back(conn, cancelled.sku, cancelled.bucket)\n",
                "",
            ),
        ),
    ),
    Mutant(
        "the turn's row is not written",
        (Edit("flows/taking.py", "if not reads and wrote(conn):", "if False:"),),
    ),
    Mutant(
        "the reply is saved before the commit",
        (
            Edit(
                "flows/taking.py",
                "            self._record(context, slot.heard, turn)\n",
                "            self._record(context, slot.heard, turn)\n"
                "            self._sessions.save(slot, talk, turn)\n",
            ),
        ),
    ),
    Mutant(
        "a lost connection is tried again as another message",
        (
            Edit(
                "flows/taking.py",
                "            message_id=heard.message_id,\n            seq=",
                "            message_id=context.world.ids.new(),\n            seq=",
            ),
        ),
    ),
)
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
