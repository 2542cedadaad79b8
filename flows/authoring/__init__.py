"""Tools for writers of dialogues and sentences: the lint, the Mermaid flowcharts, and the check and
reload of reworded sentences.
"""

from flows.authoring.declarations import unlisted_folders
from flows.authoring.edit_check import VARIANTS, flaws, others_in, problems_of_edit
from flows.authoring.lint import check, problems_of
from flows.authoring.mermaid import document
from flows.authoring.problems import Problem
from flows.authoring.reload import Wordbook

__all__ = [
    "VARIANTS",
    "Problem",
    "Wordbook",
    "check",
    "document",
    "flaws",
    "others_in",
    "problems_of",
    "problems_of_edit",
    "unlisted_folders",
]
