"""All questions of the dialogues, and those that a channel never asks."""

from __future__ import annotations

from core.members import CODE, Act
from flows.dialogues import DIALOGUES
from flows.engine import Question
from flows.protocol import Channel, ChannelTraits, traits_of

QUESTIONS = frozenset(
    f"{flow.name}.{step.name}"
    for flow in DIALOGUES.flows.values()
    for step in flow.steps.values()
    if isinstance(step, Question)
)
WITH_CODE = [flow.name for flow in DIALOGUES.flows.values() if "prove" in flow.steps]
CODES = frozenset(f"{flow}.{step}" for flow in WITH_CODE for step in ("code", "too_soon"))
CONFIRMATIONS = frozenset(f"{flow}.confirm" for flow in WITH_CODE)
ONE_AMOUNT_ONLY = {"redeem_credit.offered", "redeem_data.offered"}
OTHER_NUMBER_ASKED = {"redeem_gift.offered", "give.offered", "exchange.offered"}
ONLY_WHERE_SPOKEN = frozenset(
    (
        "voice_home.menu",
        "points_menu.menu",
        "senior_home.menu",
        "senior_redeem.menu",
        "senior_welcome.offer",
        "withheld_home.menu",
        "agent.wait",  # the queue; other channels book a call back
        "agent.back",
        "complaint.heard",
        "complaint.keep",  # typed words are read back
        "redeem_gift.how",  # other channels show the list at once
        "redeem_gift.number",
    )
)

WHERE_TYPED = {
    "add_to_complaint.words",
    "claim.details",
    "claim.rest",
    "complaint.confirm",
    "complaint.doubtful",
    "suggestion.kind",
    "suggestion.more",
    "wish_or_words.which",
}

BY_TEXT = {"address.words", "address.code", "address.too_soon"}

WITHOUT_KEYWORDS = {
    "complaint_status.new",
    "complaint_status.settled",
    "complaint_status.final",
    "decision.told",
}


def never_asked(traits: ChannelTraits) -> set[str]:
    """The questions that no caller is asked on a channel with these traits."""
    # Only a caller whom an agent sent to key the PIN comes to the first; agents are there round the
    # clock, so no other time for a callback is proposed.
    # The programme offers nothing to who wants to leave.
    # The last are asked of who has not been called, or calls the category wrong: nobody here says
    # so once a call is agreed, or a complaint is filed.
    found = {"agent.back", "callback_time.nearest", "leave.offer", "callback_stands.offer"}
    found |= {"complaint_category.about"}
    found |= {"text_home.menu"} if traits.spoken else ONLY_WHERE_SPOKEN
    found |= WHERE_TYPED if traits.spoken else set()
    # A spoken wish for a gift is asked back first, and of those the walk follows only one.
    meant = {"redeem_gift.meant", "redeem_gift.which", "report_lost.which"}
    found |= meant if traits.spoken else set()
    # Elsewhere the status of a complaint offers to withdraw it, and to say what was decided.
    found |= WITHOUT_KEYWORDS if traits.keywords else {"guess.meant"}
    found |= set() if traits.keywords else BY_TEXT
    # No session that could drop, and none that could begin with a question.
    found |= {"agent.offer_time"} if traits.agents_write else {"callback_time.instead"}
    found |= {"resume.offer", "grade.ask"} if traits.sessionless else set()
    proofs = traits.proofs.proofs_for(Act.SPEND) | traits.proofs.spend_above_limit
    found |= set() if CODE in proofs else CODES
    # No points are spent by a change of numbers, so that a PIN is enough where there is one.
    found |= {"change_numbers.code", "change_numbers.too_soon"} if proofs != {CODE} else set()
    found |= ONE_AMOUNT_ONLY | (set() if traits.sessionless else OTHER_NUMBER_ASKED)
    return found | (CONFIRMATIONS if proofs == {CODE} else set())  # the code is the confirmation


NEVER_ASKED = {channel: never_asked(traits_of(channel)) for channel in Channel}
