"""Files of codes of e-vouchers: what is loaded, and what is rejected."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from voucher_stock import SKU, offer_vouchers

from core.kernel import Database
from core.redemption import catalogue
from core.schema import voucher
from hotline import main

HEADER = "sku,code,expires_on\n"
CODES = f"{HEADER}{SKU},CARD-0001,2199-12-31\n{SKU},CARD-0002,2199-12-31\n"
BAD = {
    "thermos-cup,CARD-0003,2199-12-31": "sku is no voucher of the catalogue",
    f"{SKU},券码,2199-12-31": "code is not 4 to 24 letters, digits and dashes",
    f"{SKU},,2199-12-31": "code is missing",
    f"{SKU},2.02611E+17,2199-12-31": "lost its digits",
    f"{SKU},CARD-0003,2020-01-01": "expires_on is over",
    f"{SKU},CARD-0003,soon": "expires_on is soon, not a day",
    f"{SKU},CARD-0003,": "expires_on is missing",
}


@pytest.fixture
def hotline(
    seeded: Database, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], str]:
    """Imports a file with this text; what the command prints, and the rows that it rejects."""
    seeded.run(partial(offer_vouchers, codes=[], at=at))
    monkeypatch.setenv("DATABASE_URL", seeded.engine.url.render_as_string(False))
    monkeypatch.setenv("SECRET_KEY", "k" * 40)

    def load(content: str) -> str:
        file = tmp_path / "codes.csv"
        file.write_text(content, encoding="utf-8")
        result = CliRunner().invoke(main, ["import", "vouchers", str(file)])
        assert result.exit_code == 0, result.output
        rejected = tmp_path / "codes.csv.rejected.csv"
        return result.output + (rejected.read_text("utf-8") if rejected.exists() else "")

    return load


def test_codes_are_loaded_once(seeded: Database, hotline: Callable[[str], str]) -> None:
    assert "2 imported, 0 were there before, 0 rejected" in hotline(CODES)
    more = f"{CODES}{SKU},CARD-0003,2199-12-31\n"
    assert "1 imported, 2 were there before, 0 rejected" in hotline(more)
    assert seeded.read(lambda conn: catalogue.by_sku(conn, SKU)).left == 3
    stored = seeded.read(lambda conn: [tuple(row) for row in conn.execute(select(voucher))])
    assert "CARD-" not in str(stored)


@pytest.mark.parametrize("row", BAD)
def test_bad_row_is_rejected_and_stops_nothing(hotline: Callable[[str], str], row: str) -> None:
    said = hotline(f"{HEADER}{row}\n{SKU},CARD-0001,2199-12-31\n")
    assert "1 imported, 0 were there before, 1 rejected" in said
    assert BAD[row] in said


def test_codes_need_the_key_that_seals_them(
    hotline: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY")
    (tmp_path / "codes.csv").write_text(CODES, encoding="utf-8")
    result = CliRunner().invoke(main, ["import", "vouchers", str(tmp_path / "codes.csv")])
    assert result.exit_code == 1
    assert "SECRET_KEY is not set" in result.output
