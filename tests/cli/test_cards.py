"""The stock of cards by the command line."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from core.kernel import Database
from core.members import cards
from core.schema import card_stock
from hotline import main

FIRST = "620000000000000001"


@pytest.fixture
def stock(seeded: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("DATABASE_URL", seeded.engine.url.render_as_string(False))
    return seeded


def test_cards_are_added_once(stock: Database) -> None:
    for added in (1_200, 0):
        result = CliRunner().invoke(main, ["cards", "add", FIRST, "1200"])
        assert result.output == f"{added} cards were added.\n"
    numbers = stock.read(lambda conn: list(conn.execute(select(card_stock.c.number)).scalars()))
    assert len(numbers) == 1_200 and all(map(cards.is_card_number, numbers))


@pytest.mark.parametrize(
    ("first", "count", "problem"),
    [("123", "1", "FIRST has 18 digits"), ("9" * 18, "2", "not so many numbers")],
)
def test_numbers_that_are_none_are_refused(
    stock: Database, first: str, count: str, problem: str
) -> None:
    result = CliRunner().invoke(main, ["cards", "add", first, count])
    assert result.exit_code == 1 and problem in result.output
    count_all = select(func.count()).select_from(card_stock)
    assert stock.read(lambda conn: conn.execute(count_all).scalar_one()) == 0
