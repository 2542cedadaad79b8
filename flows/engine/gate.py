"""Whether the member may do what a dialogue does, and is known well enough for it."""

from __future__ import annotations

from core.members import Act, permissions
from flows.engine.context import Context
from flows.engine.flow import Flow

IDENTIFY = "identify"


def check(context: Context, flow: Flow) -> str | None:
    """None: go ahead. IDENTIFY: the PIN first. Anything else: the reason why not, in one word.

    A one-time code is not asked for here: it is bound to what it confirms, so the dialogue that
    knows what that is asks for it.
    """
    if context.caller is None:
        return "stranger" if flow.members_only else None
    if flow.act is Act.SPEAK:
        return None
    if reason := permissions.refusal(context.caller, flow.act):
        return reason
    proof = permissions.proof_needed(flow.act, context.channel)
    return (
        IDENTIFY
        if permissions.PIN in proof and permissions.PIN not in context.session.proofs
        else None
    )
