"""The programme's rules and sentences: drafted, tried out, approved by a second supervisor."""

from desk.programme import rule_draft, rules, sentence, wording

__all__ = [
    "rule_draft",
    "rules",
    "sentence",
    "wording",
]
