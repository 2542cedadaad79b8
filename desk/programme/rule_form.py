"""The form of a new version of the rules: its fields, what was typed into them, and their errors.

The form has some forty fields, so a refused form is shown again with everything that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from core.kernel import UnprintableCharacter
from core.programme import Programme, RuleField, Value, editable_fields, shipped_rules
from desk.frame import TEXT_CHARS_MAX, Form, optional_text, parse_date, require_all, typed

VALUE_CHARS_MAX = 10_000  # more than any field of the form holds
SEPARATORS = re.compile(r"[\s,;，、；]+")
NOT_INTEGER = frozenset({"int_parsing", "int_from_float", "int_parsing_size"})
WITH_OWN_MESSAGE = frozenset(
    {"greater_than", "greater_than_equal", "less_than_equal", "string_pattern_mismatch"}
)
WRONG_COUNT = frozenset({"missing", "too_long", "too_short"})
HOURS = {"texts_hours": "texts", "agents_hours": "agents"}


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with a field: the key of a sentence, and its facts."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class RuleForm:
    """values: the text of each rule's field, by the rule's path.
    errors: by the name of the field; 'form' for the form as a whole.
    """

    effective_on: str
    reason: str
    values: dict[str, str]
    errors: dict[str, FieldError] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        return parse_date(self.effective_on)


def prefilled(rules: Programme, on: date, reason: str = "") -> RuleForm:
    values = {each.path: as_text(each.value) for each in editable_fields.fields_of(rules)}
    return RuleForm(on.isoformat(), reason, values)


def submitted(form: Form) -> RuleForm:
    """Reads the submitted form. 400 if a rule is missing: our own page submits all of them, and the
    agent would not have seen the value of a missing one."""
    paths = [each.path for each in editable_fields.fields_of(shipped_rules())]
    require_all(form, paths)
    values = {path: typed(form, path, VALUE_CHARS_MAX) for path in paths}
    reason, errors = _reason(form)
    return RuleForm(typed(form, "effective_on"), reason, values, errors)


def rules_of(form: RuleForm, base: Programme) -> Programme | None:
    """The rules `base` with the values of the form; None if one is invalid. The errors are added to
    form.errors."""
    if form.day is None:
        form.errors["effective_on"] = FieldError("wrong-day")
    known = editable_fields.fields_of(base)
    values = {each.path: _read(form.values[each.path], each.value) for each in known}
    try:
        rules = editable_fields.with_values(base, values)
    except ValidationError as error:
        form.errors |= _errors(error, values)
        return None
    return None if form.errors else rules


def _reason(form: Form) -> tuple[str, dict[str, FieldError]]:
    """The reason, and what is wrong with it."""
    try:
        reason = optional_text(form, "reason", VALUE_CHARS_MAX)
    except UnprintableCharacter as error:
        found = FieldError("refused-unprintable", {"character": error.code_point})
        return typed(form, "reason", TEXT_CHARS_MAX), {"reason": found}
    if 0 < len(reason) <= TEXT_CHARS_MAX:
        return reason, {}
    return reason, {"reason": FieldError("wrong-reason", {"chars_max": TEXT_CHARS_MAX})}


def changed_paths(form: RuleForm, base: Programme) -> frozenset[str]:
    """The paths of the rules that the form sets to another value than `base`."""
    return frozenset(
        each.path
        for each in editable_fields.fields_of(base)
        if _plain(_read(form.values[each.path], each.value)) != _plain(each.value)
    )


def by_section(programme: Programme) -> dict[str, list[RuleField]]:
    every = editable_fields.fields_of(programme)
    return {
        name: [each for each in every if each.section == name] for name in editable_fields.SECTIONS
    }


def as_text(value: Value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _read(values: str, like: Value) -> str | list[str]:
    """The text of a field, split if the rule is a list. The model of the rules parses numbers."""
    if isinstance(like, list):
        return [part for part in SEPARATORS.split(values) if part]
    return values.strip()


def _plain(value: str | Value) -> list[str]:
    """The parts of a value for a comparison; "016" is the same number as 16."""
    parts = [str(part) for part in value] if isinstance(value, list) else [str(value)]
    return [str(int(part)) if part.isdecimal() else part for part in parts]


def _errors(error: ValidationError, values: Mapping[str, Any]) -> dict[str, FieldError]:
    """The errors by the path of the rule; only the first error of each rule."""
    found: dict[str, FieldError] = {}
    for each in error.errors(include_url=False):
        if each["type"] in HOURS:
            found[f"{HOURS[each['type']]}.until_hour"] = FieldError("wrong-hours")
        elif each["type"] == "complaint_days":
            found["complaint.decide_working_days"] = FieldError("wrong-complaint_days")
        elif each["type"] == "tiers_order":
            found |= dict.fromkeys(_too_low(values), FieldError("wrong-tiers_order"))
        else:
            found.setdefault(_path(each["loc"], values), _field_error(each))
    return found


def _field_error(error: Any) -> FieldError:
    kind, facts = error["type"], error.get("ctx", {})
    if kind in NOT_INTEGER:
        return FieldError("wrong-whole")
    if kind in WITH_OWN_MESSAGE:
        return FieldError(f"wrong-{kind}", facts)
    return FieldError("wrong-how_many" if kind in WRONG_COUNT else "wrong-other")


def _path(place: tuple[int | str, ...], values: Mapping[str, Any]) -> str:
    """The path of the rule at the place of an error. An error in a list is located at one of the
    list's elements."""
    path = ".".join(map(str, place))
    return path if path in values else path.rpartition(".")[0]


def _too_low(values: Mapping[str, Any]) -> list[str]:
    """The paths of the tiers whose growth_from is not above that of the tier below. The values are
    known to be numbers."""
    begins = [path for path in values if path.endswith(".growth_from")]
    return [
        high for low, high in pairwise(begins) if int(values[high]) <= int(values[low])
    ] or begins[:1]
