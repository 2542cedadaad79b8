"""Applies rows of e-voucher codes: see core.redemption.vouchers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from core.imports.csv_cells import Values, identifier, required_day, text
from core.imports.csv_files import Row
from core.imports.errors import BadRow
from core.kernel import NotAllowed, Sealer
from core.loyalty import Applied, Outcome
from core.redemption import NewVoucher, vouchers

REQUIRED = frozenset({"sku", "code", "expires_on"})
OPTIONAL = frozenset[str]()
_REASONS = {
    "no_voucher": "sku is no voucher of the catalogue",
    "bad_code": "code is not 4 to 24 letters, digits and dashes",
    "voucher_expired": "expires_on is over",
    "other_stock": "code is in the stock of another e-voucher",
}


def apply(conn: Connection, rows: Sequence[Row], *, at: datetime, sealer: Sealer) -> list[Outcome]:
    """One outcome a row, in their order. Rows that are not rejected are written."""
    return [_apply(conn, row.values, at, sealer) for row in rows]


def _apply(conn: Connection, values: Values, at: datetime, sealer: Sealer) -> Outcome:
    try:
        new = NewVoucher(
            text(values, "sku"), identifier(values, "code"), required_day(values, "expires_on")
        )
        is_new = vouchers.load(conn, new, sealer=sealer, at=at)
    except NotAllowed as error:
        return BadRow(_REASONS[error.reason])
    except BadRow as error:
        return error
    return Applied.NOW if is_new else Applied.EARLIER
