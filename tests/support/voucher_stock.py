"""An e-voucher in the catalogue, and its codes."""

from collections.abc import Sequence
from datetime import date, datetime

from code_sealer import VOUCHER_SEALER
from sqlalchemy import Connection

from core.redemption import NewVoucher, catalogue, vouchers

SKU, NUMBER, POINTS = "coffee-voucher", 40, 200
EXPIRES_ON = date(2026, 12, 31)


def offer_vouchers(
    conn: Connection, codes: Sequence[str], at: datetime, expires_on: date = EXPIRES_ON
) -> int:
    """Puts the voucher on sale with these codes; how many of them are new."""
    names = {"name_zh": "咖啡券", "name_en": "Coffee voucher", "supplier": None, "cost_fen": None}
    if SKU not in {item.sku for item in catalogue.all_items(conn)}:
        catalogue.add(conn, sku=SKU, kind="voucher", number=NUMBER, points=POINTS, **names)  # type: ignore[arg-type]
        catalogue.change(conn, SKU, points=POINTS, on_sale=True, **names)  # type: ignore[arg-type]
    found = [NewVoucher(SKU, code, expires_on) for code in codes]
    return sum(vouchers.load(conn, each, sealer=VOUCHER_SEALER, at=at) for each in found)
