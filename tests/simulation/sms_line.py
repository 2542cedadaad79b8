"""Texts as Kannel delivers them: an SMSC that got no answer sends a text again, and it comes under
another id. It is known by its sender and words, for as long as Redis remembers these."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from deployment import Deployment, Process
from handsets import Message

from flows.protocol import Channel, HeardKind

READ = timedelta(seconds=3)  # nobody answers a reply sooner


@dataclass
class SmsLine:
    """By the sender and the words: the text, when Redis had last forgotten texts, and when its
    reply had reached the SMSC. By the sender: the words of the newest text. By the id, which Redis
    remembers longer than words: the text that it was taken for, and when Redis was last emptied."""

    rig: Deployment
    _texts: dict[str, tuple[Message, int]] = field(default_factory=dict)
    _reached: dict[str, datetime] = field(default_factory=dict)
    _newest: dict[str, str] = field(default_factory=dict)
    _ids: dict[str, tuple[Message, int]] = field(default_factory=dict)
    _resent: int = 0

    def took(self, message: Message, *, anew: bool = False, noted: bool = True) -> None:
        """The hotline was given the text; again under the same id, it is the same in any case.
        `anew`: it has taken it for another one; `noted`: it had a Redis in which to note it."""
        if self._is_known(message):
            return
        first = message if anew else self.taken_for(message)
        words, given = message.heard.resent_as, (message, self.rig.forgotten)
        is_new = self._texts.get(words) != given and self.same_as(message) is None
        if words and (anew or is_new):
            self._texts[words] = given
            self._reached.pop(words, None)
        if words and noted:
            self._newest[message.heard.caller] = words
            self._ids[message.id] = (first, self.rig.emptied)

    def lost(self, message: Message) -> None:
        """Redis was emptied while the text was answered: before the hotline had noted it, or after
        it."""
        self._texts.pop(message.heard.resent_as, None)

    def reached(self, message: Message, process: Process) -> None:
        if words := message.heard.resent_as:
            process.conversation.resent.reply_reached(Channel.SMS, message.heard.caller, words)
            self._reached.setdefault(words, self.rig.clock.at)

    def may_resend(self, message: Message) -> bool:
        """Nothing is sent again whose reply the SMSC has."""
        words = message.heard.resent_as
        return bool(words) and words not in self._reached and message.delivered

    def taken_for(self, message: Message) -> Message:
        """The text whose reply it gets: itself, or the one that the hotline takes it for, which has
        forgotten the id of this one."""
        if self._is_known(message):
            return self._ids[message.id][0]
        same = self.same_as(message)
        return message if same is None or self.may_count_again(message) else same

    def _is_known(self, message: Message) -> bool:
        return self._ids.get(message.id, (None, -1))[1] == self.rig.emptied

    def same_as(self, message: Message) -> Message | None:
        """The text that the hotline has to take this one for."""
        words = message.heard.resent_as
        known, since = self._texts.get(words, (None, -1))
        if not words or since != self.rig.forgotten:
            return None
        is_new = message.heard.kind is HeardKind.ENTERED or not message.heard.text
        return None if is_new and self._was_read(words) else known

    def may_count_again(self, message: Message) -> bool:
        """A keyword with words behind it, whose reply could be read: after another text it is a new
        one, if the hotline has had that."""
        words = message.heard.resent_as
        return self._was_read(words) and self._newest.get(message.heard.caller) != words

    def _was_read(self, words: str) -> bool:
        reached = self._reached.get(words)
        return reached is not None and self.rig.clock.at - reached >= READ

    def again(self, message: Message) -> Message:
        """The same text under another id."""
        self._resent += 1
        heard = replace(message.heard, message_id=f"{message.id}-{self._resent}")
        return replace(message, heard=heard)
