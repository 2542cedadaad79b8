"""The hotline that the journeys call: all of it in this process, with the demo's members."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask

import migrations
from commands.embedded_redis import embedded_redis
from core.kernel import Database, Settings
from core.seed import seed
from phone.carrier import Carrier
from wsgi import create_app

AT = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
"""The clock of every call, 10:00 in Shanghai: the journeys say the same dates whenever they are
played."""

URL = "http://127.0.0.1:8000"
CALLS_ANSWERED_BY = ("/ivr/call", "/ivr/turn", "/ivr/wait")


class Line:
    """A hotline that nobody has called yet, and the documents that its calls are answered with."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._client = app.test_client()
        self._documents: list[str] = []
        numbers = count(1)
        self.carrier = Carrier(
            URL,
            URL,
            settings.twilio_auth_token.get_secret_value(),
            settings.ussd_token.get_secret_value(),
            settings.hotline_number,
            post=self._post,
            ids=lambda prefix: f"{prefix}{next(numbers):032x}",
        )

    def documents(self) -> list[str]:
        """The documents since this was last asked."""
        documents, self._documents = self._documents, []
        return documents

    def _post(
        self, url: str, form: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[int, str, str]:
        answer = self._client.post(url, data=dict(form), headers=dict(headers))
        body = answer.get_data(as_text=True)
        if url.removeprefix(URL).partition("?")[0] in CALLS_ANSWERED_BY:
            self._documents.append(body)
        return answer.status_code, answer.headers["Content-Type"], body


@contextmanager
def lines() -> Iterator[Callable[[], Line]]:
    """Gives a function that makes lines, each with its own copy of the seeded database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        redis = embedded_redis(folder / "redis.rdb")
        _seed(folder / "seeded.db")
        databases, numbers = list[Database](), count()

        def new_line() -> Line:
            redis.flushall()
            file = shutil.copy(folder / "seeded.db", folder / f"{next(numbers)}.db")
            settings = Settings.for_demo(
                database_url=f"sqlite:///{file}",
                redis_url=f"unix://{redis.socket_file}",
                public_url=URL,
                media_dir=folder,
            )
            app = create_app(settings, now=lambda: AT, randomness=random.Random(7))
            databases.append(_database_of(app))
            return Line(app, settings)

        try:
            yield new_line
        finally:
            for database in databases:
                database.dispose()
            redis.shutdown(save=False)


def _seed(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    migrations.upgrade(database)
    database.run(lambda conn: seed(conn, AT))
    database.dispose()


def _database_of(app: Flask) -> Any:
    return app.extensions["hotline"]._database
