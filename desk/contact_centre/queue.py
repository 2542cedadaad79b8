"""The start page: the queue of waiting members and the open conversations of the agents, with the
event stream that keeps open pages up to date."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from flask import Blueprint, Response, abort, copy_current_request_context, g, render_template

from core.contact_centre import queue_list
from core.staff import idle_timeout
from desk.contact_centre.event_stream import EventStream
from desk.contact_centre.live_feed import Feed, NoRoom, Snapshot, TooManyOfAgent
from desk.contact_centre.wishes import own_words, wish_of
from desk.frame import (
    EDITORS,
    READERS,
    DeskContext,
    current_agent,
    language,
    lists,
    no_list,
    requires_role,
    web_session,
)

OWN_WORDS_SHOWN = 60
TOO_MANY, UNAVAILABLE = 429, 503
T = TypeVar("T")


def serve(desk: Blueprint, context: DeskContext) -> None:
    feed = Feed(context.database, context.now)

    parts = partial(_parts, context)

    @desk.get("/", endpoint="home")
    @requires_role(*READERS)
    @lists("export_queue")
    def show_queue() -> str:
        snapshot = feed.read_now()
        waiting, mine = _waiting(context, snapshot), _in_hand_part(snapshot)
        return render_template("desk/queue.html", waiting=waiting, mine=mine)

    @desk.get("/queue")
    @requires_role(*READERS, renews=False)
    @no_list("a part of the page of the queue")
    def queue_now() -> dict[str, str]:
        """The parts of the page, for a page that cannot get a stream."""
        return parts(feed.read_now())

    @desk.get("/heartbeat", endpoint="heartbeat")
    @requires_role(*EDITORS, renews=False)
    def record_open_desk() -> Response:
        """Record that the desk is open. A page without a stream requests this as long as it is
        open."""
        me, at = current_agent().agent, context.now()
        context.run(lambda conn: idle_timeout.record_open_desks(conn, [me], at))
        return Response(status=204)

    @desk.get("/feed", endpoint="follow")
    @requires_role(*READERS, renews=False)
    def stream_events() -> Response:
        return Response(
            _open_stream(context, feed),
            content_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},
            direct_passthrough=True,  # the server must see that the stream needs no thread
        )


def _open_stream(context: DeskContext, feed: Feed) -> EventStream:
    """A stream that ends with the web session: it must outlive neither the session nor the agent's
    role. Aborts if there are too many."""

    def is_signed_in() -> bool:
        return context.read(partial(web_session.current, at=context.now())) is not None

    try:
        return feed.open(
            current_agent().agent,
            _in_this_request(partial(_parts, context)),
            _in_this_request(is_signed_in),
        )
    except TooManyOfAgent:
        abort(TOO_MANY)
    except NoRoom:
        abort(UNAVAILABLE)


def _in_this_request(work: Callable[..., T]) -> Callable[..., T]:
    """`work`, to be called in another thread as if the present request were not over."""
    agent, chosen = current_agent(), language()

    def with_agent(*args: Any) -> T:
        g.agent, g.language = agent, chosen
        return work(*args)

    return copy_current_request_context(with_agent)


def _parts(context: DeskContext, snapshot: Snapshot) -> dict[str, str]:
    """The HTML of each part, by the id of its element on the page. "talks" is not shown: the script
    of the page reads it."""
    return {
        "waiting": _waiting(context, snapshot),
        "mine": _in_hand_part(snapshot),
        "talks": _versions(snapshot),
        **_own_presence(snapshot),
    }


def _waiting(context: DeskContext, snapshot: Snapshot) -> str:
    """Rendered once for all agents with the same language and rights."""
    kind = (language(), current_agent().can_edit)
    facts = {
        "members": queue_list.by_member(snapshot.waits),
        "planned": snapshot.planned,
        "wish": partial(wish_of, context),
        "own_words": partial(_own_words, snapshot),
        "count": snapshot.count,
        "agent_name": snapshot.agent_name,
    }
    return snapshot.rendered(kind, lambda: render_template("desk/waiting.html", **facts))


def _own_words(snapshot: Snapshot, wait: queue_list.Waiting) -> str:
    """What the member has said that the conversation is about, cut to one line; '' if nothing."""
    written = snapshot.written.get((wait.member_id, wait.handover_id), [])
    said = own_words(written, wait.transcript)
    return said if len(said) <= OWN_WORDS_SHOWN else f"{said[: OWN_WORDS_SHOWN - 1]}…"


def _in_hand_part(snapshot: Snapshot) -> str:
    """Rendered once for all pages of an agent, and for all agents of one language with none."""
    handovers = _in_hand(snapshot)
    kind = ("mine", language(), current_agent().agent if handovers else None)
    return snapshot.rendered(kind, lambda: render_template("desk/mine.html", handovers=handovers))


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
