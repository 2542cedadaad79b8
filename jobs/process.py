"""The worker as a process of its own, and as a child process of the demo."""

from __future__ import annotations

import multiprocessing
import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import structlog

from core.contact_centre import PictureFiles
from core.kernel import Database, Settings, start_sampling
from core.members import one_time_codes
from core.messaging import webhooks
from core.programme import Poller, RulesReloader
from core.redemption import vouchers
from flows.all_words import load_wording
from flows.authoring import Wordbook
from jobs.carriers import Carriers
from jobs.delivery_context import DeliveryContext, WebhookAccess
from jobs.dispatcher import TO_MEMBERS, TO_SYSTEMS, Dispatcher
from jobs.parent_process import let_end, signals_held, when_parent_ends
from jobs.schedule import jobs
from jobs.watch import Watch
from jobs.worker import Worker
from providers import courier_of, partners_of, provider_of
from web import logs
from web.carrier_files import CarrierFiles

# Of a transaction or a read. A job may add up the postings of a whole day. After a longer silence
# it is tried again the next time.
CALL_SECONDS_MAX = 300.0
log = structlog.get_logger()


def run_worker(
    settings: Settings,
    *,
    bills: Path | None = None,
    once: bool = False,
    watches: bool = False,
    stop: threading.Event | None = None,
) -> bool:
    """Run jobs and deliver events until SIGTERM or SIGINT; with `once`, only what is due now.
    `bills` is the directory of incoming bill files. `watches`: whether it may be the one that reads
    the state of the hotline for the metrics. Returns False if something failed."""
    logs.configure()
    stop = stop or threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    database = Database(settings.database_url, call_seconds_max=CALL_SECONDS_MAX)
    # A process id repeats, on another machine or after a restart of this one.
    name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    hands_over = bool(settings.courier_url) and settings.courier_automatic
    all_jobs = jobs(bills, hands_over=hands_over)
    worker = Worker(database, all_jobs, name=name, now=_now, stop=stop)
    wording = load_wording()
    poller = Poller(_now, RulesReloader(database, _now), Wordbook(database, wording))
    sealer = settings.sealer(one_time_codes.SEALED_FOR)
    context = DeliveryContext(
        database,
        Carriers.from_settings(settings),
        wording,
        settings.default_language,
        _now,
        sealer,
        CarrierFiles(settings),
        PictureFiles(settings.media_dir),
        provider_of(settings, _now),
        partners_of(settings, _now),
        WebhookAccess(settings.sealer(webhooks.SEALED_FOR), settings.is_on_this_machine),
        courier_of(settings, _now),
        settings.sealer(vouchers.SEALED_FOR),
    )
    dispatchers = [
        Dispatcher(context, name=f"{name}{suffix}", stop=stop, topics=topics)
        for suffix, topics in (("", TO_MEMBERS), (":webhooks", TO_SYSTEMS))
    ]
    try:
        if once:
            poller.run_once()
            return all([worker.run_once(), *(each.run_once() for each in dispatchers)])
        log.info("worker started", worker=name)
        beside = [threading.Thread(target=each.run_until_stopped) for each in dispatchers]
        if watches:
            watch = Watch(database, all_jobs, name=name, now=_now)
            beside.append(threading.Thread(target=watch.run_until_stopped, args=(stop,)))
        polling = poller.start(stop)
        sampling = start_sampling(database.sample, stop=stop)
        for thread in beside:
            thread.start()
        worker.run_until_stopped()
        for thread in (*beside, polling, sampling):
            thread.join()
        log.info("worker stopped", worker=name)
        return True
    finally:
        database.dispose()


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def worker_process(settings: Settings, log_file: Path, *, watches: bool = False) -> Iterator[None]:
    """Run a worker process for the length of the block, with `watches` as for run_worker(). It is
    spawned and not forked, because the demo's server has threads."""
    context = multiprocessing.get_context("spawn")
    child = context.Process(
        target=_work_until_orphaned, args=(settings, log_file, watches), daemon=True
    )
    with signals_held():
        child.start()
    try:
        yield
    finally:
        child.terminate()
        child.join()


def _work_until_orphaned(settings: Settings, log_file: Path, watches: bool) -> None:
    """Stops when the parent process ends, even if that was killed."""
    stop = threading.Event()
    when_parent_ends(stop.set)
    let_end()
    with log_file.open("a", buffering=1, encoding="utf-8") as lines:
        sys.stderr = lines
        run_worker(settings, watches=watches, stop=stop)
