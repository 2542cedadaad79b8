"""What the walk asserts of every turn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rendered import check_rendered

from flows.engine import Context, Do, Engine, Menu, Question, pages_of
from flows.engine.player import Player
from flows.language import sms_segments, ussd_screens
from flows.protocol import Channel, Session, Turn, traits_of
from wsgi import CHANNEL_ADAPTERS

USSD_PAGES_MAX, RENDERED_BYTES_MAX = 3, 64_000


class EffectCheckingPlayer(Player):
    """Fails if an action writes to the database without being declared an effect."""

    def _do(self, context: Context, step: Do) -> None:
        before = writes(context)
        super()._do(context, step)
        assert step.effect or writes(context) == before, (
            f"{context.session.top.flow}.{step.name} wrote and is no effect"
        )


def writes(context: Context) -> int:
    return int(context.conn.connection.dbapi_connection.total_changes)  # type: ignore[union-attr]


def check_turn(engine: Engine, session: Session, turn: Turn) -> str:
    """The invariants of every turn. Returns the rendered reply."""
    chooses_language = bool(session.stack) and session.top.flow == "language"
    assert any(turn.say) or chooses_language, "nothing is said"  # its options say all
    assert session.last == turn or turn == replace(session.last or turn, number=session.seq)
    assert turn.ends == session.over
    if session.over:
        assert not turn.options
    elif not session.resting:
        _check_question(engine, session, turn)
    # Once for each reply: voice puts the turn's number only into the address of the next turn.
    return check_limits(session.channel, replace(turn, number=0))


def _check_question(engine: Engine, session: Session, turn: Turn) -> None:
    step = engine.dialogues.flows[session.top.flow].steps[session.top.state]
    assert isinstance(step, Question), f"{session.top.flow}.{step.name} is not a question"
    if isinstance(step, Menu):
        assert turn.options, f"{session.top.flow}.{step.name} has no options"
        keys = [(option.key, option.language) for option in turn.options]
        assert len(set(keys)) == len(keys)
    is_by_screen = bool(traits_of(session.channel).limits.ussd_screens)
    if is_by_screen and isinstance(step, Menu) and not step.choices:
        alone = replace(turn, say=turn.say[-1:])
        if step.name == "menu":
            assert len(pages_of(alone)) == 1, f"{session.top.flow} is more than a screen"


@cache
def check_limits(channel: Channel, turn: Turn) -> str:
    """Renders the turn, and asserts that it keeps within the channel's limits."""
    limits = traits_of(channel).limits
    rendered = check_rendered(CHANNEL_ADAPTERS[channel].render(turn))
    assert len(rendered.encode()) < RENDERED_BYTES_MAX
    if turn.options:
        assert len(turn.options) <= limits.options
    if limits.sms_segments is not None:
        size = sms_segments.segments(rendered)
        assert size.count <= limits.sms_segments, f"{size.count} segments: {rendered!r}"
        if turn.language == "en":
            assert sms_segments.gsm7(rendered), (
                f"{sms_segments.offending(rendered)} in {rendered!r}"
            )
    if limits.ussd_screens:
        pages = pages_of(turn)
        assert all(ussd_screens.fits(page) for page in pages), pages
        assert len(pages) <= USSD_PAGES_MAX, pages
    return rendered
