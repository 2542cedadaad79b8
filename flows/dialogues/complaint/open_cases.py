"""Everything of a member that is not at its end: complaints, also those that are decided and wait
for their grade, and claims for missing points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.programme import local_day
from core.service import Claim, Complaint, claims, complaints
from flows.dialogues.complaint.lookup import LISTED_CHARS_MAX, beginning_of
from flows.dialogues.complaint.withdrawal import RECORDED
from flows.engine import Choice, Context
from flows.language import understanding

RECEIPT_SHOWN_DIGITS = 4
"""How many of the last digits of its receipt tell one claim from another."""


_KINDS = {"open": "complaint", "decided": "decided"}


@dataclass(frozen=True, slots=True)
class OpenCases:
    """The newest first."""

    complaints: list[Complaint]
    claims: list[Claim]

    @property
    def count(self) -> int:
        return len(self.complaints) + len(self.claims)

    @property
    def only(self) -> Complaint | Claim | None:
        """The one case that is all there is."""
        cases: list[Complaint | Claim] = [*self.complaints, *self.claims]
        return cases[0] if len(cases) == 1 else None


def find_open(context: Context) -> OpenCases:
    member_id = context.member.member_id
    return OpenCases(
        complaints.all_not_closed(context.conn, member_id),
        claims.all_open(context.conn, member_id),
    )


def list_open(context: Context) -> Sequence[Choice]:
    """Complaints, then claims. Behind them, all complaints that can be withdrawn, if there are
    several."""
    found = find_open(context)
    entries = [
        *(
            _line(
                _KINDS[each.status],
                each,
                beginning_of(each.words or "", LISTED_CHARS_MAX) or RECORDED,
            )
            for each in found.complaints
        ),
        *(
            _line("claim", each, each.receipt_number[-RECEIPT_SHOWN_DIGITS:])
            for each in found.claims
        ),
    ]
    withdrawable = [
        each for each in found.complaints if each.status == "open" and each.is_untouched
    ]
    if len(withdrawable) > 1:
        entries.append(
            (understanding.ALL, {"kind": "all", "opened": _day(withdrawable[0]), "listed": ""})
        )
    return [
        Choice(value, str(place), facts) for place, (value, facts) in enumerate(entries, start=1)
    ]


def _line(kind: str, case: Complaint | Claim, listed: str) -> tuple[str, dict[str, str]]:
    return case.number, {"kind": kind, "opened": _day(case), "listed": listed}


def _day(case: Complaint | Claim) -> str:
    return local_day(case.opened_at).isoformat()
