"""The versions of the programme's rules and of the sentences. One supervisor drafts a version and
tries it out, another one approves it.
"""

from desk.frame import Area, MenuEntry
from desk.programme import rule_draft, rules, sentence, version_exports, wording

AREA = Area(
    pages=(
        rules.serve,
        rule_draft.serve,
        wording.serve,
        sentence.serve,
        version_exports.serve,
    ),
    menu=(
        MenuEntry("rules", position=90, keys="g r"),
        MenuEntry("wording", position=100, keys="g s"),
    ),
)

__all__ = ["AREA"]
