"""One life of a small programme: members on every channel, partners and jobs, and whatever can go
wrong, drawn from one source of randomness. The same seed is the same life, to the word."""

from __future__ import annotations

import hashlib
import random
import traceback
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from books import Answer
from faults import COUNTED, IN_REDIS, IN_THE_DATABASE, NO_REDIS_TO_OPEN, Died, Fault
from handsets import SESSION_MAX, Handset, Message
from hotline_books import ask
from oracle import GIVEN, Oracle, Violation, insist
from rig import Process, Rig, programme_in
from rules import Request
from traffic import Traffic

from core.seed import PEOPLE
from flows.talk import Talk
from flows.turn import Channel, Turn

AUDIT_EVERY = 50
FAULTY, ANSWER_LOST, DUPLICATE_HOURS = 0.22, 0.04, 20
ON_THE_LINE = 0.8  # whoever is talking mostly goes on: a gift takes six turns
TALK_TTL = timedelta(minutes=30)
# The programme's zone and the moment the book begins: a common day, the year's last, 29 February,
# and the two nights in which an hour is missing or comes twice.
STARTS = (
    ("Asia/Shanghai", datetime(2026, 6, 1, 2, tzinfo=UTC)),
    ("Asia/Shanghai", datetime(2026, 12, 31, 14, tzinfo=UTC)),
    ("Asia/Shanghai", datetime(2028, 2, 28, 14, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2027, 3, 27, 22, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 10, 31, 22, tzinfo=UTC)),
)
SERVER_ZONES = ("UTC", "Asia/Shanghai", "America/St_Johns", "Pacific/Kiritimati")
SKEWS = (timedelta(), timedelta(minutes=-7), timedelta(days=1), timedelta(days=-1))
KEYLESS = ("expire", "complete", "deliver", "accept", "refuse", "receive", "job")
STRANGER = "+8613899999999"


@dataclass
class Asked:
    """A request on its way: not answered yet, as far as who sent it knows."""

    request: Request
    answer: Answer | None = None


class Life:
    def __init__(self, rig: Rig, seed: str) -> None:
        self.draw = random.Random(seed)
        self.rig, self.seed = rig, seed
        self.lines: list[str] = []
        self.counts: Counter[str] = Counter()
        self.digest = hashlib.sha256()

    def run(self, steps: int) -> None:
        zone, at = self.draw.choice(STARTS)
        servers, skew = self.draw.choice(SERVER_ZONES), self.draw.choice(SKEWS)
        self._say(f"begins {at} in {zone}, servers in {servers}, B is off by {skew}")
        with programme_in(zone, servers):
            self.rig.begin(at, zone, skew, self.draw)
            self._begin(zone)
            try:
                self._live(steps)
            except Exception as error:
                if isinstance(error, Violation):
                    raise
                raise Violation("".join(traceback.format_exception(error))) from error

    def _begin(self, zone: str) -> None:
        self.oracle = Oracle(self.rig.processes[0].database, zone)
        self.traffic = Traffic(self.draw)
        numbers = [*(person.number for person in PEOPLE.values()), STRANGER]
        self.handsets = [Handset(number, channel) for number in numbers for channel in Channel]
        self.handset = self.handsets[0]
        self.messages: list[Message] = []
        self.requests: list[Asked] = []
        self.open: list[Asked] = []

    def _live(self, steps: int) -> None:
        for step in range(steps):
            self._time_passes()
            self.draw.choices(
                (self._turn, self._request, self._again, self._redis_is_lost), (52, 36, 11.5, 0.5)
            )[0]()
            if step % AUDIT_EVERY == AUDIT_EVERY - 1:
                self.oracle.audit()
        self._everything_arrives()
        self.oracle.audit()

    # -- what happens

    def _turn(self) -> None:
        if self.draw.random() > ON_THE_LINE:
            self.handset = self.draw.choice(self.handsets)
        handset = self.handset
        if handset.waiting is not None:
            late = self.rig.clock.at - handset.waiting.sent_at > SESSION_MAX
            if late or self.draw.random() < 0.15:  # the carrier gives up, the line is down
                return handset.hangs_up()
            return self._deliver(handset.waiting)
        message = handset.next_message(self.draw, self.rig.clock.at)
        self.messages.append(message)
        if self.draw.random() < 0.02:
            self._say(f"{message} is lost, or late")
            return None
        return self._deliver(message)

    def _request(self) -> None:
        if self.open and self.draw.random() < 0.4:
            asked = self.draw.choice(self.open)
        else:
            asked = Asked(self.traffic.next_request(self.oracle.reference, self.rig.clock.at))
            self.open.append(asked)
            self.requests.append(asked)
            if self.draw.random() < 0.02:
                return self._say(f"{asked.request} is late")
        self._ask(asked)

    def _again(self) -> None:
        """What was delivered long ago comes once more; an old key, with something else."""
        place = self.draw.random()
        if place < 0.5 and self.messages:
            message = self.draw.choice(self.messages[-200:])
            if not self._too_late(message):
                self._deliver(message, again=True)
        elif place < 0.9 and self.requests:
            self._ask(self.draw.choice(self.requests[-200:]))
        elif self.requests:
            old = self.draw.choice(self.requests).request
            if old.act not in KEYLESS:
                other = self.traffic.other_request(old, self.rig.clock.at)
                if (old.member_id, old.key) in self.oracle.reference.keys:
                    self._ask(Asked(other))

    def _too_late(self, message: Message) -> bool:
        return self.rig.clock.at - message.sent_at > timedelta(hours=DUPLICATE_HOURS)

    def _redis_is_lost(self) -> None:
        self._say("redis is lost")
        self._forget()

    def _everything_arrives(self) -> None:
        """Whoever still waits is answered in the end, and exactly once is exactly once."""
        for asked in list(self.open):
            while asked in self.open:
                self._ask(asked)
        for handset in self.handsets:
            while handset.waiting is not None and not self._too_late(handset.waiting):
                self._deliver(handset.waiting)

    # -- deliveries

    def _deliver(self, message: Message, *, again: bool = False) -> None:
        process = self.draw.choice(self.rig.processes)
        fault = self._fault((*IN_THE_DATABASE, *IN_REDIS))
        before = self._kept(message)
        process.faults.arm(fault)
        answer: Turn | None = None
        try:
            answer = message.put_to(process.conversation)
        except Died:
            self.rig.restart(process, self.draw)
        fired = process.faults.fired
        process.faults.arm(None)
        if fired:
            self._locks_run_out()
        keys = self._keys(answer)
        self._note(str(message), process, fault if fired else None, " ".join(keys))
        excused = fired and fault is not None and fault.kind == NO_REDIS_TO_OPEN
        if not excused:
            sorry = any(key.startswith("engine-sorry") for key in keys)
            insist(not sorry, f"an apology, and nothing to be sorry for: {self.rig.trouble}")
        made = message.effect
        self.oracle.judge_turn(message, answer, self._done(answer))
        self.counts["orders and gifts by turns"] += message.effect is not made
        if answer is None:
            message.handset.waiting = message if not again else message.handset.waiting
            return
        if before is not None and not fired:
            insist(answer == before, "another answer than the one it had")
        message.answers.append(answer)
        if self.draw.random() < ANSWER_LOST:
            message.handset.waiting = message
            self._say("the answer is lost")
        elif not again:
            message.handset.heard(answer, keys, self._talk(message), self.rig.clock.at)

    def _ask(self, asked: Asked) -> None:
        process = self.draw.choice(self.rig.processes)
        fault = self._fault(IN_THE_DATABASE)
        request = replace(asked.request, at=process.now())
        process.faults.arm(fault)
        answer: Answer | None = None
        try:
            answer = ask(process.database, request)
        except Died:
            self.rig.restart(process, self.draw)
        fired = process.faults.fired
        process.faults.arm(None)
        self._note(str(request), process, fault if fired else None, str(answer))
        self.oracle.judge_request(request, answer)
        lost = answer is None or self.draw.random() < ANSWER_LOST
        if not lost and asked in self.open:
            self.open.remove(asked)
        asked.answer = answer

    def _fault(self, kinds: tuple[str, ...]) -> Fault | None:
        if self.draw.random() > FAULTY:
            return None
        kind = self.draw.choice(kinds)
        return Fault(kind, self.draw.randint(1, 9) if kind in COUNTED else 1)

    # -- time, and Redis

    def _time_passes(self) -> None:
        kind = self.draw.choices(
            ("s", "m", "h", "d", "month", "midnight"), (85, 12, 1.2, 0.5, 0.15, 0.6)
        )
        passes = {
            "s": timedelta(seconds=self.draw.randint(0, 8)),
            "m": timedelta(minutes=self.draw.randint(1, 12)),
            "h": timedelta(minutes=self.draw.randint(30, 400)),
            "d": timedelta(days=1, seconds=self.draw.randint(0, 9)),
            "month": timedelta(days=self.draw.randint(20, 40)),
            "midnight": self._to_midnight(),
        }[kind[0]]
        self.rig.clock.at += passes
        if passes >= timedelta(days=1):
            self._forget()
        elif passes >= TALK_TTL:
            self._forget("talk:*", "last:*", "lock:*")

    def _to_midnight(self) -> timedelta:
        """Until the last second of the day, where the programme is."""
        now = self.rig.clock.at.astimezone(self.oracle.reference.zone)
        last = now.replace(hour=23, minute=59, second=59, microsecond=0)
        return max(timedelta(), last.astimezone(UTC) - self.rig.clock.at)

    def _forget(self, *patterns: str) -> None:
        if not patterns:
            self.rig.redis.flushall()
        for pattern in patterns:
            for key in self.rig.redis.keys(pattern):
                self.rig.redis.delete(key)

    def _locks_run_out(self) -> None:
        """As they do by themselves, some seconds after the death of their owner."""
        self._forget("lock:*")

    # -- what is known

    def _kept(self, message: Message) -> Turn | None:
        """The answer that Redis has for it: whatever happens, it is that one again."""
        heard = message.heard
        return self.rig.reply_of(heard.caller, heard.channel, heard.message_id)

    def _talk(self, message: Message) -> Talk | None:
        heard = message.heard
        return self.rig.talk_of(heard.caller, heard.channel, heard.session_id)

    def _keys(self, answer: Turn | None) -> tuple[str, ...]:
        if answer is None:
            return ()
        said = self.rig.wording.said
        return tuple(said[line][0] for line in answer.say if line in said)

    def _done(self, answer: Turn | None) -> list[str]:
        """The numbers of the orders that the answer confirms, or that points were given."""
        said = self.rig.wording.said
        told = [said[line] for line in (answer.say if answer else ()) if line in said]
        return [
            GIVEN if key == "give-given" else str(facts["order"])
            for key, facts in told
            if key == "give-given"
            or (key.startswith("redeem_") and key.partition("-")[2] in ("ordered", "delivered"))
        ]

    # -- the transcript

    def _note(self, what: str, process: Process, fault: Fault | None, came: str) -> None:
        self.counts[fault.kind if fault else "without a fault"] += 1
        self.counts[what.split()[0]] += 1
        where = f"{process.name} {self.rig.clock.at:%m-%d %H:%M:%S}"
        self._say(f"{where} {what}{f' ({fault})' if fault else ''} -> {came}")

    def _say(self, line: str) -> None:
        self.lines.append(line)
        self.digest.update(line.encode())
