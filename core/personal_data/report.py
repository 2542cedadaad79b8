"""What an erasure has done, table by table; also as the audit trail keeps it, so that it can be
shown again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.programme import current_rules, months_after
from core.schema import Ground


@dataclass(frozen=True, slots=True)
class TableReport:
    """`rows`: what the rows are, in words. Either `deleted` counts those that are gone; or the rows
    are kept, `kept` of them, on `ground`, and `changed` of them have lost what was personal."""

    rows: str
    deleted: int = 0
    changed: int = 0
    kept: int = 0
    ground: Ground | None = None

    @property
    def place(self) -> tuple[str, str]:
        """The place in a list: what is deleted comes first, then what is kept, by its ground."""
        return self.ground or "", self.rows

    @property
    def is_empty(self) -> bool:
        return not (self.deleted or self.kept)


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """`at`: when the data were erased. `points`: those that ended with the membership, if the
    erasure has ended it. `recordings`, `pictures`: how many are deleted, at the carrier too.
    `left_on`: the last day of the membership."""

    at: datetime
    left_on: date
    points: int
    recordings: int
    pictures: int
    tables: tuple[TableReport, ...]

    def to_detail(self) -> dict[str, Any]:
        """The counts, for the audit trail. They hold nothing personal."""
        counts = {
            "points": self.points,
            "left_on": self.left_on.isoformat(),
            "recordings": self.recordings,
            "pictures": self.pictures,
        }
        return counts | detail_of(self.tables)

    @classmethod
    def from_detail(cls, detail: Mapping[str, Any], at: datetime, left_on: date) -> "ErasureReport":
        """`left_on`: where the detail lacks it, and the tables: an earlier release recorded only
        the points."""
        return cls(
            at=at,
            left_on=date.fromisoformat(detail["left_on"]) if "left_on" in detail else left_on,
            points=detail["points"],
            recordings=detail.get("recordings", 0),
            pictures=detail.get("pictures", 0),
            tables=tables_of(detail),
        )

    def kept_until(self, ground: Ground) -> date:
        """The day until which rows are kept on that ground, at least."""
        return months_after(self.left_on, 12 * _years_kept()[ground])


def detail_of(tables: Sequence[TableReport]) -> dict[str, Any]:
    """The counts of tables, for the audit trail."""
    kept: dict[str, dict[str, int]] = {}
    for table in tables:
        if table.kept and table.ground:
            kept.setdefault(table.ground, {})[table.rows] = table.kept
    return {
        "deleted": {table.rows: table.deleted for table in tables if table.deleted},
        "nameless": {table.rows: table.changed for table in tables if table.changed},
        "kept": kept,
    }


def tables_of(detail: Mapping[str, Any]) -> tuple[TableReport, ...]:
    """The tables that detail_of() has made the detail of. None if it has no counts: an earlier
    release recorded none."""
    return tuple(sorted(_tables(detail), key=lambda table: table.place))


def _years_kept() -> dict[Ground, int]:
    rules = current_rules().personal_data
    return {
        Ground.BOOKS: rules.books_years,
        Ground.SERVICE: rules.service_years,
        Ground.AUDIT: rules.audit_years,
    }


def _tables(detail: Mapping[str, Any]) -> Iterator[TableReport]:
    for rows, deleted in detail.get("deleted", {}).items():
        yield TableReport(rows, deleted=deleted)
    for ground, kept_by_rows in detail.get("kept", {}).items():
        for rows, kept in kept_by_rows.items():
            changed = detail["nameless"].get(rows, 0)
            yield TableReport(rows, changed=changed, kept=kept, ground=Ground(ground))
