"""What a member may do, by status, and which proofs of identity a channel asks for first.

Both tables are closed: an unknown status, act or channel is refused, never let through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.kernel import NotAllowed
from core.members.errors import UndeclaredProof
from core.members.profiles import Member
from core.programme import current_rules


class Act(StrEnum):
    LOOK = "look"  # balance, tier
    LOOK_CLOSELY = "look_closely"  # history, orders
    SPEND = "spend"  # redeem, give
    EARN = "earn"  # by a bill, a partner, a promotion, another member
    SPEAK = (
        "speak"  # complain, ask for an agent, report lost, choose the language, refuse marketing
    )
    WITHDRAW = "withdraw"  # take a complaint back


_EVERYTHING = frozenset(Act)
_ALLOWED: dict[str, frozenset[Act]] = {
    "active": _EVERYTHING,
    "arrears": _EVERYTHING - {Act.SPEND, Act.EARN},
    "suspended": _EVERYTHING - {Act.SPEND, Act.EARN},
    "frozen": frozenset({Act.SPEAK}),
    "left": frozenset({Act.SPEAK, Act.WITHDRAW}),
}
_NOTHING: frozenset[Act] = frozenset()

PIN = "pin"
CODE = "code"
PROOFS = frozenset({PIN, CODE})


@dataclass(frozen=True, slots=True)
class ProofPolicy:
    """The proofs that one channel asks for, by act: sets of `PIN` and `CODE`, empty for none.

    `spend_above_limit` holds those for spending more than the programme's
    `security.both_proofs_above_points`. Every act must be declared, so that a new act or a new
    channel cannot be let through with nothing asked; ValueError names what is missing. Only
    spending can ask for a code: a code is bound to what it confirms, and no other act has that.
    """

    by_act: Mapping[Act, frozenset[str]]
    spend_above_limit: frozenset[str]

    def __post_init__(self) -> None:
        if missing := set(Act) - set(self.by_act):
            raise ValueError(f"no proof declared for: {', '.join(sorted(missing))}")
        if unknown := frozenset().union(*self.by_act.values(), self.spend_above_limit) - PROOFS:
            raise ValueError(f"unknown proofs: {', '.join(sorted(unknown))}")
        if not self.spend_above_limit >= self.by_act[Act.SPEND]:
            raise ValueError("spending above the limit must not ask for less")
        coded = {act for act, proofs in self.by_act.items() if CODE in proofs}
        if coded - {Act.SPEND}:
            raise ValueError(f"only spending can ask for a code, not: {', '.join(sorted(coded))}")

    def proofs_for(self, act: Act, points: int = 0) -> frozenset[str]:
        """What the member must show before the act; `points` counts for spending only.

        Raises UndeclaredProof for an act that the policy does not know.
        """
        if act not in self.by_act:
            raise UndeclaredProof(str(act))
        if act is Act.SPEND and points > current_rules().security.both_proofs_above_points:
            return self.spend_above_limit
        return self.by_act[act]


def refusal(member: Member, act: Act) -> str | None:
    """The member's status where it forbids the act; None where the act is allowed. An unknown
    status forbids every act.
    """
    return None if act in _ALLOWED.get(member.status, _NOTHING) else member.status


def check(member: Member, act: Act) -> None:
    """Raises NotAllowed with the member's status where that forbids the act."""
    reason = refusal(member, act)
    if reason is not None:
        raise NotAllowed(reason)
