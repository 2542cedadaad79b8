"""Delivers the events of the outbox, each once, however many workers there are.

The outbox is polled several times a second, since an agent waits for the telephone to ring. A poll
reads an index of the undelivered events, without a transaction. Only as many events are claimed as
can be started at once, because an event that waited here would use up its lease.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import Connection

from core.kernel import CannotOpen
from core.messaging import Event, Refused, Topic, Unanswered, Unreachable, outbox, webhooks
from jobs import metrics
from jobs.deliveries import DELIVERIES, deliver
from jobs.delivery_context import DeliveryContext, NotYet

AT_ONCE = 8
REPORT_PAUSE = outbox.LEASE  # for the carrier's report of a request that it has not answered
POLL_SECONDS = 0.2
TOPICS = tuple(DELIVERIES)
TO_MEMBERS = tuple(topic for topic in TOPICS if topic != Topic.WEBHOOK)
TO_SYSTEMS = (Topic.WEBHOOK,)
"""Delivered by a dispatcher of their own, so that no call waits for another system's server."""
NOT_YET = "not_yet"
Record = Callable[[Connection], bool | None]
"""Records the outcome of a try; True: it failed, and was the last one."""
log = structlog.get_logger()
_after_reports = partial(outbox.retry_later, pause_min=REPORT_PAUSE)


class Dispatcher:
    """`name` is unique among workers; setting `stop` ends the dispatcher between two events.
    `topics`: what it delivers."""

    def __init__(
        self,
        context: DeliveryContext,
        *,
        name: str,
        stop: threading.Event,
        topics: Sequence[str] = TOPICS,
    ) -> None:
        self._context = context
        self._topics = topics
        self._name = name
        self._stop = stop

    def run_once(self) -> bool:
        """Deliver all that is due. Returns False if something failed; the failure is logged."""
        try:
            while events := self._claim(AT_ONCE):
                for event in events:
                    self._deliver(event)
        except Exception:
            log.exception("outbox failed")
            return False
        return True

    def run_until_stopped(self) -> None:
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="outbound") as pool:
            under_way: set[Future[None]] = set()
            while not self._stop.is_set():
                under_way = {future for future in under_way if not future.done()}
                events = self._claim_or_log(AT_ONCE - len(under_way))
                under_way |= {pool.submit(self._deliver, event) for event in events}
                if len(under_way) == AT_ONCE:
                    wait(under_way, POLL_SECONDS, FIRST_COMPLETED)
                elif not events:
                    self._stop.wait(POLL_SECONDS)

    def _claim_or_log(self, limit: int) -> Sequence[Event]:
        try:
            return self._claim(limit)
        except Exception:
            log.exception("outbox failed")
            return ()

    def _claim(self, limit: int) -> Sequence[Event]:
        database, at = self._context.database, self._context.now()
        topics = self._topics
        if not limit or not database.read(partial(outbox.is_any_due, topics=topics, at=at)):
            return ()

        def claim(conn: Connection) -> Sequence[Event]:
            events = outbox.claim(conn, topics=topics, worker=self._name, at=at, limit=limit)
            webhooks.publish(conn, events)
            return events

        return database.run(claim)

    def _deliver(self, event: Event) -> None:
        """Deliver the event and record the outcome. If recording fails, the event is claimed again
        when its lease has run out."""
        try:
            self._settle(event, *self._try(event))
        except Exception:
            log.exception("event not settled", topic=event.topic, id=event.event_id)

    def _try(self, event: Event) -> tuple[str, Record]:
        """Try to deliver. Returns why it failed ("" if it did not), and a function that records the
        outcome."""
        at = self._context.now()
        try:
            deliver(self._context, event)
        except NotYet as later:
            return NOT_YET, partial(outbox.postpone, event=event, until=later.until)
        except Refused as no:
            return self._failed(event, at, str(no), outbox.fail)
        except CannotOpen as error:  # its key may come back; for a voucher the desk gives another
            return self._failed(event, at, f"cannot open: {error}", outbox.retry_later)
        except Unanswered as error:
            return self._failed(event, at, str(error), _after_reports)
        except Unreachable as error:
            return self._failed(event, at, str(error), outbox.retry_later)
        except Exception as error:
            log.exception("delivery broke", topic=event.topic, id=event.event_id)
            return self._failed(event, at, type(error).__name__, outbox.retry_later)
        return "", partial(outbox.done, event=event, at=at)

    def _failed(
        self, event: Event, at: datetime, why: str, record: Callable[..., bool]
    ) -> tuple[str, Record]:
        delivery = DELIVERIES[event.topic]

        def write(conn: Connection) -> bool:
            for_good = record(conn, event, at, why)
            if for_good and delivery.on_failure is not None:
                delivery.on_failure(conn, event, at)
            return for_good

        return why, write

    def _settle(self, event: Event, failed: str, write: Record) -> None:
        for_good = bool(self._context.database.run(write))
        metrics.DELIVERIES.labels(event.topic, _outcome(failed, for_good=for_good)).inc()
        said = {"failed": failed} if failed else {}
        log.info("event", topic=event.topic, id=event.event_id, tries=event.tries, **said)


def _outcome(failed: str, *, for_good: bool) -> str:
    if for_good:
        return "abandoned"
    return {"": "delivered", NOT_YET: "postponed"}.get(failed, "failed")
