"""Judges what members were told: no sentence contradicts the ledger.

Of each member the run knows the states that the ledger can have had: before the redemption and
after it. A sentence that claims something is known by the words around its facts; it must be, word
for word, what that sentence says in one of these states.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from carrier import Told
from claims import NOT_DONE, PENDING, Fate, contradiction
from sqlalchemy import Connection, select

from core.conversation import outcome_promises, turn_log
from core.kernel import Database, Sealer
from core.members import BLANK, one_time_codes
from core.messaging import Event, Topic
from core.programme import current_rules
from core.redemption import addresses, gifts
from core.schema import gift_order, outbox
from flows.all_words import load_wording
from flows.engine.promises import Promises
from flows.language import Wording
from flows.notifications import texts
from flows.protocol import Channel
from jobs import outcomes
from jobs.member_sweep import Run

ORDERED, OFFERED = "redeem_gift-ordered", ("redeem_gift-confirm", "redeem_gift-code_sent")
NOTHING_REDEEMED = ("redeem_gift-cancelled", "redeem_gift-expired")
BALANCE, RECEIPT, QUOTED = "balance-safe", "text-order_placed", "text-outcome_done"
OUTCOMES = (QUOTED, "text-outcome_not_done", "text-outcome_unknown")
CLAIMS = (ORDERED, *OFFERED, *NOTHING_REDEEMED, BALANCE, RECEIPT, NOT_DONE, PENDING, *OUTCOMES)
CODE = re.compile(r"(?<=验证码)\d{6}(?!\d)")
# What only a claim says. Words that have it outside of a sentence which is judged are an error.
CLAIMED = re.compile("余[0-9零一二两三四五六七八九]|还剩|可用积分|换好了|没有办成|没有任何变动")
# Two facts of each kind, to see which words of a sentence are always the same.
EXAMPLES: tuple[dict[str, Any], ...] = (
    {"name": "甲", "points": 12, "left": 34, "order": "11111111", "by": "2026-03-04",
     "to": "丙", "code": "1", "code_minutes": 2, "at": "01:23", "reply": "子",
     "expires": "no"},
    {"name": "乙", "points": 567, "left": 890, "order": "22222222", "by": "2027-12-22",
     "to": "丁", "code": "2", "code_minutes": 3, "at": "14:56", "reply": "丑",
     "expires": "all", "expiring": 567, "on": "2027-12-31"},
)  # fmt: skip


Claim = tuple[str, Channel]
_TEXTS = (
    select(outbox)
    .where(outbox.c.topic.in_((Topic.TURN_OUTCOME, Topic.ORDER_PLACED)))
    .order_by(outbox.c.recorded_at)
)


class Redemption(NamedTuple):
    """What every member redeems, from how many points. `last_day`: on which they all expire, ISO
    8601; '': the balance is told without it."""

    sku: str
    points: int
    balance: int
    last_day: str = ""


class Order(NamedTuple):
    number: str
    by: str
    to: str


class Sentences:
    """Finds claims in words, and says each claim as it is true."""

    def __init__(self, redemption: Redemption, name: str) -> None:
        self._wording: Wording = load_wording()
        self._left = redemption.balance - redemption.points
        self._balance, self._last_day = redemption.balance, redemption.last_day
        minutes = current_rules().security.code_minutes
        self._gift = {"name": name, "points": redemption.points, "left": self._left}
        self._gift |= {"code": BLANK, "code_minutes": minutes}
        self._patterns = {
            (key, channel): self._pattern((key, channel)) for key in CLAIMS for channel in Channel
        }

    @property
    def wording(self) -> Wording:
        return self._wording

    def claims(self, words: str) -> list[Claim]:
        return [claim for claim, pattern in self._patterns.items() if pattern.search(words)]

    def true_ways(
        self, claim: Claim, words: str, order: Order | None, *, is_acknowledged: bool
    ) -> list[str]:
        """What the sentence, which the words have, may say. `is_acknowledged`: whether the member
        knows of the order, and can no longer be told the balance before it."""
        key, _channel = claim
        if key in (ORDERED, RECEIPT):
            facts = order._asdict() | {"order": order.number} if order else {}
            return [self._say(claim, self._gift | facts)] if order else []
        if key in NOTHING_REDEEMED:
            return [] if order else [self._say(claim, {})]
        if key == BALANCE:
            before = [] if is_acknowledged else [self._balance]
            after = [self._left] if order else []
            return [self._say(claim, self._of_balance(points)) for points in (*before, *after)]
        if key in (NOT_DONE, PENDING, *OUTCOMES):
            found = self._patterns[claim].search(words)  # judged by the fate of the message
            return [found.group()] if found else []
        return [self._say(claim, self._gift)]

    def _of_balance(self, points: int) -> dict[str, Any]:
        facts: dict[str, Any] = {"points": points, "expires": "no"}
        if self._last_day:
            facts |= {"expires": "all", "expiring": points, "on": self._last_day}
        return facts

    def _pattern(self, claim: Claim) -> re.Pattern[str]:
        """The parts of the sentence that no fact changes, with anything in between."""
        one, other = (self._say(claim, facts) for facts in EXAMPLES)
        blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        parts = [one[block.a : block.a + block.size] for block in blocks if block.size > 1]
        return re.compile(".*?".join(map(re.escape, parts)))

    def _say(self, claim: Claim, facts: Mapping[str, Any]) -> str:
        key, channel = claim
        return self._wording.say(key, "zh", channel, facts)


class Judge:
    def __init__(self, conn: Connection, redemption: Redemption) -> None:
        self._conn = conn
        gift = gifts.by_sku(conn, redemption.sku, today=date.min)
        assert gift is not None
        self.sentences = Sentences(redemption, gift.name_zh)
        which = select(
            gift_order.c.member_id,
            gift_order.c.number,
            gift_order.c.deliver_by,
            gift_order.c.address,
        )
        self._orders = {
            member_id: Order(number, by.isoformat(), addresses.area_of(address or ""))
            for member_id, number, by, address in conn.execute(which)
        }
        rows = conn.execute(_TEXTS).all()
        self._texts: dict[int, list[Any]] = {}
        self._outcomes: dict[tuple[int, str, str], str] = {}
        for row in rows:
            self._texts.setdefault(row.member_id, []).append(row)
            if row.topic == Topic.TURN_OUTCOME:
                message = row.payload["session_id"], row.payload["message_id"]
                self._outcomes[row.member_id, *message] = row.payload["outcome"]

    def contradictions(
        self, member_id: int, told: Sequence[Told], at: datetime, sealer: Sealer
    ) -> Iterator[str]:
        """What the member was told that no state of the ledger allows, in answers and texts."""
        is_acknowledged = False
        for answer in told:
            fate = self._fate(member_id, answer)
            for wrong in self._wrong(member_id, answer.words, fate, is_acknowledged):
                yield f"member {member_id}: {wrong}: {answer.words!r}"
            keys = {key for key, _ in self.sentences.claims(answer.words)}
            is_acknowledged = is_acknowledged or ORDERED in keys
        for row in self._texts.get(member_id, ()):
            event = Event(row.member_id, row.event_id, row.topic, row.payload, row.recorded_at, 1)
            text = texts.compose(self._conn, event, self.sentences.wording, "zh", at, sealer)
            fate = self._fate_of_event(row, told)
            for wrong in self._wrong(member_id, text.words if text else "", fate, False):
                yield f"member {member_id}: by text, {wrong}: {text and text.words!r}"

    def _wrong(
        self, member_id: int, words: str, fate: Fate, is_acknowledged: bool
    ) -> Iterator[str]:
        words = CODE.sub(BLANK, words)
        order, rest = self._orders.get(member_id), words
        found: dict[str, bool] = {}
        for claim in self.sentences.claims(words):
            true = self.sentences.true_ways(claim, words, order, is_acknowledged=is_acknowledged)
            said = [way for way in true if way in words]
            found[claim[0]] = found.get(claim[0], False) or bool(said)
            for way in said:
                rest = rest.replace(way, "")
        for key, is_true in found.items():
            if not is_true:
                yield f"{key} is not what the ledger says"
            if wrong := contradiction(key, fate):
                yield wrong
        if CLAIMED.search(rest):
            yield f"a claim that cannot be judged ({rest!r})"

    def _fate(self, member_id: int, answer: Told) -> Fate:
        heard = answer.heard
        order = self._orders.get(member_id) if answer.is_confirmation else None
        return self._recorded(member_id, heard.session_id, heard.message_id, order)

    def _fate_of_event(self, row: Any, told: Sequence[Told]) -> Fate:
        order = self._orders.get(row.member_id)
        if row.topic != Topic.TURN_OUTCOME:
            return Fate(order and order.number, is_recorded=True)
        session_id, message_id = row.payload["session_id"], row.payload["message_id"]
        confirms_it = any(
            each.is_confirmation and each.heard.message_id == message_id for each in told
        )
        return self._recorded(row.member_id, session_id, message_id, order if confirms_it else None)

    def _recorded(
        self, member_id: int, session_id: str, message_id: str, order: Order | None
    ) -> Fate:
        found = turn_log.find(self._conn, member_id, session_id, message_id)
        is_recorded = found is not None and not found.is_not_done
        outcome = self._outcomes.get((member_id, session_id, message_id))
        return Fate(order.number if order else None, is_recorded, outcome)


def keep_promises(database: Database, redis: Any, at: datetime) -> None:
    """What the worker does: the promises are written and kept."""
    Promises(database, redis, lambda: at).write()
    due = at + outcome_promises.TOLD_AFTER
    outcomes.tell(Run(database, due.date(), lambda: due, lambda: None, "kill"))


def texts_told(conn: Connection) -> str:
    """How many texts were judged, by topic."""
    topics = Counter(row.topic for row in conn.execute(_TEXTS))
    return ", ".join(f"{count} {topic}" for topic, count in sorted(topics.items()))


def contradictions(
    database: Database, told: Mapping[int, Sequence[Told]], redemption: Redemption, at: datetime
) -> list[str]:
    sealer = Sealer(["not used: no code is texted again"], one_time_codes.SEALED_FOR)

    def look(conn: Connection) -> list[str]:
        judge = Judge(conn, redemption)
        return [
            wrong
            for member_id, answers in told.items()
            for wrong in judge.contradictions(member_id, answers, at, sealer)
        ]

    return database.read(look)
