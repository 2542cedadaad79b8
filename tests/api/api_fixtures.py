"""The API behind Flask's test client, and clients of it with tokens."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

import wsgi
from core.books import audit
from core.clients import Scope, clients
from core.kernel import Database, Settings
from core.staff import TrailEntry, TrailFilter, audit_trail

SECRET = "s" * 43


@dataclass
class Clock:
    at: datetime

    def now(self) -> datetime:
        return self.at

    def advance(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class System:
    """Another system, with a token."""

    app: Flask
    token: str
    keys: Iterator[int] = field(default_factory=count)

    @property
    def authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    prefix: str = "/api/v1"

    def get(self, path: str, **headers: str) -> Any:
        client = self.app.test_client()
        return client.get(f"{self.prefix}{path}", headers=self.authorization | headers)

    def post(self, path: str, body: Any = None, key: str | None = None, **headers: str) -> Any:
        """Without `key`, with a new one."""
        named = {"Idempotency-Key": key or f"key-{next(self.keys):08}"}
        client = self.app.test_client()
        return client.post(
            f"{self.prefix}{path}", json=body, headers=self.authorization | named | headers
        )


@dataclass
class Api:
    app: Flask
    clock: Clock
    database: Database

    def add_client(self, name: str, scopes: Iterable[Scope] = Scope, secret: str = SECRET) -> None:
        self.database.run(lambda conn: clients.add(conn, name, scopes, secret, self.clock.at))

    def ask_for_token(self, name: str, secret: str = SECRET, **form: str) -> Any:
        return self.app.test_client().post(
            "/api/v1/token",
            data={"grant_type": "client_credentials"} | form,
            auth=(name, secret),
        )

    def system(self, name: str = "crm", scopes: Iterable[Scope] = Scope, **more: Any) -> System:
        self.add_client(name, scopes)
        return System(self.app, self.ask_for_token(name).json["access_token"], **more)

    @property
    def trail(self) -> list[TrailEntry]:
        return self.database.read(lambda conn: audit_trail.page(conn, TrailFilter()))

    def sql(self, statement: str, **values: Any) -> list[Any]:
        return list(self.database.run(lambda conn: conn.execute(text(statement), values).all()))


@pytest.fixture
def new_api(redis_url: str, at: datetime) -> Iterator[Callable[..., Api]]:
    """(database, settings ...): the API on that database."""
    made: list[Api] = []

    def make(database: Database, **given: Any) -> Api:
        clock, url = Clock(at), database.engine.url.render_as_string(False)
        settings = Settings.for_demo(**{"database_url": url, "redis_url": redis_url} | given)
        app = wsgi.create_app(settings, now=clock.now, randomness=random.Random(1))
        made.append(Api(app, clock, database))
        return made[-1]

    yield make
    for api in made:
        assert api.database.read(lambda conn: list(audit.violations(conn))) == []
        api.app.extensions["hotline"]._database.dispose()


@pytest.fixture
def api(seeded: Database, new_api: Callable[..., Api]) -> Api:
    return new_api(seeded)
