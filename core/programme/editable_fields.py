"""The rules that can be changed while the programme runs, each as a field.

They are numbers and lists of numbers. Not editable are the names of tiers, sources and charges,
which are stored in postings; the days of the month on which tiers are rated and bills posted; and
the sections about secrets, messages, recordings and senior callers. Those change with
programme.toml and a restart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.kernel import MFEN_PER_FEN
from core.programme.programme import Programme, shipped_rules

SECTIONS = (
    "tiers",
    "tier_term",
    "earning",
    "expiry",
    "redemption",
    "delivery",
    "giving",
    "exchange",
    "claim",
    "complaint",
    "texts",
    "agents",
    "desk",
)
FIXED = frozenset(
    {
        "tiers.0.growth_from",
        "name",
        "rated_on_day_of_month",
        "posted_on_day_of_month",
        "sources",
        "sources_in_points",
        "charges_earning",
        "charges_not_earning",
        "partners",
        "ahead_groups",
        "comes_back_within_days",
        "same_within_minutes",
        "grade_days",
        "reopen_days",
    }
)
LISTS_OF_SECTIONS = frozenset({"tiers", "earning.tenure_bonus"})

Value = int | list[int] | list[str]


@dataclass(frozen=True, slots=True)
class RuleField:
    path: str  # tiers.1.growth_from
    value: Value

    @property
    def section(self) -> str:
        return self.path.partition(".")[0]

    @property
    def name(self) -> str:
        """The path without the index in a list: tiers-growth_from."""
        return "-".join(part for part in self.path.split(".") if not part.isdigit())

    @property
    def index(self) -> int | None:
        """The place in a list of sections, from 0."""
        return next((int(part) for part in self.path.split(".") if part.isdigit()), None)


@dataclass(frozen=True, slots=True)
class RuleChange:
    field: RuleField
    was: Value

    @property
    def becomes(self) -> Value:
        return self.field.value


def fields(document: Mapping[str, Any]) -> list[RuleField]:
    """The editable fields of a document that is laid out as programme.toml is."""
    return [field for name in SECTIONS for field in _leaves(document.get(name, {}), name)]


def fields_of(rules: Programme) -> list[RuleField]:
    return fields(rules.model_dump(mode="json"))


def with_values(rules: Programme, values: Mapping[str, Any]) -> Programme:
    """`rules` with other values, by path; a path without an editable field is ignored. pydantic's
    ValidationError lists everything that is wrong with the values."""
    document = rules.model_dump(mode="json")
    for field in fields(document):
        if field.path in values:
            _put(document, field.path, values[field.path])
    return Programme.model_validate(document)


def from_document(document: Mapping[str, Any]) -> Programme:
    """A stored version, of whichever release. Rules that are not editable, and rules that the
    release did not have yet, are those of programme.toml."""
    stored = {field.path: field.value for field in fields(document)}
    return with_values(shipped_rules(), dict(_as_of_today(*each) for each in stored.items()))


def _as_of_today(path: str, value: Value) -> tuple[str, Value]:
    """A rule as it is named and measured now. Versions are never rewritten: two people approved
    them as they stand."""
    if path == "redemption.cost_fen_per_point":
        assert isinstance(value, int)
        return "redemption.cost_mfen_per_point", value * MFEN_PER_FEN
    return path, value


def changes(was: Programme, becomes: Programme) -> list[RuleChange]:
    """The editable fields whose values differ, in the order of the programme."""
    before = {field.path: field.value for field in fields_of(was)}
    return [
        RuleChange(field, before[field.path])
        for field in fields_of(becomes)
        if before[field.path] != field.value
    ]


def _leaves(node: Any, path: str) -> Iterator[RuleField]:
    if path in FIXED or path.rpartition(".")[2] in FIXED:
        return
    if isinstance(node, Mapping):
        parts = node.items()
    elif path in LISTS_OF_SECTIONS:
        parts = dict(enumerate(node)).items()
    else:
        yield RuleField(path, node)
        return
    for name, part in parts:
        yield from _leaves(part, f"{path}.{name}")


def _put(document: Any, path: str, value: Any) -> None:
    *way, last = path.split(".")
    for part in way:
        document = document[int(part) if part.isdigit() else part]
    document[last] = value
