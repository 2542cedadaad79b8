"""Tools for those who write dialogues: the lint, the Mermaid drawing, and the check and reload of
reworded sentences.
"""

from flows.authoring.edit_check import flaws, others_in, problems_of_edit
from flows.authoring.lint import BESIDES, Problem, check, longest_facts, problems_of
from flows.authoring.mermaid import document
from flows.authoring.reload import Wordbook

__all__ = [
    "BESIDES",
    "Problem",
    "Wordbook",
    "check",
    "document",
    "flaws",
    "longest_facts",
    "others_in",
    "problems_of",
    "problems_of_edit",
]
