"""The dialogues of the hotline, one folder for each: `flow.py` has the actions, the steps and the
declaration, `words.zh.ftl` and `words.en.ftl` have the sentences. `DIALOGUES` has the registries
that are built from all declarations.
"""

from flows.dialogues.all import DIALOGUES
from flows.dialogues.balance.flow import balance_facts
from flows.dialogues.complaint.withdrawal import receipt_facts
from flows.dialogues.redeem.address_words import destination
from flows.dialogues.tier.flow import tier_facts

__all__ = [
    "DIALOGUES",
    "balance_facts",
    "destination",
    "receipt_facts",
    "tier_facts",
]
