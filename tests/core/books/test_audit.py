"""The audit reports each kind of damage, planted by SQL, by its row and reports no other row."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, text
from voucher_stock import POINTS, SKU, offer_vouchers

from core.books import audit, daily_totals
from core.kernel import Database
from core.ledger import Owing, ledger
from core.loyalty import (
    incoming_exchange,
    partner_exchange,
    partner_spending,
    tier_ratings,
    transfers,
)
from core.member_events import EventKind, MemberEvent, handling
from core.members import changes, membership
from core.members.profiles import by_id
from core.programme import current_rules, local_day
from core.redemption import fulfilment, placing
from core.seed import PRICES
from core.service import IssuedReceipt, claims, receipt_book

GIVEN = "version = (SELECT version FROM transfer WHERE transfer_id = '{}')"

# What is done, and the lines that say so: * stands for what only the seed knows.
DAMAGE = {
    "UPDATE voucher SET member_id = NULL, order_id = NULL WHERE order_id = 'coffee'": [
        "voucher coffee-voucher: 1 left in stock, but 2 codes",
        "member 3, order 30000005 for a voucher is delivered, but has 0 codes",
    ],
    "UPDATE voucher SET member_id = 1, order_id = 'seed-20260001' WHERE order_id IS NULL": [
        "voucher coffee-voucher: 1 left in stock, but 0 codes",
        "member 1, order seed-20260001 for thermos-cup: has a code of coffee-voucher",
    ],
    "UPDATE gift_order SET parcel_no = 1, parcel_state = 'asked' WHERE number = '20260001'": [
        "member 1, order 20260001 is sent, but its parcel is asked",
    ],
    "UPDATE gift_order SET parcel_no = 1, parcel_state = 'failed' WHERE number = '20260001'": [
        "member 1, order 20260001: its parcel is failed, but nothing by its events",
    ],
    "UPDATE org SET parent = NULL WHERE code = 'XJ'": [
        "unit XJ: its parent None is no unit above it",
    ],
    "UPDATE claim SET org = 'ZZ'": [
        "member 3: ZZ is no unit",
        "member 3, claim 3000000? was done in ZZ, but the member was in GD",
    ],
    "UPDATE issued_receipt SET number = '999999'": [
        "receipt 999999 of 苏果超市: claim 30000004 of member 3 is granted",
    ],
    "DELETE FROM issued_receipt": [
        "member 3, claim 30000004: granted without an agent, and without a receipt",
    ],
    "UPDATE claim SET receipt_number = '20260601', status = 'granted'": [
        "receipt 20260601 of : paid 2 times",
    ],
    "UPDATE claim SET status = 'refused' WHERE number = '30000004'": [
        "member 3, claim 30000004 is refused, but has 1 postings",
        "receipt 20260601 of 苏果超市: claim 30000004 of member 3 is refused",
    ],
    "UPDATE gift_order SET org = 'XJ' WHERE order_id = 'service'": [
        "member 3, order 30000001 was done in XJ, but the member was in GD",
    ],
    "UPDATE exchange SET org = 'XJ' WHERE exchange_id = 'asked'": [
        "member 3, exchange asked was done in XJ, but the member was in GD",
    ],
    "UPDATE member SET province = 'XJ' WHERE member_id = 5": [
        "member 5 is in XJ, of which 4401 is no city",
    ],
    "UPDATE member SET province = 'GD' WHERE member_id = 6": [
        "member 6 is in GD, but moved to BJ last",
    ],
    "UPDATE org_move SET was = 'XJ' WHERE member_id = 6 AND became = 'BJ'": [
        "member 6 moved from XJ at *, but was in SH",
    ],
    "DELETE FROM org_move WHERE member_id = 3": [
        "member 3, order * was done in GD, but the member was in XJ",
        "member 3, exchange * was done in GD, but the member was in XJ",
        "member 3, claim 3000000? was done in GD, but the member was in XJ",
        "member 3, spending * was done in GD, but the member was in XJ",
    ],
    "UPDATE member SET marketing_ok = NOT marketing_ok WHERE member_id = 5": [
        "member 5: marketing_ok is *, but the consent on record is *",
    ],
    "UPDATE member_account SET balance = balance + 1 WHERE member_id = 5 AND unit = 'points'": [
        "member 5's points: the balance 5071 is not the sum of its postings 5070",
        "member 5: the lots have 5070 left, but the balance is 5071",
    ],
    "UPDATE member_account SET version = version + 1 WHERE member_id = 5 AND unit = 'growth'": [
        "member 5's growth: version 2, but 1 postings up to 1",
    ],
    "UPDATE member_account SET held = held + 1 WHERE member_id = 5 AND unit = 'points'": [
        "member 5's points: 1 held, but the open holds sum to 0",
    ],
    "UPDATE posting SET contra = 'isued' WHERE member_id = 7 AND unit = 'growth'": [
        "member 7's growth, posting 1: isued is no account of the programme",
        "day *, isued, *: 1 postings of 150 are in the ledger, but not closed",
        "day *, province:GD, *: 5 postings of 31650 are in the ledger, but not closed",
        "day *, province:GD, *: 6 postings of 31800 are closed, but not in the ledger",
    ],
    # The points of one go to another: every sum over the whole book still balances.
    "UPDATE posting SET member_id = 7, version = 2, balance_after = balance_after + 150"
    " WHERE member_id = 5 AND unit = 'growth'": [
        "member 5's growth: the balance 1720 is not the sum of its postings 0",
        "member 5's growth: version 1, but 0 postings up to 0",
        "member 7's growth: the balance 150 is not the sum of its postings 1870",
        "member 7's growth: version 1, but 2 postings up to 2",
        "member 7, key *: applied 2 times",
        "member 5, key *: the result is posting 1 and a balance of 1720, which do not exist",
    ],
    "UPDATE posting SET balance_after = balance_after + 1 WHERE member_id = 5"
    " AND unit = 'growth'": [
        "member 5's growth, posting 1: the balance 1721 is not the one before plus the amount",
        "member 5, key *: the result is posting 1 and a balance of 1720, which do not exist",
    ],
    "UPDATE posting SET key = 'stray' WHERE member_id = 7 AND unit = 'points'": [
        "member 7's points, posting 1: its key stray has no result",
    ],
    "UPDATE posting SET key = 'transfer:arrived:0' WHERE member_id = 5 AND unit = 'growth'": [
        "member 5, key transfer:arrived:0: applied 2 times",
    ],
    "DELETE FROM idempotency WHERE member_id = 7 AND key LIKE '%growth%'": [
        "member 7's growth, posting 1: its key * has no result",
    ],
    "UPDATE posting SET reverses = 1 WHERE member_id = 7 AND unit = 'points'": [
        "member 7's points, posting 1: reverses 1, which does not exist or is a reversal",
        "member 7's points, posting 1 of 150: reversed by 150",
        "member 7, points lot 1: 150 granted, but posting 1 is of 150",
        "member 7, posting 1 of 150: used 0 of the lots",
    ],
    "UPDATE posting SET reverses = 99 WHERE kind = 'reversal' AND member_id = 3": [
        "member 3, posting * of 500: redeemed without an order",
        "member 3's points, posting *: reverses 99, which does not exist or is a reversal",
        "member 3, posting 99: took 0 from lot *, and 500 went back",
        "member 3, order 30000002 is returned for 500, but 0 went back",
    ],
    "UPDATE lot SET remaining = remaining - 1 WHERE member_id = 5 AND lot_id = 2": [
        "member 5: the lots have 5069 left, but the balance is 5070",
        "member 5, lot 2: 2399 of 2400 left, but 0 used",
    ],
    "UPDATE lot SET granted = granted + 1, remaining = remaining + 1"
    " WHERE member_id = 5 AND lot_id = 2": [
        "member 5: the lots have 5071 left, but the balance is 5070",
        "member 5, points lot 2: 2401 granted, but posting 2 is of 2400",
    ],
    "UPDATE lot SET unit = 'growth' WHERE member_id = 7": [
        "member 7: the lots have 0 left, but the balance is 150",
        "member 7, growth lot 1: 150 granted, but posting 1 is of 150",
        "member 7, posting 1 of 150: opened no lot",
    ],
    "UPDATE owed SET paid = paid + 1 WHERE member_id = 6": [
        "member 6, debt debt: 201 paid, but 200 by the postings",
    ],
    "UPDATE posting SET memo = 'other' WHERE kind = 'owed_paid'": [
        "member 6, debt debt: 200 paid, but 0 by the postings",
        "member 6, posting * of -200: pays no debt to province:GD",
    ],
    "UPDATE owed SET amount = amount + 1 WHERE member_id = 6": [
        "member 6, grant * of 500: 0 taken back, and 501 owed",
    ],
    # As if the grant that paid nothing had come after it.
    "UPDATE owed SET version = reverses - 1 WHERE member_id = 6": [
        "member 6, debt debt is open, but the later lot * of 500 paid 0",
    ],
    "UPDATE lot SET usable_from = '2026-06-02' WHERE member_id = 3 AND lot_id = 1": [
        "member 3, lot 1: usable from 2026-06-02, but used on 2026-06-01",
        "member 3, lot 1: usable from 2026-06-02, but used on 2026-05-31",
    ],
    "UPDATE lot SET held = held + 1 WHERE member_id = 5 AND lot_id = 1": [
        "member 5, lot 1: 1 held, but the open holds pin 0",
    ],
    f"UPDATE lot_use SET amount = amount + 1 WHERE member_id = 2 AND {GIVEN.format('open')}": [
        "member 2, lot 1: 1130 of 1500 left, but 371 used",
        "member 2, posting * of -100: used 101 of the lots",
    ],
    "UPDATE lot_use SET lot_id = 2 WHERE member_id = 2 AND amount = -300": [
        "member 2, lot 1: 1130 of 1500 left, but 670 used",
        "member 2, lot 2: 1300 of 1300 left, but -300 used",
        "member 2, posting *: took 0 from lot 2, and 300 went back",
    ],
    "UPDATE hold_lot SET amount = amount + 1 WHERE hold_id = 'seed:order:20260003'": [
        "member 3, lot 1: 5100 held, but the open holds pin 5101",
        "member 3, hold seed:order:20260003 of 5000: pins 5001",
    ],
    "UPDATE stock SET at_first = at_first + 1 WHERE sku = 'mascot'": [
        "stock mascot/0: the first stock 2 is not the sum of left, reserved and sent",
    ],
    "UPDATE stock SET sent = sent + 1, at_first = at_first + 1 WHERE sku = 'mascot'": [
        "stock mascot/0: 0 reserved and 1 sent, but 0 and 0 by the orders",
    ],
    "UPDATE supplier SET active = FALSE WHERE code = 'topup'": [
        "item credit-10 is on sale, but its supplier topup is not active",
    ],
    "UPDATE gift_order SET points = points + 1 WHERE order_id = 'seed-20260003'": [
        "member 3, order 20260003 is held for 5001, but its hold is open for 5000",
    ],
    "UPDATE gift_order SET version = NULL WHERE order_id = 'service'": [
        "member 3, posting * of -1000: redeemed without an order",
        "member 3, order 30000001 is delivered for 1000, but paid for with 0",
    ],
    "UPDATE gift_order SET status = 'returned' WHERE order_id = 'service'": [
        "member 3, order 30000001 is returned for 1000, but 0 went back",
    ],
    "UPDATE gift_order SET status = 'delivered' WHERE order_id = 'undone'": [
        "member 3, order 30000002 is delivered for 500, but 500 went back",
    ],
    "UPDATE transfer SET amount = amount + 1 WHERE transfer_id = 'open'": [
        "member 2, transfer open of 101: posting * took 100",
        "in transit: 100 by the postings, 101 by the open transfers",
    ],
    "UPDATE transfer SET amount = amount + 1 WHERE transfer_id = 'arrived'": [
        "member 2, transfer arrived of 71: posting * took 70",
        "member 2, transfer arrived of 71 is open, but 70 arrived",
    ],
    "UPDATE transfer SET status = 'credited' WHERE transfer_id = 'open'": [
        "member 2, transfer open of 100 is credited, but 0 arrived",
        "in transit: 100 by the postings, 0 by the open transfers",
    ],
    "UPDATE transfer SET status = 'credited' WHERE transfer_id = 'refunded'": [
        "member 2, transfer refunded of 300 is credited, but 0 arrived",
        "member 2, transfer refunded of 300 is credited, but 300 went back",
    ],
    "UPDATE transfer SET status = 'refunded' WHERE transfer_id = 'credited'": [
        "member 2, transfer credited of 200 is refunded, but 200 arrived",
        "member 2, transfer credited of 200 is refunded, but 0 went back",
    ],
    "DELETE FROM transfer WHERE transfer_id = 'open'": [
        "member 2, posting * of -100: in transit without a transfer",
        "in transit: 100 by the postings, 0 by the open transfers",
    ],
    "UPDATE transfer SET to_member_id = 6 WHERE transfer_id = 'credited'": [
        "member 2, transfer credited of 200 is credited, but 0 arrived",
        "member 3, posting * of 200: in transit without a transfer",
    ],
    "UPDATE exchange SET status = 'accepted' WHERE exchange_id = 'asked'": [
        "member 3, exchange asked is accepted for 100, but its hold is open for 100",
        "member 3, exchange asked is accepted for 100, but airline was posted 0",
    ],
    "UPDATE exchange SET partner = 'fixed_line' WHERE exchange_id = 'accepted'": [
        "member 3, exchange accepted is accepted for 200, but fixed_line was posted 0",
    ],
    "UPDATE exchange SET exchange_id = 'other' WHERE exchange_id = 'accepted'": [
        "member 3, exchange other is accepted for 200, but airline was posted 0",
        "member 3, posting * of -200: to partner:airline without an exchange or a spending",
    ],
    "UPDATE incoming_exchange SET status = 'added'": [
        "member 0, reference R5678 of airline is added, but was credited 0 times",
    ],
    "UPDATE incoming_exchange SET status = 'refused'": [
        "member 3, reference * of airline is refused, but was credited 1 times",
    ],
    "UPDATE spending SET points = 50": [
        "member 3, spending of 50 at coffee: posting * took 150",
    ],
    "UPDATE spending SET partner = 'airline'": [
        "member 3, spending of 150 at airline: posting * took 0",
    ],
    "DELETE FROM spending": [
        "member 3, posting * of -150: to partner:coffee without an exchange or a spending",
    ],
    "UPDATE exchange SET partner = 'bakery' WHERE exchange_id = 'asked'": [
        "member 3, exchange asked: there is no exchange with bakery",
    ],
    "UPDATE posting SET contra = 'partner:bakery' WHERE contra = 'partner:1'": [
        "member 1, posting * of 600: partner:bakery is no partner",
        "member 2, posting * of 400: partner:bakery is no partner",
        "day *, partner:*",
    ],
    "UPDATE posting SET kind = 'fax' WHERE member_id = 7 AND unit = 'growth'": [
        "member 7's growth, posting 1 of 150: fax is no source",
        "day *, province:GD, fax of growth: 1 postings of 150 are in the ledger, but not closed",
        "day *, province:GD, mobile of growth: *",
    ],
    "UPDATE member SET status = 'left' WHERE member_id = 5": [
        "member 5 has left, and still has * points",
        "number +8613800000005: leads to member 5, who has another number",
    ],
    "UPDATE member SET tier = 'gold' WHERE member_id = 5": [
        "member 5 is gold until 2027-12-18, but was last rated silver until 2027-12-18",
    ],
    "UPDATE member SET tier_until = NULL WHERE member_id = 5": [
        "member 5 is silver until None, but was last rated silver until 2027-12-18",
    ],
    "INSERT INTO tier_change SELECT member_id, '2020-01-06', was, 'diamond', growth, until"
    " FROM tier_change WHERE member_id = 5": [
        "member 5: rated on 2027-01-06 from silver, but the tier was diamond",
    ],
    "UPDATE member SET leaves_on = NULL WHERE member_id = 5": [
        "member 5 leaves on None, but the notice was given last",
    ],
    "UPDATE member SET leaves_on = '2026-07-01' WHERE member_id = 2": [
        "member 2 leaves on 2026-07-01, but the notice was withdrawn last",
    ],
    "UPDATE msisdn SET member_id = 6 WHERE member_id = 5": [
        "member 5 is not found by the number +8613800000005",
        "number +8613800000005: leads to member 6, who has another number",
    ],
    "UPDATE member SET number = '+8613800000099' WHERE member_id = 3": [
        "member 3 has the number +8613800000099, but by event number +8613900000099",
    ],
    "UPDATE member SET number = '+8613800000099' WHERE member_id = 6": [
        "member 6 is not found by the number +8613800000099",
        "number +8613800000006: leads to member 6, who has another number",
    ],
    # Its owner has changed, and what was under way keeps the membership: the number is free.
    "INSERT INTO msisdn SELECT number, member_id FROM member WHERE member_id = 3": [
        "number +8613900000099: leads to member 3, who has another number",
    ],
    "INSERT INTO further_number SELECT member_id, '+862584567890', 'x', recorded_at"
    " FROM member_event WHERE event_id = 'province'": [
        "member 3 is not found by the further number +862584567890",
    ],
    "INSERT INTO further_number SELECT e.member_id, m.number, 'x', e.recorded_at"
    " FROM member_event e JOIN member m ON m.member_id = e.member_id"
    " WHERE e.event_id = 'province'": [
        "member 3 has the number +8613900000099 twice",
        "member 3 is not found by the further number +8613900000099",
    ],
    "UPDATE member_event SET became = 'SH' WHERE event_id = 'province'": [
        "member 3 is in XJ, but by event province in SH",
    ],
    "UPDATE member SET status_when_lifted = 'active' WHERE member_id = 3": [
        "member 3 is active, but by event arrears suspended",
    ],
    "UPDATE member SET leaves_on = NULL WHERE member_id = 3": [
        "member 3 stays, but event left has ended the membership",
    ],
    "UPDATE member_event SET happened_at = recorded_at WHERE event_id = 'settled'": [
        "member 3, event arrears: had an effect after a later one",
    ],
    "DELETE FROM member_event WHERE event_id = 'province'": [
        "member 3: event number 6 of 5",
    ],
    "UPDATE receipt SET member_id = 4 WHERE number LIKE '%ing_number'": [
        "member 3, event number of billing: its receipt is member 4's",
    ],
    "UPDATE programme_day SET amount = amount + 1 WHERE contra = 'redeemed' AND amount = -1700": [
        "day 2026-06-01, redeemed, redeem of points: 3 postings of -1700 are in the ledger, but not"
        " closed",
        "day 2026-06-01, redeemed, redeem of points: 3 postings of -1699 are closed, but not in the"
        " ledger",
    ],
}


@pytest.fixture(scope="module", params=("sqlite", "postgresql"))
def busy(request: pytest.FixtureRequest, databases: Any, at: datetime) -> Iterator[Database]:
    """The demo programme with rows for every rule of the audit."""
    database = Database(databases.make(request.param, True))
    receivers = {"credited": (3, 200), "refunded": (4, 300), "arrived": (5, 70), "open": (5, 100)}
    given = {
        name: database.run(partial(give, at=at, name=name, to=to, amount=amount))
        for name, (to, amount) in receivers.items()
    }
    database.run(lambda conn: membership.freeze(conn, 4))
    assert transfers.complete(database, given["credited"], at)
    assert not transfers.complete(database, given["refunded"], at)
    assert database.run(lambda conn: transfers.receive(conn, given["arrived"], at))
    database.run(partial(spend, at=at))
    database.run(partial(owe, at=at))
    for member_id, province in ((3, "XJ"), (6, "SH"), (6, "BJ")):
        database.run(partial(move, at=at, member_id=member_id, province=province))
    database.run(partial(report, at=at))
    database.run(partial(give_notices, at=at))
    database.run(partial(rate_and_close, at=at))
    yield database
    database.dispose()


def give(conn: Connection, *, at: datetime, name: str, to: int, amount: int) -> transfers.Transfer:
    giver = by_id(conn, 2)
    return transfers.give(
        conn,
        giver=giver,
        receiver_id=to,
        amount=amount,
        channel="voice",
        key=name,
        at=at,
        transfer_id=name,
    )


def move(conn: Connection, *, at: datetime, member_id: int, province: str) -> None:
    changes.move(conn, member_id=member_id, place=province, key=province, at=at)


def report(conn: Connection, *, at: datetime) -> None:
    """Billing reports of member 3, who still waits for an exchange."""
    said: list[tuple[str, EventKind, dict[str, str]]] = [
        ("number", EventKind.NUMBER_CHANGED, {"became": "+8613900000099"}),
        ("province", EventKind.PROVINCE_MOVED, {"became": "XJ"}),
        ("suspended", EventKind.SUSPENDED, {}),
        ("settled", EventKind.ARREARS_SETTLED, {}),
        ("arrears", EventKind.ARREARS_BEGUN, {}),
        ("left", EventKind.LEFT, {}),
    ]
    for minutes, (event_id, kind, what) in enumerate(said, start=-len(said)):
        which: dict[str, Any] = {"source": "billing", "event_id": event_id, "kind": kind}
        which |= {"happened_at": at + timedelta(minutes=minutes), "member_id": 3} | what
        handling.apply(conn, MemberEvent(**which), at=at)


def give_notices(conn: Connection, *, at: datetime) -> None:
    for member_id in (2, 5):
        membership.give_notice(conn, member_id=member_id, key="notice", at=at, reason="unused")
    membership.withdraw_notice(conn, member_id=2, key="stay", at=at)


def spend(conn: Connection, *, at: datetime) -> None:
    """Exchanges and orders of member 3 in every status, a claim, and one granted at once."""
    claim = {"claim_id": "claim", "number": "30000003", "receipt_number": "R1"}
    claims.file(conn, member_id=3, channel="sms", key="claim", at=at, **claim)
    bill = IssuedReceipt("苏果超市", "20260601", "services", local_day(at), 2_00, member_id=3)
    receipt_book.enter(conn, bill, at)
    claim |= {"claim_id": "automatic", "number": "30000004", "receipt_number": bill.number}
    claims.file(conn, member_id=3, channel="sms", key="automatic", at=at, **claim)
    for name, amount in (("accepted", 200), ("refused", 300), ("asked", 100)):
        asked = {"partner": "airline", "amount": amount, "key": name, "at": at}
        partner_exchange.request(conn, member=by_id(conn, 3), exchange_id=name, **asked)
    partner_exchange.accept(conn, member_id=3, exchange_id="accepted", at=at)
    for number in (by_id(conn, 3).number, "+8613812345678"):
        sent = {"amount": 200, "reference": f"R{number[-4:]}", "number": number}
        incoming_exchange.answer(conn, partner="airline", **sent, at=at)
    bought = {"partner": "coffee", "points": 150, "memo": "Coffee", "key": "till", "at": at}
    partner_spending.spend(conn, member_id=3, **bought)
    partner_exchange.refuse(conn, member_id=3, exchange_id="refused", at=at)
    for name, sku, number in (("service", "credit-10", 1), ("undone", "data-1gb", 2)):
        order = {"sku": sku, "points": PRICES[sku], "key": name, "order_id": name}
        where = {"at": at, "channel": "sms", "number": f"3000000{number}"}
        placing.redeem(conn, member=by_id(conn, 3), **order, **where)
        fulfilment.fulfil(conn, member_id=3, order_id=name, key=f"{name} added", at=at)
    offer_vouchers(conn, ["COFFEE-0001", "COFFEE-0002"], at)
    coffee = {"sku": SKU, "points": POINTS, "key": "coffee", "order_id": "coffee"}
    where = {"at": at, "channel": "sms", "number": "30000005"}
    placing.redeem(conn, member=by_id(conn, 3), **coffee, **where)
    fulfilment.reverse(
        conn, member_id=3, order_id="undone", reason="our_failure", key="sorry", at=at
    )


def owe(conn: Connection, *, at: datetime) -> None:
    """Member 6 owes 500, of which the next grant has paid 200."""
    who: dict[str, Any] = {"member_id": 6, "at": at, "contra": "province:GD", "kind": "promotion"}
    terms = {"expires_at": local_day(at), "unit_cost_mfen": 1_000}
    granted = ledger.grant(conn, amount=500, key="refunded", **who, **terms)
    ledger.spend(conn, amount=500, key="spent", **who | {"contra": "issued"})
    ledger.take_back(
        conn, member_id=6, version=granted.version, amount=500, key="debt", at=at,
        kind="accrual_reversal", owing=Owing("accrual_reversal", "refunded"),
    )  # fmt: skip
    ledger.grant(conn, amount=200, key="pays", **who, **terms)


def rate_and_close(conn: Connection, *, at: datetime) -> None:
    assert tier_ratings.rate(conn, member_id=5, on=date(2027, 1, 6), at=at, rules=current_rules())
    for day in list(daily_totals.days_to_close(conn, at + timedelta(days=2))):
        daily_totals.close(conn, day=day)


def test_audit_finds_no_violations_after_varied_activity(busy: Database) -> None:
    assert busy.read(lambda conn: list(audit.violations(conn))) == []


@pytest.mark.parametrize("damage", DAMAGE)
def test_audit_reports_each_planted_damage(
    busy: Database, unguarded: Callable[[Connection], None], damage: str
) -> None:
    with busy.engine.connect() as conn:
        unguarded(conn)
        assert conn.execute(text(damage)).rowcount >= 1
        found = list(audit.violations(conn))
        conn.rollback()
    for line in found:
        assert any(fnmatchcase(line, expected) for expected in DAMAGE[damage]), line
    for expected in DAMAGE[damage]:
        assert any(fnmatchcase(line, expected) for line in found), (expected, found)


def test_every_audit_rule_is_covered_by_a_planted_damage() -> None:
    said = [expected for lines in DAMAGE.values() for expected in lines]
    for rule in audit.RULES:
        pattern = ".*".join(re.escape(part) for part in re.split(r"\{\w+\}", rule))
        assert any(re.fullmatch(pattern, line) for line in said), rule
