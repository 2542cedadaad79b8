"""The judge of what members were told fails where a sentence contradicts the ledger."""

import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from code_sealer import CODE_SEALER
from sqlalchemy import Connection, update

sys.path.append(str(Path(__file__).parent))

from carrier import Told, balance_message, heard, sms_messages
from judge import Judge, Redemption, Sentences, keep_promises

from core.conversation import OutcomePromise, outcome_promises, turn_log
from core.kernel import Database
from core.members import changes, member_points, profiles
from core.redemption import gifts, placing
from core.schema import gift_order
from flows.protocol import Channel, Turn

MEMBER_ID, NUMBER, SKU, SID = 5, "+8613800000005", "thermos-cup", "1" * 32
ORDER_NUMBER, DELIVER_BY = "12345678", date(2026, 2, 9)
PENDING = "抱歉，系统出了点问题，还不能确定有没有办成，结果会发短信告诉您。人工客服请回复RG。"
NOT_DONE = "抱歉，刚才那条没有办成，没有任何变动，请重新办理。人工客服请回复RG。"


class Ledger:
    """A member who has confirmed a redemption by text."""

    def __init__(self, database: Database, redis: Any, at: datetime) -> None:
        self.database, self.redis, self.at = database, redis, at
        messages = sms_messages(NUMBER, SID)
        next(messages)
        self.confirmation = heard(messages.send("验证码123456"))  # type: ignore[attr-defined]
        database.run(
            lambda conn: changes.correct_address(
                conn, member_id=MEMBER_ID, becomes="广州市天河区1号"
            )
        )
        member = database.read(lambda conn: member_points.with_points(conn, MEMBER_ID, at.date()))
        self.balance = member.available
        gift = database.read(lambda conn: gifts.by_sku(conn, SKU, today=at.date()))
        assert gift is not None
        self.points, self.name = gift.points, gift.name_zh
        self.left = self.balance - self.points

    def redeem(self) -> None:
        self.place_order()
        self.database.run(
            lambda conn: turn_log.record(
                conn,
                member_id=MEMBER_ID,
                session_id=self.confirmation.session_id,
                message_id=self.confirmation.message_id,
                seq=1,
                reply=Turn("zh", (self.done(self.left).words,)).to_json(),
                session={},
                at=self.at,
            )
        )

    def place_order(self) -> None:
        def act(conn: Connection) -> None:
            placed = placing.redeem(
                conn,
                member=profiles.by_id(conn, MEMBER_ID),
                sku=SKU,
                points=self.points,
                key="redeemed",
                at=self.at,
                channel="sms",
                order_id="o-1",
                number=ORDER_NUMBER,
            )
            this = gift_order.c.order_id == placed.order_id
            conn.execute(update(gift_order).where(this).values(deliver_by=DELIVER_BY))

        self.database.run(act)

    def promise(self) -> None:
        promise = OutcomePromise(
            MEMBER_ID,
            self.confirmation.session_id,
            self.confirmation.message_id,
            NUMBER,
            "zh",
            self.at,
        )
        self.database.run(lambda conn: outcome_promises.keep(conn, promise))

    def wrong(self, *told: Told) -> list[str]:
        redemption = Redemption(SKU, self.points, self.balance)
        return self.database.read(
            lambda conn: [
                *Judge(conn, redemption).contradictions(MEMBER_ID, told, self.at, CODE_SEALER)
            ]
        )

    def told(self, words: str) -> Told:
        return Told(self.confirmation, words)

    def done(self, left: int, number: str = ORDER_NUMBER) -> Told:
        facts = f"订单{number}，2月9日前送到广州市天河区，余{left}分"
        return self.told(f"换好了：{self.name}，{facts}。改地址回复DZ。")

    def balance_told(self, points: int) -> Told:
        words = f"可用积分{points}分，近期没有到期。"
        return Told(heard(balance_message(NUMBER, SID)), words)


@pytest.fixture
def ledger(new_database: Callable[[str, bool], str], redis_server: Any, at: datetime) -> Any:
    database = Database(new_database("sqlite", True))
    yield Ledger(database, redis_server, at)
    database.dispose()


def test_true_sentences_are_accepted(ledger: Ledger) -> None:
    before = ledger.balance_told(ledger.balance)
    assert ledger.wrong(before) == []
    ledger.redeem()
    after = ledger.balance_told(ledger.left)
    assert ledger.wrong(before, ledger.done(ledger.left), after) == []


def test_order_that_does_not_exist_is_found(ledger: Ledger) -> None:
    wrong = " ".join(ledger.wrong(ledger.done(ledger.left)))
    assert "redeem_gift-ordered is not what the ledger says" in wrong
    assert "nothing was made" in wrong


def test_other_order_number_is_found(ledger: Ledger) -> None:
    ledger.redeem()
    assert "not what the ledger says" in ledger.wrong(ledger.done(ledger.left, "87654321"))[0]


@pytest.mark.parametrize("off", [-1, 1])
def test_balance_that_the_ledger_never_had_is_found(ledger: Ledger, off: int) -> None:
    ledger.redeem()
    assert ledger.wrong(ledger.done(ledger.left + off))
    assert ledger.wrong(ledger.balance_told(ledger.left + off))


def test_old_balance_after_confirmed_order_is_found(ledger: Ledger) -> None:
    ledger.redeem()
    assert ledger.wrong(ledger.done(ledger.left), ledger.balance_told(ledger.balance))


def test_denial_of_what_was_done_is_found(ledger: Ledger) -> None:
    assert ledger.wrong(ledger.told(NOT_DONE)) == []
    ledger.redeem()
    assert "it was carried out" in ledger.wrong(ledger.told(NOT_DONE))[0]


@pytest.mark.parametrize("is_done", [False, True])
def test_promise_without_its_text_is_found(ledger: Ledger, is_done: bool) -> None:
    if is_done:
        ledger.redeem()
    assert "none was sent" in ledger.wrong(ledger.told(PENDING))[0]
    ledger.promise()
    keep_promises(ledger.database, ledger.redis, ledger.at + timedelta(minutes=5))
    assert ledger.wrong(ledger.told(PENDING)) == []


def test_text_that_denies_what_was_done_is_found(ledger: Ledger) -> None:
    ledger.promise()
    keep_promises(ledger.database, ledger.redis, ledger.at + timedelta(minutes=5))
    ledger.place_order()
    assert f"{ORDER_NUMBER} was made, and told: not_done" in ledger.wrong(ledger.told(PENDING))[0]


def test_claim_in_unknown_words_is_found(ledger: Ledger) -> None:
    assert "cannot be judged" in ledger.wrong(ledger.told("已换好了，请放心。"))[0]


def test_every_claim_is_found_in_its_own_sentence() -> None:
    """Whatever the day is: dates and amounts are no part of what a sentence is known by."""
    for by in (date(2026, month, day) for month in range(1, 13) for day in (1, 9, 28)):
        sentences = Sentences(Redemption(SKU, 1_000, 5_000), "保温杯")
        words = sentences.wording.say(
            "redeem_gift-ordered",
            "zh",
            Channel.SMS,
            {"name": "保温杯", "points": 1_000, "left": 4_000, "order": "12345678",
             "by": by.isoformat(), "to": "广州市天河区"},
        )  # fmt: skip
        assert ("redeem_gift-ordered", Channel.SMS) in sentences.claims(words)
