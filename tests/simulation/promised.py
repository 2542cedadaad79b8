"""Judges what members are told when the outcome of a message is unknown.

Of a message whose commit got no answer, the only sentences that may be said are an apology that
claims nothing, and the promise to text the outcome, which must be kept. The text, and the answer to
a late delivery after it, must agree with the ledger and with the turn log.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from claims import NOT_DONE, PENDING, Fate, contradiction
from deployment import CODE_SEALER, Deployment, Process
from faults import STALLED, UNANSWERED, UNANSWERED_ALONE, Died
from handsets import Message
from oracle import insist
from sqlalchemy import Connection, func, select

from core.conversation import outcome_promises, turn_log
from core.messaging import Event, Topic
from core.schema import outbox, outcome_promise
from flows.engine import promises
from flows.notifications import texts
from flows.protocol import Channel
from jobs import outcomes
from jobs.member_sweep import Run

_TOLD = select(outbox).where(outbox.c.topic == Topic.TURN_OUTCOME)
_OWED = select(func.max(outcome_promise.c.asked_at)).where(outcome_promise.c.told_at.is_(None))
Key = tuple[str, str]


class Promised:
    """The messages whose outcome was promised, and those that were told."""

    def __init__(self, rig: Deployment) -> None:
        self._rig = rig
        self._owed: dict[Key, Message] = {}
        self.told: dict[Key, str] = {}

    def judge_answer(
        self, message: Message, keys: tuple[str, ...], kind: str, *, is_repeated: bool
    ) -> bool:
        """Whether the answer is an apology. `kind`: of the fault; '' without one. `is_repeated`:
        whether a reply of an earlier delivery, which changed nothing, is given again."""
        was_denied = self.told.get(_key(message)) == "not_done"
        if NOT_DONE in keys:
            insist(was_denied, "denied what nobody knew")
        elif was_denied and keys and not is_repeated:
            insist(False, f"told that it was not done, and then {keys}")
        sorry = [key for key in keys if key.startswith("engine-sorry")]
        if not sorry:
            return False
        insist(kind not in ("", UNANSWERED), f"an apology without a fault: {self._rig.trouble}")
        if sorry == [PENDING]:
            insist(kind != UNANSWERED_ALONE, "a promise that cannot be kept")
            self._owed[_key(message)] = message
            insist(_key(message) in self._kept(), "a promise that is not kept")
        else:
            may_queue = message.heard.channel is Channel.VOICE
            insist(kind in (UNANSWERED_ALONE, STALLED) or may_queue, "the outcome was not promised")
        return True

    def tell(self, process: Process, *, at_last: bool = False) -> list[Message]:
        """Moves the promises from Redis and runs the job; with `at_last`, when all are due. Returns
        the messages that were told that they are not carried out."""
        now = process.now()
        try:
            process.conversation.promises.write()
            newest = process.database.read(lambda conn: conn.execute(_OWED).scalar())
            if at_last and newest is not None:
                now = max(now, newest + outcome_promises.TOLD_AFTER)
            run = Run(process.database, now.date(), lambda: now, lambda: None, "simulated")
            outcomes.tell(run)
            insist(not run.counts["failed"], f"an outcome was not told: {self._rig.trouble}")
        except Died:
            pass  # what it told before is judged at once: its record may be deleted afterwards
        return self._rig.processes[0].database.read(lambda conn: self._judge_told(conn, now))

    def concerns(self, message: Message) -> bool:
        """Whether the outcome of the message was promised."""
        return _key(message) in self._owed

    def judge_all_told(self) -> None:
        missing = self._owed.keys() - self.told.keys()
        insist(not missing, f"promised, and never told: {missing}")

    def _judge_told(self, conn: Connection, now: datetime) -> list[Message]:
        denied = []
        for row in conn.execute(_TOLD):
            key = (row.payload["session_id"], row.payload["message_id"])
            if key in self.told:
                continue
            message, outcome = self._owed[key], row.payload["outcome"]
            self.told[key] = outcome
            found = turn_log.find(conn, row.member_id, *key)
            is_done = found is not None and not found.is_not_done
            self._judge_text(conn, row, Fate(message.effect, is_done, outcome), now)
            if outcome == "not_done":
                denied.append(message)
        return denied

    def _judge_text(self, conn: Connection, row: Any, fate: Fate, now: datetime) -> None:
        """If no text is due any more, because the member has left, the outcome is judged alone."""
        event = Event(row.member_id, row.event_id, row.topic, row.payload, row.recorded_at, 1)
        text = texts.compose(conn, event, self._rig.wording, "zh", now, CODE_SEALER)
        said = self._rig.wording.said[text.words][0] if text else f"text-outcome_{fate.outcome}"
        wrong = contradiction(said, fate)
        insist(not wrong, wrong)

    def _kept(self) -> set[Key]:
        """The messages with a promise in Redis or in the database."""
        stored = [orjson.loads(each) for each in self._rig.redis.lrange(promises.KEPT, 0, -1)]
        columns = outcome_promise.c.session_id, outcome_promise.c.message_id
        rows = self._rig.processes[0].database.read(
            lambda conn: [(row[0], row[1]) for row in conn.execute(select(*columns))]
        )
        return {*rows, *((each["session_id"], each["message_id"]) for each in stored)}


def _key(message: Message) -> Key:
    return message.heard.session_id, message.heard.message_id
