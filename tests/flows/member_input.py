"""A member with a telephone, who gives the input that a test names by its meaning."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dialogue_routes import route_to
from member_checks import CheckedMember
from telephones import TELEPHONES, VoiceTelephone

from core.members import CODE, Act
from core.seed import PIN
from flows.dialogues import DIALOGUES
from flows.engine import Menu, YesNo
from flows.protocol import Channel, Heard
from wsgi import CHANNEL_ADAPTERS

if TYPE_CHECKING:
    from driver import Hotline


class Member(CheckedMember):
    """A member who calls, texts, keys, speaks and hangs up."""

    def __init__(self, hotline: Hotline, channel: Channel, language: str, number: str) -> None:
        super().__init__(hotline, channel, language, number)
        self.telephone = TELEPHONES[channel](number, lambda: next(hotline.numbers))

    def calls(self, *keys: str) -> Member:
        """Starts a session; by text the first message does that. `keys`: a USSD deep link's, as in
        *105*1#."""
        if heard := self.telephone.call(*keys):
            self._hear(heard)
        return self

    def asks_for(self, what: str) -> Member:
        """Goes to a dialogue, named by its flow."""
        way = route_to(what, self.channel, self.language)
        if isinstance(way, str):
            return self.enters(way)
        if self.turn is None:
            self.calls()
        if self.traits.sessionless or not self._at_main_menu():
            self.says_main()
        return self.picks(*way)

    def picks(self, *options: str) -> Member:
        """Picks options by their meaning: an outcome of a menu or the value of a list's entry."""
        for option in options:
            key = self._key_of(option)
            assert self.turn is not None
            assert key in [shown.key for shown in self.turn.options], f"{option} is not offered"
            self.enters(key)
        return self

    def says_yes(self) -> Member:
        return self.picks("yes")

    def says_no(self) -> Member:
        return self.picks("no")

    def enters(self, keys: str) -> Member:
        """Enters keys or text literally."""
        self._hear(self.telephone.enter(keys, self.turn))
        return self

    def speaks(self, words: str, confidence: float = 0.9) -> Member:
        """Answers in words of their own; a message that begins a session has them too."""
        if self.turn is None and not self.traits.sessionless:
            self.calls()
        self._hear(self.telephone.speak(words, confidence, self.turn))
        return self

    def says(self, words: str) -> Member:
        """States a complaint: recorded on the phone, typed on other channels."""
        self._hear(self.telephone.say(words, self.turn))
        return self

    def files_it(self) -> Member:
        """Confirms the complaint that was recorded, or read back."""
        return self.picks("file" if self.traits.spoken else "yes")

    def describes_receipt(self) -> Member:
        """Says what is asked of a receipt that the receipt book does not have."""
        if self.traits.spoken:
            return self
        return self.is_asked("claim.details").enters("苏果超市，上周六，58元, at the supermarket")

    def stays_silent(self) -> Member:
        self._hear(self.telephone.stay_silent(self.turn))
        return self

    def says_back(self) -> Member:
        return self.enters(self.telephone.commands["back"])

    def says_main(self) -> Member:
        return self.enters(self.telephone.commands["main"])

    def asks_for_repeat(self) -> Member:
        return self.enters(self.telephone.commands["repeat"])

    def asks_for_agent(self) -> Member:
        """By the channel's key or word; where it has none, by the main menu."""
        begins = self.turn is None
        if begins:
            self.calls()
        if "agent" in self.telephone.commands:
            return self.enters(self.telephone.commands["agent"])
        if not begins and not self._at_main_menu():
            self.says_main()
        return self.picks("agent")

    def leaves_the_queue(self, result: str) -> Member:
        assert isinstance(self.telephone, VoiceTelephone)
        self._hear(self.telephone.leave_queue(result, self.turn))
        return self

    def enters_pin_if_asked(self, pin: str = PIN) -> Member:
        """Enters the PIN if it is asked for. Where it must be asked for is tested elsewhere."""
        if self.open_question == "identify.pin":
            self.enters(pin)
        return self

    def confirms(self) -> Member:
        """Confirms that points are spent: yes, or by text the code from the reply."""
        if self.confirms_by_code:
            assert (self.open_question or "").endswith(".code")
            return self.enters(self.code)
        assert (self.open_question or "").endswith(".confirm")
        return self.says_yes()

    def is_cut_off(self) -> Member:
        """Drops the connection; only a call reports that. 30 seconds pass."""
        if heard := self.telephone.hang_up():
            self.hotline.conversation.hang_up(heard)
        self.turn = None
        return self.waits(30)

    def waits(self, seconds: float) -> Member:
        self.hotline.at += timedelta(seconds=seconds)
        return self

    @property
    def confirms_by_code(self) -> bool:
        """Whether the channel asks for a code instead of a yes before points are spent."""
        return self.traits.proofs.proofs_for(Act.SPEND) == {CODE}

    def _key_of(self, option: str) -> str:
        frame = self.session.top
        step = DIALOGUES.flows[frame.flow].steps[frame.state]
        assert isinstance(step, Menu), f"{frame.flow}.{frame.state} has no options"
        if isinstance(step, YesNo):
            more = {each: str(key) for key, each in enumerate(step.more, start=3)}
            return {"yes": "1", "no": "2", **more}[option]
        if not step.choices:
            return next(key for key, each in step.by_key().items() if each == option)
        return next(str(each["key"]) for each in frame.answers["shown"] if each["value"] == option)

    def _hear(self, heard: Heard) -> None:
        self.hotline.wording.said.clear()
        parse = CHANNEL_ADAPTERS[self.channel].parse_in_session
        self.turn = self.hotline.conversation.hear(heard, parse)
        self._said = list(self.hotline.wording.said)
        assert not self._was_said("engine-sorry"), "an apology: something broke inside"
        assert not self._was_said("engine-sorry_agent"), "an apology: something broke inside"
        again = self.hotline.conversation.hear(heard, parse)
        assert again == self.turn, "the same message, delivered twice, has two answers"
        assert self.screen
