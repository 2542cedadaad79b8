"""What every template knows: words, times, who is signed in, and where one can go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from core.members import masked
from core.messaging import LOST
from core.programme import current_rules
from core.staff import Role
from desk.frame import transcript
from desk.frame.authorization import access_of
from desk.frame.context import DeskContext, current_agent_or_none, language
from desk.frame.form_memory import typed, typed_elsewhere
from desk.frame.redirects import HOME, page_of
from desk.words import formatting
from flows.language import LANGUAGES
from flows.protocol import Channel


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation: shown to whom its view lets in, once there is such a view."""

    name: str
    keys: str  # typed one after the other
    also: tuple[str, ...] = ()  # pages that are reached from it, with addresses of their own

    @property
    def endpoint(self) -> str:
        return f"desk.{self.name}"


PLACES = (
    Place("home", "g q"),
    Place("members", "g m"),
    Place("complaints", "g c"),
    Place("claims", "g b"),
    Place("approvals", "g a"),
    Place("orders", "g o"),
    Place("wall", "g w"),
    Place("catalogue", "g g", also=("suppliers",)),
    Place("rules", "g r"),
    Place("wording", "g s"),
    Place("agents", "g p"),
    Place("trail", "g t"),
)


def install(desk: Blueprint, context: DeskContext) -> None:
    @desk.context_processor
    def known() -> dict[str, Any]:
        agent = current_agent_or_none()
        return {
            "t": lambda key, **facts: context.words.say(key, language(), **facts),
            "t_or": lambda key, other: _or(context, key, other),
            "me": agent,
            "language": language(),
            "languages": LANGUAGES,
            "places": _places(agent.role) if agent else [],
            "around": _around(),
            "here": page_of(request),
            "csrf_token": generate_csrf,
            "typed": typed,
            "typed_elsewhere": typed_elsewhere,
            "lost_texts": LOST,
            "topic": lambda flow: _dialogue(context, f"{flow}-title"),
            "heard": partial(transcript.in_words, context),
            "kind": lambda kind: _dialogue(context, "history-kind", kind=kind),
            "tier": lambda tier: _dialogue(context, "tier-name", tier=tier),
            "rules": current_rules(),
            "masked": masked,
            "number": formatting.number,
            "yuan": formatting.yuan,
            "day": lambda on: formatting.day(on, language()),
            "moment": lambda at: formatting.moment(at, language(), context.now()),
            "iso": datetime.isoformat,
            "with_skip": lambda skip: urlencode(request.args.to_dict() | {"skip": skip}),
        }


def flash_message(context: DeskContext, key: str, **facts: Any) -> None:
    """A line at the top of the next page: what has been done, or why it has not."""
    kind = "problem" if key.startswith("refused-") else "done"
    flash(context.words.say(key, language(), **facts), kind)


def redirect_to(endpoint: str, **values: Any) -> Response:
    """After a form: another page, got anew, so that reloading it sends nothing again."""
    return redirect(url_for(f"desk.{endpoint}", **values), 303)


def parse_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _places(role: Role) -> list[Place]:
    views = current_app.view_functions
    return [
        place
        for place in PLACES
        if place.endpoint in views and role in access_of(views[place.endpoint]).roles
    ]


def _around() -> Place | None:
    """The place that this page is one of: a complaint is one of the complaints."""
    first = request.path.removeprefix(HOME).partition("/")[0]
    return next((place for place in PLACES if first in (place.name, *place.also)), None)


def _or(context: DeskContext, key: str, other: str) -> str:
    return context.words.say(key, language()) if context.words.has(key, language()) else other


def _dialogue(context: DeskContext, key: str, **facts: Any) -> str:
    """As members hear it, in a text; '' where there is no such sentence."""
    if not context.wording.has(key, language(), Channel.SMS):
        return ""
    return context.wording.say(key, language(), Channel.SMS, facts)
