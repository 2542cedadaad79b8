"""The form of a new version of the rules: what was typed, and a sentence at what is wrong with it.

Whoever changes a rule fills in a page of forty; one that came back empty would be filled in twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from flask import abort
from pydantic import ValidationError

from core.programme import Programme, RuleField, Value, editable_fields, shipped_rules
from desk.frame import TEXT_CHARS_MAX, parse_date

UNITS = (
    "working_days", "percent", "points", "fen", "days", "hours", "hour", "months", "years",
    "minutes", "seconds", "growth", "orders", "recipients", "texts_at_once", "texts", "waiting",
    "tries",
)  # fmt: skip
"""Units are in the names: the first of these that a rule's name has."""
BETWEEN = re.compile(r"[\s,;，、；]+")
NOT_WHOLE = frozenset({"int_parsing", "int_from_float", "int_parsing_size"})
SAID = frozenset(
    {"greater_than", "greater_than_equal", "less_than_equal", "string_pattern_mismatch"}
)
TOO_MANY_OR_FEW = frozenset({"missing", "too_long", "too_short"})
HOURS = {"texts_hours": "texts", "agents_hours": "agents"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """The key of a sentence, and its facts."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class RuleForm:
    """`typed` as it was, by the path of each rule; `wrong` by the name of the field."""

    effective_on: str
    reason: str
    typed: dict[str, str]
    wrong: dict[str, Wrong] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        return parse_date(self.effective_on)


def filled_in(rules: Programme, on: date, reason: str = "") -> RuleForm:
    typed = {each.path: written(each.value) for each in editable_fields.fields_of(rules)}
    return RuleForm(on.isoformat(), reason, typed)


def sent(form: Mapping[str, str]) -> RuleForm:
    """Our own page sends every rule there is: one that lacks would stay as it was, unseen."""
    paths = [each.path for each in editable_fields.fields_of(shipped_rules())]
    if any(path not in form for path in paths):
        abort(400)
    typed = {path: form[path] for path in paths}
    reason = form.get("reason", "").replace("\r\n", "\n").strip()
    return RuleForm(form.get("effective_on", "").strip(), reason, typed)


def rules_of(form: RuleForm, base: Programme) -> Programme | None:
    """None: something is wrong, and the form says what."""
    if form.day is None:
        form.wrong["effective_on"] = Wrong("wrong-day")
    if not 0 < len(form.reason) <= TEXT_CHARS_MAX or "\x00" in form.reason:
        form.wrong["reason"] = Wrong("wrong-reason")
    known = editable_fields.fields_of(base)
    values = {each.path: _read(form.typed[each.path], each.value) for each in known}
    try:
        rules = editable_fields.changed(base, values)
    except ValidationError as error:
        form.wrong |= _wrong(error, values)
        return None
    return None if form.wrong else rules


def marked(form: RuleForm, base: Programme) -> frozenset[str]:
    """What is not as it would be anyway."""
    return frozenset(
        each.path
        for each in editable_fields.fields_of(base)
        if _plain(_read(form.typed[each.path], each.value)) != _plain(each.value)
    )


def unit_of(field: RuleField) -> str:
    return next((unit for unit in UNITS if unit in field.name), "")


def by_section(programme: Programme) -> dict[str, list[RuleField]]:
    every = editable_fields.fields_of(programme)
    return {
        name: [each for each in every if each.section == name] for name in editable_fields.SECTIONS
    }


def written(value: Value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _read(typed: str, like: Value) -> str | list[str]:
    """Whether they are numbers is for the rules to say."""
    if isinstance(like, list):
        return [part for part in BETWEEN.split(typed) if part]
    return typed.strip()


def _plain(value: str | Value) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]


def _wrong(error: ValidationError, values: Mapping[str, Any]) -> dict[str, Wrong]:
    """By path; of several at one rule the first."""
    found: dict[str, Wrong] = {}
    for each in error.errors(include_url=False):
        if each["type"] in HOURS:
            found[f"{HOURS[each['type']]}.until_hour"] = Wrong("wrong-hours")
        elif each["type"] == "complaint_days":
            found["complaint.decide_working_days"] = Wrong("wrong-complaint_days")
        elif each["type"] == "tiers_order":
            found |= dict.fromkeys(_too_low(values), Wrong("wrong-tiers_order"))
        else:
            found.setdefault(_path(each["loc"], values), _sentence(each))
    return found


def _sentence(error: Any) -> Wrong:
    kind, facts = error["type"], error.get("ctx", {})
    if kind in NOT_WHOLE:
        return Wrong("wrong-whole")
    if kind in SAID:
        return Wrong(f"wrong-{kind}", facts)
    return Wrong("wrong-how_many" if kind in TOO_MANY_OR_FEW else "wrong-other")


def _path(place: tuple[int | str, ...], values: Mapping[str, Any]) -> str:
    """Of the rule; an error in a list is at one of its parts."""
    path = ".".join(map(str, place))
    return path if path in values else path.rpartition(".")[0]


def _too_low(values: Mapping[str, Any]) -> list[str]:
    """The tiers that do not begin above the one below; the numbers are known to be numbers."""
    begins = [path for path in values if path.endswith(".growth_from")]
    return [
        high for low, high in pairwise(begins) if int(values[high]) <= int(values[low])
    ] or begins[:1]
