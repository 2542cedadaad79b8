"""Who waits, who is being talked to, and the feed that keeps both up to date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, render_template, stream_with_context

from core.staff import agents
from desk.contact_centre.live_feed import HEARTBEAT, Feed, Snapshot, event
from desk.frame import READERS, DeskContext, current_agent, language, requires_role, web_session

FULL = 503
CHECKED_EVERY = timedelta(seconds=10)  # a stream outlives neither its session nor its agent's role


def serve(desk: Blueprint, context: DeskContext, feed: Feed) -> None:
    @desk.get("/")
    @requires_role(*READERS)
    def home() -> str:
        snapshot = feed.now()
        waiting, mine = _waiting(context, snapshot), _mine(snapshot)
        return render_template("desk/queue.html", waiting=waiting, mine=mine)

    @desk.get("/queue")
    @requires_role(*READERS, renews=False)
    def queue_now() -> dict[str, str]:
        """For a desk that found no room on the feed."""
        snapshot = feed.now()
        return _parts(context, snapshot)

    @desk.get("/feed")
    @requires_role(*READERS, renews=False)
    def follow() -> Response:
        if not feed.has_room():
            abort(FULL)
        stream = stream_with_context(_events(context, feed))
        return Response(
            stream, content_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
        )


def _events(context: DeskContext, feed: Feed) -> Iterator[str]:
    shown: dict[str, str] = {}
    checked = context.now()
    for snapshot in feed.follow():
        at = context.now()
        if at - checked >= CHECKED_EVERY:
            if context.read(partial(web_session.current, at=at)) is None:
                return
            checked = at
        if snapshot is None:
            yield HEARTBEAT
            continue
        now = _parts(context, snapshot)
        changed = {name: html for name, html in now.items() if shown.get(name) != html}
        shown = now
        yield from (event(name, html) for name, html in changed.items())


def _parts(context: DeskContext, snapshot: Snapshot) -> dict[str, str]:
    return {
        "waiting": _waiting(context, snapshot),
        "mine": _mine(snapshot),
        "talks": _talks(snapshot),
        **_own(snapshot),
    }


def _waiting(context: DeskContext, snapshot: Snapshot) -> str:
    """The same for all who read one language and may do the same."""
    kind = (language(), current_agent().can_edit)
    names = agents.names_of(snapshot.desks.values())
    facts = {"waits": snapshot.waits, "count": snapshot.count, "names": names}
    return snapshot.rendered(kind, lambda: render_template("desk/waiting.html", **facts))


def _mine(snapshot: Snapshot) -> str:
    return render_template("desk/mine.html", talks=_in_hand(snapshot))


def _own(snapshot: Snapshot) -> dict[str, str]:
    """Where the agent is, which a telephone that nobody picks up changes, too."""
    agent = snapshot.desks[current_agent().agent]
    if not agent.can_edit:
        return {}
    facts = {"presence": agent.presence, "missed": agent.missed_call}

    def part(name: str) -> str:
        kind = (name, language(), facts[name])
        return snapshot.rendered(kind, lambda: render_template(f"desk/{name}.html", **facts))

    return {name: part(name) for name in facts}


def _talks(snapshot: Snapshot) -> str:
    """What an open page of a talk goes by: it asks anew when its version is another."""
    return " ".join(f"{talk.handover_id}:{talk.version}" for talk in _in_hand(snapshot))


def _in_hand(snapshot: Snapshot) -> list[Any]:
    """One's own; after those a supervisor has all the others too: somebody must see to what an
    agent does not come back to."""
    hers = [talk for talk in snapshot.in_hand if talk.agent == current_agent().agent]
    others = [
        talk
        for talk in snapshot.in_hand
        if current_agent().is_supervisor and talk.agent != current_agent().agent
    ]
    return hers + others
