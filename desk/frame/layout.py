"""The variables and functions of all templates: messages, formats, the agent, and the menu."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, g, request
from flask_wtf.csrf import generate_csrf

from core.members import masked
from core.messaging import LOST
from core.programme import SENIOR, current_rules
from core.redemption import Action, lifecycle
from core.staff import Agent, agents, audit_trail
from desk.frame import transcript, web_session
from desk.frame.area import Menu
from desk.frame.authorization import OVERSEERS
from desk.frame.context import DeskContext, current_agent_or_none, language
from desk.frame.dialogue_names import dialogue_name, wish_in_words
from desk.frame.form_memory import submitted, unclaimed_words
from desk.frame.redirects import HOME, page_of
from desk.frame.submissions import form_key
from desk.words import formatting
from flows.language import LANGUAGES
from flows.protocol import Channel


def install(desk: Blueprint, context: DeskContext, menu: Menu) -> None:
    @desk.context_processor
    def globals_of_templates() -> dict[str, Any]:
        words = _words(context) | _dialogue_words(context)
        return _page_variables(context, menu) | words | _formats(context)


def _page_variables(context: DeskContext, menu: Menu) -> dict[str, Any]:
    agent = current_agent_or_none()
    return {
        "me": agent,
        "asks_presence": web_session.asks_presence(),
        "may_cancel": partial(_may_cancel, agent),
        "sees_costs": agent is not None and agent.role in OVERSEERS,
        "language": language(),
        "languages": LANGUAGES,
        "menu": menu.for_role(agent.role) if agent else [],
        "menu_entry": menu.entry_of(request.path.removeprefix(HOME)),
        "here": page_of(request),
        "csrf_token": generate_csrf,
        "form_key": lambda: form_key(context.ids),
        "submitted": submitted,
        "unclaimed_words": unclaimed_words,
        "lost_texts": LOST,
        "rules": current_rules(),
        "with_cursor": lambda cursor: urlencode(request.args.to_dict() | {"after": cursor}),
    }


def _may_cancel(agent: Agent | None, order: lifecycle.OrderState) -> bool:
    """Whether the agent may cancel the order as it is, on whatever page it stands."""
    return agent is not None and Action.CANCEL in lifecycle.actions_for(order, agent.role)


def _words(context: DeskContext) -> dict[str, Any]:
    """t: a message of the desk. t_or: the same, or another text if there is no such message."""
    return {
        "t": lambda key, **facts: context.words.say(key, language(), **facts),
        "t_or": lambda key, other: (
            context.words.say(key, language()) if context.words.has(key, language()) else other
        ),
    }


def _dialogue_words(context: DeskContext) -> dict[str, Any]:
    """Sentences of the dialogues, in their variant for SMS."""
    say = partial(_in_a_text, context)
    return {
        "topic": lambda flow: say(f"{flow}-title"),
        "topics": partial(_topics, context),
        "wish": partial(wish_in_words, context),
        "dialogue": partial(dialogue_name, context),
        "kind": lambda kind: say("history-kind", kind=kind),
        "tier": lambda tier: say("tier-name", tier=tier),
        "heard": partial(transcript.in_words, context),
        "served_first": partial(_served_first, context),
    }


def _served_first(context: DeskContext) -> str:
    """The groups of members that agents serve first, in the order of the programme's rules."""
    rules = current_rules()
    age = rules.callers.senior_from_age
    return {"zh": "、", "en": ", "}[language()].join(
        context.words.say("group-senior", language(), age=age)
        if group == SENIOR
        else _in_a_text(context, "tier-name", tier=group)
        for group in rules.agents.ahead_groups
    )


def _topics(context: DeskContext, flows: str) -> str:
    """The titles of dialogues whose names are joined by spaces, each title once; '' if none has
    one."""
    titles = (_in_a_text(context, f"{flow}-title") or flow for flow in sorted(flows.split()))
    return {"zh": "、", "en": ", "}[language()].join(dict.fromkeys(titles))


def _formats(context: DeskContext) -> dict[str, Any]:
    return {
        "masked": masked,
        "agent_name": partial(_agent_name, context),
        "number": formatting.number,
        "yuan": formatting.yuan,
        "day": lambda on: formatting.day(on, language()),
        "moment": lambda at: formatting.moment(at, language(), context.now()),
        "iso": datetime.isoformat,
    }


def _agent_name(context: DeskContext, agent: str | None) -> str | None:
    """The name of the agent with that user name, or what stands for the hotline's own jobs. One
    query for each page, however many names."""
    if agent == audit_trail.HOTLINE:
        return context.words.say("agent-hotline", language())
    if "agent_names" not in g:
        g.agent_names = context.read(agents.names)
    return g.agent_names.get(agent, agent)  # type: ignore[no-any-return]


def _in_a_text(context: DeskContext, key: str, **facts: Any) -> str:
    """The sentence `key` in its variant for SMS; '' if there is no such sentence."""
    if not context.wording.has(key, language(), Channel.SMS):
        return ""
    return context.wording.say(key, language(), Channel.SMS, facts)
