"""Checks passwords and codes with a limited number of tries, and records the tries that fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from flask import request
from sqlalchemy import Connection
from werkzeug.exceptions import TooManyRequests

from core.staff import Agent, HashingBusy, agents, authentication, security_keys
from desk.frame import (
    DeskContext,
    Proof,
    TooManyTries,
    Try,
    current_agent,
    flash_message,
    known_device,
    typed_secret,
    web_session,
)
from web.outages import is_outage

log = structlog.get_logger()


def check_password(context: DeskContext, name: str, password: str) -> Agent | None:
    """The agent; None if the name or the password is wrong. Raises FirstPasswordExpired,
    HashingBusy, and TooManyRequests after too many tries."""
    attempt = _count(context, "password", name)
    with _counted_unless_unanswered(context, attempt):
        agent = authentication.check_password(context.database, name, password, context.now())
    if agent is None:
        context.record_try(lambda conn: record_of_visitor(context, conn, name, "sign_in_refused"))
        return None
    context.sign_in_limit.succeeded(attempt)
    return agent


def is_own_password(context: DeskContext) -> bool:
    """Whether the field `old` of the form is the password of the agent who is signed in; else it is
    flashed that it is not."""
    right = check_password(context, current_agent().agent, typed_secret(request.form, "old"))
    if right is None:
        flash_message(context, "refused-old_password")
    return right is not None


def check_code(context: DeskContext, agent: Agent, code: str) -> bool:
    """Raises TooManyRequests."""
    attempt, at = _count(context, "code", agent.agent), context.now()

    def check(conn: Connection) -> bool:
        right = authentication.check_code(conn, agent.agent, code, at, context.sealer)
        if not right:
            record_of_visitor(context, conn, agent.agent, "code_refused")
        elif not agent.has_authenticator_app:
            record_of_visitor(context, conn, agent.agent, "second_factor_added")
        return right

    with _counted_unless_unanswered(context, attempt):
        right = context.run(check)
    if right:
        context.sign_in_limit.succeeded(attempt)
    return right


def check_security_key(context: DeskContext, agent: Agent, answer: str) -> bool:
    """`answer`: what the browser made of the options of the page. Raises TooManyRequests."""
    attempt, at, site = _count(context, "code", agent.agent), context.now(), context.site

    def check(conn: Connection) -> bool:
        this = web_session.of_browser(conn, at)
        right = (
            site is not None
            and this is not None
            and security_keys.is_proof(
                conn, agent.agent, this.session_hash, site, answer=answer, at=at
            )
        )
        if not right:
            record_of_visitor(context, conn, agent.agent, "code_refused")
        return right

    with _counted_unless_unanswered(context, attempt):
        right = context.run(check)
    if right:
        context.sign_in_limit.succeeded(attempt)
    return right


@contextmanager
def _counted_unless_unanswered(context: DeskContext, attempt: Try) -> Iterator[None]:
    """A try of which nobody learns whether it was right is not counted."""
    try:
        yield
    except Exception as error:
        if isinstance(error, HashingBusy) or is_outage(error):
            context.sign_in_limit.succeeded(attempt)
        raise


def record_of_visitor(context: DeskContext, conn: Connection, name: str, act: str) -> None:
    """Record an act before the agent is signed in, with the address. An unknown name is not
    recorded: it may be a password that was typed into the wrong field."""
    known = name if agents.find(conn, name) else ""
    context.record_as(conn, known, act, address=request.remote_addr or "")


def _count(context: DeskContext, proof: Proof, name: str) -> Try:
    address = request.remote_addr or ""
    try:
        return context.sign_in_limit.count(proof, name, address, known_device.device_of(name))
    except TooManyTries as error:
        log.warning("sign-in limited", proof=proof, address=address)
        if error.first:
            context.record_try(
                lambda conn: record_of_visitor(context, conn, name, "sign_in_limited")
            )
        raise TooManyRequests(retry_after=error.retry_after_seconds) from None
