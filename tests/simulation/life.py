"""One simulated life of a small programme: members on every channel, partners, jobs and faults, all
drawn from one random source. The same seed gives the same transcript, word for word."""

from __future__ import annotations

import hashlib
import random
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from books import Answer
from claims import confirms
from deployment import Deployment, Process, programme_in
from faults import (
    COUNTED,
    IN_THE_DATABASE,
    NO_REDIS_TO_OPEN,
    OTHER_COPY,
    PAUSES,
    REDIS_STALLED,
    Died,
    Fault,
)
from free_words import NO_FREE_WORDS, FreeWords
from handsets import SESSION_MAX, Handset, Message, codes_in, is_apology, without_code
from hotline_books import give_terms
from hotline_door_books import is_code_unseen
from hotline_requests import ask
from hotline_systems import Till
from oracle import EXCHANGED, GIVEN, Oracle, Violation, insist
from other_copy import OtherCopy
from promised import Promised
from rules import Request
from rules_membership import TIERS
from rules_numbers import is_fixed_line
from rules_reversals import REVERSED
from sms_line import SmsLine
from time_passes import Time
from traffic import MOBILES, NUMBERS, Traffic
from worker import Worker

from core.seed import PEOPLE
from flows.protocol import Channel, Session, Turn

AUDIT_EVERY = 50
FAULTY, ANSWER_LOST, DUPLICATE_HOURS = 0.22, 0.04, 20
CODE_LIFETIME = timedelta(minutes=5)
CONTESTED = 0.05  # of the messages that may spend: another copy of them is answered meanwhile
WORKS, REPORTS = 9, 3  # beside some 100 of all else
RESENT = 0.5  # of what is delivered again where Kannel takes the texts
ON_THE_LINE = 0.8  # the same handset mostly goes on: a redemption takes six turns
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
STAND_FOR = {"give": GIVEN, "exchange": EXCHANGED}
KEYLESS = (
    *("expire", "complete", "deliver", "accept", "refuse", "receive", "job", "file"),
    *("load", "enter", "comes_in"),
)


@dataclass
class PendingRequest:
    """A request whose sender has not received an answer yet."""

    request: Request
    answer: Answer | None = None


class Life:
    def __init__(
        self,
        rig: Deployment,
        seed: str,
        turn_faults: tuple[str, ...],
        free_words: FreeWords = NO_FREE_WORDS,
    ) -> None:
        self._turn_faults, self._free_words = turn_faults, free_words
        self.draw = random.Random(seed)
        self.rig, self.seed = rig, seed
        self.lines: list[str] = []
        self.counts: Counter[str] = Counter()
        self.digest = hashlib.sha256()

    def run(self, steps: int) -> None:
        zone, at = self.draw.choice(STARTS)
        servers, skew = self.draw.choice(SERVER_ZONES), self.draw.choice(SKEWS)
        self._write(f"begins {at} in {zone}, servers in {servers}, B is off by {skew}")
        with programme_in(zone, servers):
            self.rig.begin(at, zone, skew, self.draw)
            self._begin(zone)
            try:
                self._take_steps(steps)
            except Exception as error:
                if isinstance(error, Violation):
                    raise
                raise Violation("".join(traceback.format_exception(error))) from error

    def _begin(self, zone: str) -> None:
        database = self.rig.processes[0].database
        today = self.rig.clock.at.date()
        terms = {member_id: self._term(today) for member_id in PEOPLE}
        database.run(lambda conn: give_terms(conn, terms))
        self.oracle = Oracle(database, zone)
        self.traffic = Traffic(self.draw)
        self.time = Time(self.draw, self.rig, self.oracle.reference.zone)
        self.promised = Promised(self.rig)
        self.worker, self.till = Worker(self.rig, self.oracle), Till()
        self.sms_line = SmsLine(self.rig)
        self.handsets = [
            Handset(
                number, channel, free_words=self._free_words, by_kannel=self.rig.sides.uses_kannel
            )
            for number in NUMBERS
            for channel in Channel
            if channel is Channel.VOICE or not is_fixed_line(number)
        ]
        self.handset = self.handsets[0]
        self.messages: list[Message] = []
        self.requests: list[PendingRequest] = []
        self.open: list[PendingRequest] = []

    def _term(self, today: date) -> tuple[str, date | None]:
        """A random tier whose term ends near the start, so that it is rated within this life."""
        tier = self.draw.choice(list(TIERS))
        last = today + timedelta(days=self.draw.randint(-60, 60))
        return tier, None if tier == "basic" else last

    def _take_steps(self, steps: int) -> None:
        for step in range(steps):
            self.time.passes()
            self.draw.choices(
                (
                    self._turn,
                    self._request,
                    self._repeat,
                    self._outcomes_are_told,
                    self._redis_is_lost,
                    self._worker_works,
                    self._others_report,
                ),
                (52, 35, 11, 1.5, 0.5, WORKS, REPORTS),
            )[0]()
            if step % AUDIT_EVERY == AUDIT_EVERY - 1:
                self.oracle.audit()
            if step == steps // 2:
                self.oracle.seal(self.rig.clock.at)
        self._everything_arrives()
        self._outcomes_are_told(at_last=True)
        self.promised.judge_all_told()
        self.worker.end(self.draw)
        self.counts += self.worker.counts
        self.oracle.audit()
        self.oracle.seal(self.rig.clock.at)
        self.oracle.check_seals()
        for book in self.oracle.reference.books.values():
            kinds = [entry.kind for entry in book.entries]
            self.counts["accruals reversed"] += kinds.count(REVERSED)
            self.counts.update(
                f"{rating.was} to {rating.became}" for rating in book.ratings.values()
            )

    # -- what happens

    def _turn(self) -> None:
        if self.draw.random() > ON_THE_LINE:
            self.handset = self.draw.choice(self.handsets)
        handset = self.handset
        if handset.waiting is not None:
            late = self.rig.clock.at - handset.waiting.sent_at > SESSION_MAX
            late = late or self._too_late(handset.waiting)
            if late or self.draw.random() < 0.15:  # the carrier gives up, the line is down
                return handset.hangs_up()
            return self._deliver_again(handset.waiting)
        message = handset.next_message(self.draw, self.rig.clock.at)
        if (same := self.sms_line.same_as(message)) is not None:
            return self._resend(same)
        self.messages.append(message)
        if message.may_spend and self.draw.random() < 0.1:
            self._number_passes_on(handset.number)
        if self.draw.random() < 0.02:
            self._write(f"{message} is lost, or late")
            return None
        return self._deliver(message)

    def _request(self) -> None:
        if self.open and self.draw.random() < 0.4:
            asked = self.draw.choice(self.open)
        else:
            asked = PendingRequest(
                self.traffic.next_request(self.oracle.reference, self.rig.clock.at)
            )
            self.open.append(asked)
            self.requests.append(asked)
            if self.draw.random() < 0.02:
                return self._write(f"{asked.request} is late")
        self._ask(asked)

    def _repeat(self) -> None:
        """Delivers an old message or request again, or another request under an old key."""
        place = self.draw.random()
        if place < 0.5 and self.messages:
            message = self.draw.choice(self.messages[-200:])
            if not self._too_late(message):
                self._deliver_again(message, again=True)
        elif place < 0.9 and self.requests:
            self._ask(self.draw.choice(self.requests[-200:]))
        elif self.requests:
            old = self.draw.choice(self.requests).request
            if old.act not in KEYLESS:
                other = self.traffic.other_request(old, self.rig.clock.at)
                if (old.member_id, old.key) in self.oracle.reference.keys:
                    self._ask(PendingRequest(other))

    def _deliver_again(self, message: Message, *, again: bool = False) -> None:
        """By the carrier, or by the SMSC behind Kannel: then it has another id."""
        if self.sms_line.may_resend(message) and self.draw.random() < RESENT:
            return self._resend(message)
        return self._deliver(message, again=again)

    def _resend(self, message: Message) -> None:
        """One of several gets the reply, and no text has its effect twice."""
        if self.promised.concerns(message) or self._too_late(message):
            return
        may_count = self.sms_line.may_count_again(message)
        known = self.sms_line.same_as(message) is message and not may_count
        before = self._stored_reply(message) if known else None
        resent = self.sms_line.again(message)
        if not known:  # a text of its own: a code that was taken is none any more
            resent.codes, resent.effect = {}, None
        process = self.draw.choice(self.rig.processes)
        answer = self._answer(resent, process)
        self.counts["resent"] += 1
        self.sms_line.took(resent, anew=may_count and bool(answer.say))
        if known:
            message.effect = resent.effect
            message.replied_elsewhere |= bool(answer.say)
        insist(
            before is None or not answer.say or _alike(answer, before),
            f"another answer than the one it had: {answer}",
        )
        if answer.say and message.handset.waiting is message:
            self._arrives(message, answer, process)

    def _answer(self, message: Message, process: Process) -> Turn:
        """The answer to a message that meets no fault."""
        answer = message.deliver_to(process.conversation)
        keys = self._keys(answer)
        self._note(str(message), process, None, " ".join(keys))
        self.promised.judge_answer(message, keys, "", is_repeated=False)
        # Whoever has got the reply under another id gets none, which says nothing to compare.
        self.oracle.judge_turn(message, answer if answer.say else None, self._done(answer))
        self._judge_codes(message, answer, process)
        return answer

    def _arrives(self, message: Message, answer: Turn, process: Process) -> None:
        """At the member's telephone."""
        owner = self.oracle.reference.owner_of(message.heard.caller)
        keys, session = self._keys(answer), self._session(message)
        message.handset.heard(answer, keys, session, owner, self.rig.clock.at)
        if is_apology(keys):
            self._leaves_open(message)
        self.sms_line.reached(message, process)

    def _leaves_open(self, message: Message) -> None:
        """An apology arrives, and an answer to the same message was lost before: the hotline cannot
        know that its question never arrived, as when a network loses a text."""
        for lost in map(self._keys, reversed(message.answers)):
            if not is_apology(lost):
                message.handset.asked = lost
                return

    def _too_late(self, message: Message) -> bool:
        """Whether no carrier would deliver it any more: after a day, or when the number has passed
        to another member."""
        owner = self.oracle.reference.owner_of(message.heard.caller)
        passed_on = message.delivered and message.sender != owner
        return passed_on or self.rig.clock.at - message.sent_at > timedelta(hours=DUPLICATE_HOURS)

    def _number_passes_on(self, number: str) -> None:
        """Gives the number of a member who has just said yes to another member, before that
        message is delivered."""
        reference = self.oracle.reference
        had = reference.owner_of(number)
        free = [other for other in MOBILES if reference.owner_of(other) is None]
        if had is None or not free:
            return
        rich = sorted(reference.books, key=lambda m: reference.books[m].free)[-4:]
        gets = self.draw.choice([member_id for member_id in rich if member_id != had])
        for member_id, to in ((had, free[0]), (gets, number)):
            self._ask(PendingRequest(self.traffic.changes_number(member_id, to, self.rig.clock.at)))

    def _redis_is_lost(self) -> None:
        self._write("redis is lost")
        self.rig.empty_redis()

    def _outcomes_are_told(self, *, at_last: bool = False) -> None:
        """The job tells what became of messages; some of these are delivered once more."""
        process = self.draw.choice(self.rig.processes)
        fault = None if at_last else self._fault(IN_THE_DATABASE)
        process.faults.arm(fault)
        denied = self.promised.tell(process, at_last=at_last)
        fired = process.faults.fired
        process.faults.arm(None)
        if fired and fault is not None and "dies" in fault.kind:
            self.rig.restart(process, self.draw)
        self._note("outcomes are told", process, fault if fired else None, f"{len(denied)} denied")
        for message in denied:
            self.counts["outcomes denied"] += 1
            if not self._too_late(message):
                self._deliver(message, again=True)

    def _everything_arrives(self) -> None:
        """Repeats all open requests and messages until they are answered."""
        for asked in list(self.open):
            while asked in self.open:
                self._ask(asked)
        for handset in self.handsets:
            while handset.waiting is not None and not self._too_late(handset.waiting):
                self._deliver(handset.waiting)

    def _worker_works(self) -> None:
        """Asks providers, partners and couriers, and texts members what became of it."""
        self._of_the_worker("worker", self.worker.work)

    def _others_report(self) -> None:
        """What they report only has the worker ask them at once."""
        self._of_the_worker("reports", lambda process: self.worker.report(process, self.draw))

    def _of_the_worker(self, what: str, act: Callable[[Process], bool]) -> None:
        """In the process whose clock is right: the other sides refuse signatures of another day."""
        process = self.rig.processes[0]
        fault, works = self._fault(IN_THE_DATABASE), True
        process.faults.arm(fault)
        try:
            works = act(process)
        except Died:
            self.rig.restart(process, self.draw)
        fired = process.faults.fired
        process.faults.arm(None)
        insist(works or fired, f"the worker failed: {self.rig.trouble}")
        came = self.worker.judge(process)
        self._note(what, process, fault if fired else None, came)

    # -- deliveries

    def _deliver(self, message: Message, *, again: bool = False) -> None:
        process = self.draw.choice(self.rig.processes)
        fault = self._fault(self._turn_faults)
        if message.may_spend and self.draw.random() < CONTESTED:
            fault = Fault(OTHER_COPY, 2)  # the first copy has read the session
        same = self.sms_line.taken_for(message)
        before = self._stored_reply(same)
        if not message.delivered:
            message.delivered = True
            message.sender = self.oracle.reference.owner_of(message.heard.caller)
        [other_process] = [other for other in self.rig.processes if other is not process]
        other = OtherCopy(
            message, other_process, Fault(PAUSES, self.draw.randint(1, COUNTED[PAUSES]))
        )

        def happens() -> None:
            self.rig.empty_redis()
            if fault is not None and fault.kind == OTHER_COPY:
                other.start()

        def other_goes_on() -> None:
            if process.faults.fired:
                other.finish()

        forgotten = self.rig.forgotten
        process.faults.arm(fault, happens, other_goes_on)
        answer: Turn | None = None
        try:
            answer = message.deliver_to(process.conversation)
        except Died:
            self.rig.restart(process, self.draw)
        other.finish()
        fired = process.faults.fired
        process.faults.arm(None)
        if fired:
            self.time.runs_out_for_locks()
        keys = self._keys(answer)
        self._note(str(message), process, fault if fired else None, " ".join(keys))
        kind = fault.kind if fired and fault is not None else ""
        message.raced |= kind == OTHER_COPY
        excused = kind in (NO_REDIS_TO_OPEN, REDIS_STALLED)
        is_sorry = not excused and self.promised.judge_answer(
            message, keys, kind, is_repeated=before is not None
        )
        if self.rig.forgotten == forgotten:
            self.sms_line.took(message, noted=not excused)
        else:
            self.sms_line.lost(message)
        made = message.effect
        # An apology says nothing that could be compared; silence neither, where its reply went to
        # another delivery; and the reply of another text has been judged with that one.
        is_replied = message.replied_elsewhere or same is not message
        may_be_silent = answer is not None and not answer.say and is_replied
        judged = None if is_sorry or may_be_silent or same is not message else answer
        self.oracle.judge_turn(message, judged, self._done(judged))
        if other.answer is not None:
            self.oracle.judge_turn(message, other.answer, self._done(other.answer))
            insist(_alike(answer, other.answer), f"another answer than its copy: {other.answer}")
        if message.may_join and message.sender is None:  # by now the sender may be a member
            message.sender = self.oracle.reference.owner_of(message.heard.caller)
            self.counts["joined"] += message.sender is not None
        self.counts["orders and gifts by turns"] += message.effect is not made
        self.counts["yes spoken where points are spent"] += message.is_spoken_yes
        if answer is None:
            message.handset.waiting = message if not again else message.handset.waiting
            return
        if is_sorry and self.draw.random() < 0.5:  # the carrier took it for no answer
            message.handset.waiting = message if not again else message.handset.waiting
            return
        if before is not None and not fired:
            insist(may_be_silent or _alike(answer, before), "another answer than the one it had")
        if may_be_silent:
            if message.handset.waiting is message:
                message.handset.waiting = None
            return
        self._judge_codes(same, answer, process)
        message.answers.append(answer)
        if self.draw.random() < ANSWER_LOST:
            message.handset.waiting = message if not again else message.handset.waiting
            self._write("the answer is lost")
        elif not again:
            self._arrives(message, answer, process)

    def _judge_codes(self, message: Message, answer: Turn, process: Process) -> None:
        """One message says one code as long as that is valid. A message that only repeated a
        question has no record: hours later, without Redis, it asks for a code anew."""
        now = process.now()
        message.codes |= {code: now for code in codes_in(answer) if code not in message.codes}
        valid = {code for code, at in message.codes.items() if now - at < CODE_LIFETIME}
        insist(len(valid) <= 1, f"one message, several codes: {valid}")

    def _ask(self, asked: PendingRequest) -> None:
        process = self.draw.choice(self.rig.processes)
        fault = self._fault(IN_THE_DATABASE)
        request = replace(asked.request, at=process.now())
        if request.act == "job":  # the web processes have moved their promises long since
            process.conversation.promises.write()
        if request.act == "till":
            token = self.till.token(process.database, process.name, process.now())
            request = replace(request, fresh=request.fresh | {"token": token})
        if request.act == "return":
            which = (request.member_id, request.asked["order_id"])
            is_unseen = process.database.read(lambda conn: is_code_unseen(conn, *which))
            request = replace(request, fresh=request.fresh | {"unseen": is_unseen})
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
        return Fault(kind, self.draw.randint(1, COUNTED.get(kind, 1)))

    # -- what is known

    def _stored_reply(self, message: Message) -> Turn | None:
        """The reply that Redis stores for the message; a repeated delivery must get it again."""
        heard = message.heard
        return self.rig.reply_of(heard.caller, heard.channel, heard.message_id)

    def _session(self, message: Message) -> Session | None:
        heard = message.heard
        return self.rig.session_of(heard.caller, heard.channel, heard.session_id)

    def _keys(self, answer: Turn | None) -> tuple[str, ...]:
        if answer is None:
            return ()
        said = self.rig.wording.said
        lines = dict.fromkeys((*answer.say, *without_code(answer).say))
        return tuple(said[line][0] for line in lines if line in said)

    def _done(self, answer: Turn | None) -> list[str]:
        """The numbers of the orders that the answer confirms, and what stands for others."""
        said = self.rig.wording.said
        told = [said[line] for line in (answer.say if answer else ()) if line in said]
        return [
            STAND_FOR.get(key.partition("-")[0]) or str(facts["order"])
            for key, facts in told
            if confirms(key)
        ]

    # -- the transcript

    def _note(self, what: str, process: Process, fault: Fault | None, came: str) -> None:
        self.counts[fault.kind if fault else "without a fault"] += 1
        self.counts[what.split()[0]] += 1
        where = f"{process.name} {self.rig.clock.at:%m-%d %H:%M:%S}"
        self._write(f"{where} {what}{f' ({fault})' if fault else ''} -> {came}")

    def _write(self, line: str) -> None:
        self.lines.append(line)
        self.digest.update(line.encode())


def _alike(one: Turn | None, other: Turn | None) -> bool:
    """Whether two replies say the same, apart from a code that has expired in between."""
    return (one and without_code(one)) == (other and without_code(other))
