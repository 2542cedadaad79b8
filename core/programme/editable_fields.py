"""Which of the programme's rules can be changed while it runs, one by one.

Numbers, and lists of them. Not the names of tiers, sources and charges, which stand in the book;
not the days of the month on which the worker rates and bills are posted; and not the sections that
are about secrets, recordings and who is called old: those come with the file and a restart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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
STAY = frozenset(
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
    }
)
LISTS = frozenset({"tiers", "earning.tenure_bonus"})
"""Of sections, however many a programme has of them."""

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
        """Without its place in a list: tiers-growth_from."""
        return "-".join(part for part in self.path.split(".") if not part.isdigit())

    @property
    def place(self) -> int | None:
        """In a list, from 0."""
        return next((int(part) for part in self.path.split(".") if part.isdigit()), None)


@dataclass(frozen=True, slots=True)
class RuleChange:
    field: RuleField
    was: Value

    @property
    def becomes(self) -> Value:
        return self.field.value


def fields(document: Mapping[str, Any]) -> list[RuleField]:
    """All that can be changed in a programme written down as programme.toml is."""
    return [field for name in SECTIONS for field in _leaves(document.get(name, {}), name)]


def fields_of(rules: Programme) -> list[RuleField]:
    return fields(rules.model_dump(mode="json"))


def changed(rules: Programme, values: Mapping[str, Any]) -> Programme:
    """Those rules with other values at some paths; pydantic's ValidationError with all that is
    wrong with them. A path that there is no such field for is passed over."""
    document = rules.model_dump(mode="json")
    for field in fields(document):
        if field.path in values:
            _put(document, field.path, values[field.path])
    return Programme.model_validate(document)


def read(document: Mapping[str, Any]) -> Programme:
    """A version as it was kept, by whichever release: what cannot be changed, and rules that there
    were not yet then, are the file's."""
    return changed(shipped_rules(), {field.path: field.value for field in fields(document)})


def changes(was: Programme, becomes: Programme) -> list[RuleChange]:
    before = {field.path: field.value for field in fields_of(was)}
    return [
        RuleChange(field, before[field.path])
        for field in fields_of(becomes)
        if before[field.path] != field.value
    ]


def _leaves(node: Any, path: str) -> Iterator[RuleField]:
    if path in STAY or path.rpartition(".")[2] in STAY:
        return
    if isinstance(node, Mapping):
        parts = node.items()
    elif path in LISTS:
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
