"""Whether the caller may use a dialogue, and has proved their identity well enough for it."""

from __future__ import annotations

from core.members import PIN, Act, permissions
from flows.engine.context import Context
from flows.engine.flow import Flow

IDENTIFY = "identify"


def check(context: Context, flow: Flow) -> str | None:
    """None: go ahead. IDENTIFY: the caller must enter the PIN first. Any other word is the reason
    of a refusal: "stranger" (not a member), or the member's status.

    A one-time code is not asked for here: it is bound to what it confirms, so the dialogue that
    knows what that is asks for it.
    """
    if context.caller is None:
        return None if flow.act is Act.SPEAK and not flow.members_only else "stranger"
    if reason := permissions.refusal(context.caller, flow.act):
        return reason
    proofs = context.traits.proofs.proofs_for(flow.act)
    return IDENTIFY if PIN in proofs and PIN not in context.session.proofs else None
