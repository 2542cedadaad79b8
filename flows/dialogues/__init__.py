"""Every dialogue of the hotline, one folder each: `flow.py` has its steps, its actions and its
declaration, `words.zh.ftl` and `words.en.ftl` its sentences. `DIALOGUES` has the registries built
from all declarations.
"""

from flows.dialogues.all import DIALOGUES
from flows.dialogues.balance.flow import balance_facts
from flows.dialogues.tier.flow import tier_facts

__all__ = [
    "DIALOGUES",
    "balance_facts",
    "tier_facts",
]
