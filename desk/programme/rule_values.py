"""The values of rules in words, for the templates of rule_parts.html."""

from __future__ import annotations

from collections.abc import Sequence

from core.programme import RuleField, current_rules
from desk.frame import language
from desk.words import formatting

UNITS = (
    "working_days", "percent", "points", "mfen", "days", "hours", "hour", "months", "years",
    "minutes", "seconds", "growth", "orders", "recipients", "texts_at_once", "texts", "waiting",
    "tries",
)  # fmt: skip
"""Names of units. The unit of a rule is the first of these that the name of the rule contains."""


def unit_of(field: RuleField) -> str:
    return next((unit for unit in UNITS if unit in field.name), "")


def province_names(codes: Sequence[str]) -> str:
    """Names in the language of the page. A code that is no province of the programme is its own
    name: parcels may go where no member lives."""
    names = {each.code: getattr(each, f"name_{language()}") for each in current_rules().provinces}
    return {"zh": "、", "en": ", "}[language()].join(names.get(code, code) for code in codes)


FACTS = {"unit_of": unit_of, "province_names": province_names, "fen": formatting.fen}
"""What those templates call."""
