"""Spans of a turn and of its round trips, where tracing is on; it is off unless start() is called.

    with span("turn", channel="voice"):
        ...

Spans hold kinds and texts of statements, never their values: those are members' data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, event

StartSpan = Callable[[str, dict[str, str]], AbstractContextManager[Any]]
_OFF = nullcontext()
_start_span: StartSpan | None = None


def start(start_span: StartSpan | None) -> None:
    """Have `start_span` make the spans from now on. Called before engines are made: those made
    before are not traced. None: no longer."""
    global _start_span
    _start_span = start_span


def span(name: str, **attributes: str) -> AbstractContextManager[Any]:
    return _OFF if _start_span is None else _start_span(name, attributes)


def trace_statements(engine: Engine) -> None:
    """A span for each statement, and for each COMMIT, which is a round trip of its own."""
    if _start_span is None:
        return
    commit = engine.dialect.do_commit

    def traced_commit(connection: Any) -> None:
        with span("COMMIT"):
            commit(connection)

    setattr(engine.dialect, "do_commit", traced_commit)  # noqa: B010  nothing else has to read it

    @event.listens_for(engine, "before_cursor_execute")
    def begin(
        _connection: Connection, _cursor: Any, statement: str, _values: Any, context: Any, _m: bool
    ) -> None:
        context.traced = _of_statement(statement)
        next(context.traced)

    @event.listens_for(engine, "after_cursor_execute")
    def end(
        _connection: Connection, _cursor: Any, _statement: str, _values: Any, context: Any, _m: bool
    ) -> None:
        next(context.traced, None)

    @event.listens_for(engine, "handle_error")
    def fail(context: ExceptionContext) -> None:
        traced = getattr(context.execution_context, "traced", None)
        if traced is not None:
            next(traced, None)


def _of_statement(statement: str) -> Iterator[None]:
    verb = statement.split(None, 1)[0].upper()
    with span(verb, **{"db.system": "sql", "db.statement": statement}):
        yield
