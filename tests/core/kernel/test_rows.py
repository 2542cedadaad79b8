from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Select, create_engine, literal, select

from core.kernel import row_builder


@dataclass(frozen=True, slots=True)
class Shelf:
    sku: str
    left: int
    note: str = ""


SKU, LEFT, NOTE = literal("cup").label("sku"), literal(3).label("left"), literal("!").label("note")


@pytest.mark.parametrize(
    ("statement", "built"),
    [
        (select(SKU, LEFT, NOTE), Shelf("cup", 3, "!")),
        (select(LEFT, SKU), Shelf("cup", 3)),
        (select(NOTE, LEFT, SKU), Shelf("cup", 3, "!")),
    ],
)
def test_columns_are_matched_by_name(statement: Select[Any], built: Shelf) -> None:
    with create_engine("sqlite://").connect() as conn:
        assert [row_builder(Shelf, statement)(row) for row in conn.execute(statement)] == [built]


@pytest.mark.parametrize(
    "statement",
    [select(SKU), select(SKU, LEFT, literal(1).label("price")), select(SKU, SKU, LEFT)],
)
def test_statement_with_other_columns_is_refused(statement: Select[Any]) -> None:
    with pytest.raises(TypeError, match="Shelf has the fields"):
        row_builder(Shelf, statement)
