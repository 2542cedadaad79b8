"""What a member is told, asked and left with: what a test asserts after a turn."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from code_sealer import CODE_SEALER
from rendered import check_rendered

from core.members import BLANK, one_time_codes
from flows.language import Wording
from flows.protocol import Channel, Session, Turn, traits_of
from wsgi import CHANNEL_ADAPTERS

if TYPE_CHECKING:
    from driver import Hotline


class CheckedMember:
    """A caller with one number on one channel; sentences are compared in `language`."""

    def __init__(self, hotline: Hotline, channel: Channel, language: str, number: str) -> None:
        self.hotline, self.channel, self.language, self.number = hotline, channel, language, number
        self.turn: Turn | None = None
        self.traits = traits_of(channel)
        self._said: list[tuple[str, Mapping[str, Any], str]] = []

    @property
    def session(self) -> Session:
        assert self.hotline.sessions.last_saved is not None
        return self.hotline.sessions.last_saved

    @property
    def open_question(self) -> str | None:
        """The open question as "flow.step"; None if there is none."""
        session = self.session
        if session.over or session.resting:
            return None
        return f"{session.top.flow}.{session.top.state}"

    @property
    def stack(self) -> list[str]:
        return [f"{frame.flow}.{frame.state}" for frame in self.session.stack]

    @property
    def screen(self) -> str:
        """The rendered reply with its options."""
        assert self.turn is not None
        return check_rendered(CHANNEL_ADAPTERS[self.channel].render(self.turn))

    @property
    def code(self) -> str:
        assert self.turn is not None
        return str(re.findall(r"(?<!\d)\d{6}(?!\d)", " ".join(self.turn.say))[-1])

    def is_asked(self, question: str) -> Self:
        assert self.open_question == question, f"{self.open_question}: {self.screen}"
        key = question.replace(".", "-")
        asked_otherwise = (f"{key}-simply", f"{key}-only", f"{key}_is", "engine-anything_else")
        return self if any(map(self._was_said, asked_otherwise)) else self.hears(key)

    def hears(self, key: str, **facts: Any) -> Self:
        """Asserts that this sentence was in the reply, in the member's language, with at least
        these facts."""
        said = [entry for entry in self._said if entry[0] == key]
        assert said, f"{key} was not said: {self.screen}"
        assert self.turn is not None
        assert self.turn.language == self.language
        found = dict(said[-1][1])
        assert {name: found.get(name) for name in facts} == facts
        own = Wording.say(self.hotline.wording, key, self.language, self.channel, found)
        own = own.replace(BLANK, self.code) if BLANK in own else own
        said = not own or any(own in line for line in self.turn.say)
        assert said, f"{own!r} not in {self.turn.say}"
        return self

    def does_not_hear(self, key: str) -> Self:
        assert not self._was_said(key)
        return self

    def has_final_answer(self) -> Self:
        """Asserts that the reply needs no answer: a call goes on with its menu, other sessions
        rest."""
        if self.traits.pauses_after_answer:
            assert self.session.resting
        else:
            assert self.open_question is not None
            assert self.open_question.endswith(".menu")
        return self

    def is_at_main_menu(self) -> Self:
        assert self._at_main_menu(), self.stack
        assert self.open_question
        return self

    @property
    def texted_code(self) -> str:
        """The code of the text that waits in the outbox; a call does not say it."""
        reference = json.loads(self.latest("outbox", "recorded_at").payload)["code"]
        code = self.hotline.database.read(
            lambda conn: one_time_codes.reveal(
                conn, tuple(reference), at=self.hotline.at, sealer=CODE_SEALER
            )
        )
        assert code is not None
        return code

    def _at_main_menu(self) -> bool:
        session = self.session
        return len(session.stack) == 1 and not session.resting and not session.over

    def _was_said(self, key: str) -> bool:
        return any(entry[0] == key for entry in self._said)

    # -- the database

    def points(self) -> tuple[int, int]:
        """Available and held points."""
        balance, held = self.hotline.row(
            "SELECT balance, held FROM member_account"
            " WHERE member_id = :member AND unit = 'points'",
            member=self.member_id,
        )
        return balance - held, held

    @property
    def member_id(self) -> int:
        return self.hotline.member_id(self.number)

    def rows_of(self, table: str) -> list[Any]:
        """All rows of the member in this table."""
        return self.hotline.rows(
            f"SELECT * FROM {table} WHERE member_id = :member", member=self.member_id
        )

    def latest(self, table: str, by: str) -> Any:
        rows = sorted(self.rows_of(table), key=lambda row: str(row._mapping[by]))
        return rows[-1] if rows else None
