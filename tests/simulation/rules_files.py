"""The reference's rules for files of accruals, transaction by transaction."""

from __future__ import annotations

from typing import NamedTuple, Self

from bill_files import ROWS_AT_ONCE, Row, name_of
from books import Refusal
from rules import Request
from rules_membership import Membership
from rules_reversals import Reversals


class Progress(NamedTuple):
    rows_done: int
    rejected: int
    is_done: bool


class Files(Reversals, Membership):
    """`owners`: the member of each accrual, by its key. `former`: members' earlier numbers."""

    def imported(self, r: Request) -> list[Self]:
        """The states of an import: it continues where it stopped; a complete file starts anew."""
        rows, name = r.asked["rows"], name_of(r.asked["rows"])
        done = self.imports.get(name)
        if done is None or done.is_done:
            done = Progress(0, 0, False)
        states = [self._at(name, done)]
        while done.rows_done < len(rows):
            state = states[-1].copy()
            chunk = rows[done.rows_done : done.rows_done + ROWS_AT_ONCE]
            rejected = sum(not state._take(row, r) for row in chunk)
            done = Progress(done.rows_done + len(chunk), done.rejected + rejected, False)
            states.append(state._at(name, done))
        return [*states, states[-1]._at(name, done._replace(is_done=True))]

    def _at(self, name: str, progress: Progress) -> Self:
        state = self.copy()
        state.imports = self.imports | {name: progress}
        return state

    def _take(self, row: Row, r: Request) -> bool:
        """Applies a row; False if it is rejected, which does not stop the file."""
        if row.reverses:
            return self._take_back(row, r)
        key = f"accrual:{row.accrual_id}"
        named = self.owner_of(row.number)
        owner = self.owners.get(key, named)
        others = named not in (None, owner) and (owner, row.number) not in self.former
        to_come = key not in self.owners and row.on > self.day(r.at)
        if owner is None or others or to_come:
            return False
        asked = {
            "on": row.on,
            "charges": ((row.source, row.charge, row.fen),) if row.is_bill else (),
            "extras": () if row.is_bill else ((row.source, row.points, None, ""),),
        }
        try:
            self._earn_accrual(Request("bill", owner, key, r.at, asked, {}), row.source)
        except Refusal:
            return False
        self.owners = self.owners | {key: owner}
        return True

    def _take_back(self, row: Row, r: Request) -> bool:
        """Applies a reversal, which is that of the member whose accrual it reverses."""
        key, accrual_key = f"accrual:{row.accrual_id}", f"accrual:{row.reverses}"
        owner, named = self.owners.get(accrual_key), self.owner_of(row.number)
        others = named not in (None, owner) and (owner, row.number) not in self.former
        if owner is None or others or self.owners.get(key, owner) != owner:
            return False
        if row.on > self.day(r.at):
            return False
        asked = {"accrual_key": accrual_key, "row": row._replace(accrual_id="", number="")}
        try:
            self._reverse_accrual(Request("reverse_accrual", owner, key, r.at, asked, {}))
        except Refusal:
            return False
        self.owners = self.owners | {key: owner}
        return True
