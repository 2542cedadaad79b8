"""What an erasure has done, table by table."""

from dataclasses import dataclass
from datetime import date

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
    def is_empty(self) -> bool:
        return not (self.deleted or self.kept)


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """`points`: those that ended with the membership, if the erasure has ended it. `recordings`,
    `pictures`: how many are deleted, at the carrier too. `left_on`: the last day of the
    membership."""

    left_on: date
    points: int
    recordings: int
    pictures: int
    tables: tuple[TableReport, ...]

    def kept_until(self, ground: Ground) -> date:
        """The day until which rows are kept on that ground, at least."""
        return months_after(self.left_on, 12 * _years_kept()[ground])


def _years_kept() -> dict[Ground, int]:
    rules = current_rules().personal_data
    return {
        Ground.BOOKS: rules.books_years,
        Ground.SERVICE: rules.service_years,
        Ground.AUDIT: rules.audit_years,
    }
