"""The start page: the queue of waiting members and the open conversations of the agents, with the
event stream that keeps open pages up to date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, render_template, stream_with_context

from desk.contact_centre.live_feed import HEARTBEAT, Feed, Snapshot, event
from desk.frame import READERS, DeskContext, current_agent, language, requires_role, web_session

UNAVAILABLE = 503
SESSION_CHECKED_EVERY = timedelta(seconds=10)


def serve(desk: Blueprint, context: DeskContext) -> None:
    feed = Feed(context.database)

    @desk.get("/", endpoint="home")
    @requires_role(*READERS)
    def show_queue() -> str:
        snapshot = feed.read_now()
        waiting, mine = _waiting(snapshot), _in_hand_part(snapshot)
        return render_template("desk/queue.html", waiting=waiting, mine=mine)

    @desk.get("/queue")
    @requires_role(*READERS, renews=False)
    def queue_now() -> dict[str, str]:
        """The parts of the page, for a page that cannot get a stream."""
        return _parts(feed.read_now())

    @desk.get("/feed", endpoint="follow")
    @requires_role(*READERS, renews=False)
    def stream_events() -> Response:
        if not feed.has_room():
            abort(UNAVAILABLE)
        stream = stream_with_context(_events(context, feed))
        return Response(
            stream, content_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
        )


def _events(context: DeskContext, feed: Feed) -> Iterator[str]:
    """Sends each part that has changed. Ends when the web session ends, which is checked every
    SESSION_CHECKED_EVERY: a stream must outlive neither the session nor the agent's role."""
    sent: dict[str, str] = {}
    checked = context.now()
    for snapshot in feed.follow():
        at = context.now()
        if at - checked >= SESSION_CHECKED_EVERY:
            if context.read(partial(web_session.current, at=at)) is None:
                return
            checked = at
        if snapshot is None:
            yield HEARTBEAT
            continue
        parts = _parts(snapshot)
        changed = {name: html for name, html in parts.items() if sent.get(name) != html}
        sent = parts
        yield from (event(name, html) for name, html in changed.items())


def _parts(snapshot: Snapshot) -> dict[str, str]:
    """The HTML of each part, by the id of its element on the page. "talks" is not shown: the script
    of the page reads it."""
    return {
        "waiting": _waiting(snapshot),
        "mine": _in_hand_part(snapshot),
        "talks": _versions(snapshot),
        **_own_presence(snapshot),
    }


def _waiting(snapshot: Snapshot) -> str:
    """Rendered once for all agents with the same language and rights."""
    kind = (language(), current_agent().can_edit)
    facts = {"waits": snapshot.waits, "count": snapshot.count, "agent_name": snapshot.agent_name}
    return snapshot.rendered(kind, lambda: render_template("desk/waiting.html", **facts))


def _in_hand_part(snapshot: Snapshot) -> str:
    return render_template("desk/mine.html", handovers=_in_hand(snapshot))


def _own_presence(snapshot: Snapshot) -> dict[str, str]:
    """The presence of the agent who looks; a missed call changes it, too. Empty for an auditor."""
    agent = snapshot.agents[current_agent().agent]
    if not agent.can_edit:
        return {}
    facts = {"presence": agent.presence, "missed": agent.missed_call}

    def part(name: str) -> str:
        kind = (name, language(), facts[name])
        return snapshot.rendered(kind, lambda: render_template(f"desk/{name}.html", **facts))

    return {name: part(name) for name in facts}


def _versions(snapshot: Snapshot) -> str:
    """The agent's open conversations with their versions. The page of a conversation requests its
    state again when the version has changed."""
    return " ".join(f"{each.handover_id}:{each.version}" for each in _in_hand(snapshot))


def _in_hand(snapshot: Snapshot) -> list[Any]:
    """The agent's own conversations. Supervisors also see those of all others, so that they can
    take over from an agent who is away."""
    me = current_agent()
    own = [each for each in snapshot.in_hand if each.agent == me.agent]
    others = [each for each in snapshot.in_hand if me.is_supervisor and each.agent != me.agent]
    return own + others
