"""Every dialogue of the hotline, one folder each; `DIALOGUES` is all of them put together."""

from flows.dialogues.all import DIALOGUES
from flows.dialogues.balance.flow import balance_facts
from flows.dialogues.tier.flow import tier_facts

__all__ = [
    "DIALOGUES",
    "balance_facts",
    "tier_facts",
]
