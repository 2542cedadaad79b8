"""What a member owes, on the desk's page about the member."""

from typing import Any

import pytest
from sqlalchemy import Connection

from core.ledger import Owing, ledger


def owe(desk: Any) -> None:
    """Member 4 owes 500 points, of which the next grant has paid 120."""
    who: dict[str, Any] = {"member_id": 4, "at": desk.clock.now(), "contra": "issued"}
    terms = {"kind": "mobile", "expires_at": None, "unit_cost_mfen": 1_000}

    def work(conn: Connection) -> None:
        granted = ledger.grant(conn, amount=500, key="granted", **who, **terms)
        ledger.spend(conn, amount=500, kind="redeem", key="spent", **who)
        refund = {"member_id": 4, "at": desk.clock.now(), "version": granted.version}
        why = Owing("accrual_reversal", "accrual:b-17")
        ledger.take_back(
            conn, key="refund", amount=500, kind="accrual_reversal", owing=why, **refund
        )
        ledger.grant(conn, amount=120, key="pays", **who, **terms)

    desk.database.run(work)


@pytest.mark.parametrize(
    ("language", "owes", "why", "paid"),
    [
        ("zh", "欠 380 分", "退款 accrual:b-17：应补扣 500 分，已扣 120 分", "退款补扣"),
        ("en", "Owes 380", "Refund of accrual:b-17: 120 of 500 paid.", "points owed"),
    ],
)
def test_debts_are_on_the_page_with_their_refund(
    desk: Any, language: str, owes: str, why: str, paid: str
) -> None:
    browser = desk.signed_in("agent")
    browser.post("/desk/language", language=language)
    assert owes not in browser.get("/desk/members/4").text
    owe(desk)
    page = browser.get("/desk/members/4").text
    assert owes in page
    assert why in page
    assert paid in page.partition('class="postings"')[2]
