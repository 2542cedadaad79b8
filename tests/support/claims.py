"""What the hotline's sentences claim of a message, and whether the database agrees.

The simulation and the run of kills judge by the same rules. The simulation knows the key of each
sentence; the run of kills finds it by the words.
"""

from __future__ import annotations

from typing import NamedTuple

SORRY = ("engine-sorry", "engine-sorry_agent")  # these claim nothing
PENDING = "engine-sorry_pending"  # the outcome will be texted
NOT_DONE = "engine-not_done"
# The sentences that may tell each outcome. A reply that may not be quoted is not told.
OUTCOME_TEXTS = {
    "done": ("text-outcome_done", "text-outcome_unknown"),
    "not_done": ("text-outcome_not_done",),
    "unknown": ("text-outcome_unknown",),
}


class Fate(NamedTuple):
    """What became of a message. `effect`: the order or transfer that it made; `is_recorded`:
    whether a turn is recorded that carried it out; `outcome`: what the promised text tells, None if
    there is no such text."""

    effect: str | None
    is_recorded: bool
    outcome: str | None = None


def confirms(key: str) -> bool:
    """Whether the sentence says that an order, a transfer or an exchange was made."""
    dialogue, _, rest = key.partition("-")
    if dialogue.startswith("redeem_"):
        return rest.partition("-")[0] in ("ordered", "unaddressed", "adding", "texted")
    return key == "give-given" or (dialogue == "exchange" and rest.startswith("asked"))


def contradiction(key: str, fate: Fate) -> str:
    """What is wrong when this sentence answers the message, or tells what became of it; ''
    otherwise. Of a promise it is judged only when all texts were sent."""
    if confirms(key) and fate.effect is None:
        return f"told {key}, and nothing was made"
    if key == NOT_DONE and (fate.effect is not None or fate.is_recorded):
        return f"told {key}, and it was carried out"
    if key == PENDING and fate.outcome is None:
        return "promised a text with the outcome, and none was sent"
    if key.startswith("text-outcome_"):
        return _contradiction_of_text(key, fate)
    return ""


def _contradiction_of_text(key: str, fate: Fate) -> str:
    told = fate.outcome or ""
    if fate.effect is not None and told != "done":
        return f"{fate.effect} was made, and told: {told}"
    if told != "unknown" and fate.is_recorded != (told == "done"):
        return f"told: {told}"
    if key not in OUTCOME_TEXTS.get(told, ()):
        return f"{told} was told as {key}"
    return ""
