"""The real hotline on SIP: a member hears the balance, and is put into the queue."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from http_server import running
from mu_law import loudness
from sip_telephone import KEYS_OF_SIPP, calling, until
from werkzeug.serving import make_server

import wsgi
from core.contact_centre import queue_list
from core.kernel import Database, Settings
from core.seed import PEOPLE

ENGLISH, CHINESE = PEOPLE[2].number, PEOPLE[1].number
LOUD = 500
needs_raw_sockets = pytest.mark.skipif(os.geteuid() != 0, reason="sipp presses keys as root only")


@dataclass
class Hotline:
    database: Database
    server: Any

    @property
    def waiting(self) -> int:
        return self.database.read(lambda conn: queue_list.members_waiting(conn, datetime.now(UTC)))


@pytest.fixture
def hotline(
    at: datetime,
    new_database: Callable[[str, bool], str],
    redis_url: str,
    sip_server: Callable[[str, Path], AbstractContextManager[Any]],
    tmp_path: Path,
) -> Iterator[Hotline]:
    apps: list[Any] = []
    server = make_server("127.0.0.1", 0, lambda *given: apps[0](*given), threaded=True)
    settings = Settings.for_demo(
        database_url=new_database("sqlite", True),
        redis_url=redis_url,
        public_url=f"http://127.0.0.1:{server.server_port}",
        twilio_auth_token="an-auth-token",
        media_dir=tmp_path,
    )
    apps.append(wsgi.create_app(settings, now=lambda: at))
    database = apps[0].extensions["hotline"]._database
    with running(server) as url, sip_server(url, tmp_path) as sip:
        yield Hotline(database, sip)
    database.dispose()


def test_a_member_hears_the_balance_and_presses_no_key(
    hotline: Hotline, words_in: Callable[[bytes], str]
) -> None:
    with hotline.server.call(ENGLISH) as telephone:
        telephone.hears(12)
    assert "three thousand two hundred point" in words_in(bytes(telephone.heard))


def test_a_member_who_presses_0_hears_music_in_the_queue_until_they_hang_up(
    hotline: Hotline,
) -> None:
    with hotline.server.call(CHINESE, hang_up_after=30) as telephone:
        telephone.hears(3)
        telephone.press("0")
        until(lambda: hotline.waiting == 1, "in the queue")
        so_far = len(telephone.heard)
        telephone.await_end()
    assert loudness(bytes(telephone.heard[so_far:])) > LOUD
    until(lambda: hotline.waiting == 0, "out of the queue")


@needs_raw_sockets
def test_sipp_alone_is_put_into_the_queue(hotline: Hotline) -> None:
    sip = hotline.server
    with calling(sip.port, CHINESE, sip.folder, hang_up_after=60, edits=KEYS_OF_SIPP):
        until(lambda: hotline.waiting == 1, "in the queue")
