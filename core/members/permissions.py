"""Who may do what: the one table of it, for every channel and every dialogue."""

from enum import StrEnum

from core.kernel import NotAllowed
from core.members.profiles import Member
from core.programme import current_rules


class Act(StrEnum):
    LOOK = "look"  # balance, tier
    LOOK_CLOSELY = "look_closely"  # history, orders
    SPEND = "spend"  # redeem, give
    EARN = "earn"  # by a bill, a partner, a promotion, another member
    SPEAK = "speak"  # complain, ask for an agent, report lost, choose the language


_EVERYTHING = frozenset(Act)
_MAY: dict[str, frozenset[Act]] = {
    "active": _EVERYTHING,
    "arrears": _EVERYTHING - {Act.SPEND, Act.EARN},
    "suspended": _EVERYTHING - {Act.SPEND, Act.EARN},
    "frozen": frozenset({Act.SPEAK}),
    "left": frozenset({Act.SPEAK}),
}

PIN = "pin"
CODE = "code"

# A caller's number can be forged on a voice call; USSD and SMS come with the network's word.
_PROOF: dict[tuple[Act, str], frozenset[str]] = {
    (Act.LOOK_CLOSELY, "voice"): frozenset({PIN}),
    (Act.SPEND, "voice"): frozenset({PIN}),
    (Act.SPEND, "ussd"): frozenset({PIN}),
    (Act.SPEND, "sms"): frozenset({CODE}),
}
_NOTHING: frozenset[str] = frozenset()


def refusal(member: Member, act: Act) -> str | None:
    """Why the member may not, in one word (the membership's status); None: go ahead."""
    return None if act in _MAY[member.status] else member.status


def check(member: Member, act: Act) -> None:
    """NotAllowed: the refusal, where there is one."""
    reason = refusal(member, act)
    if reason is not None:
        raise NotAllowed(reason)


def proof_needed(act: Act, channel: str, points: int = 0) -> frozenset[str]:
    """What the member has to show first: any of 'pin' and 'code'."""
    proof = _PROOF.get((act, channel), _NOTHING)
    costly = act is Act.SPEND and points > current_rules().security.both_proofs_above_points
    return proof | {CODE} if costly and channel == "voice" else proof
