"""What the engine does by itself, with dialogues made here: small enough to see all of them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

import pytest
from code_sealer import CODE_SEALER
from driver import Hotline, Member
from sqlalchemy import Connection, create_engine

from core.members import Act
from core.members import MemberWithPoints as Caller
from flows.all_words import load_wording
from flows.authoring import lint
from flows.dialogues import DIALOGUES
from flows.dialogues.agent.flow import AGENT, OFFER
from flows.dialogues.identify.flow import IDENTIFY
from flows.dialogues.resume.flow import GUESS, RESUME
from flows.dialogues.understood.flow import ASK_WISH, OFFER_WISHES
from flows.engine import (
    Ask,
    Call,
    Choice,
    Context,
    Dialogue,
    Dialogues,
    Do,
    End,
    Engine,
    Flow,
    FlowError,
    Ids,
    Keyword,
    Menu,
    Record,
    Services,
    Step,
    YesNo,
)
from flows.engine.player import EndlessDialogue
from flows.language import Wording
from flows.protocol import Channel, Frame, Heard, HeardKind, Session, Turn

# -- a dialogue that does not hold together is refused when it is made


def one_or_two(context: Context) -> Literal["one", "two"]:
    return "one"


def nothing(context: Context) -> Literal["done"]:
    return "done"


def never_empty(context: Context) -> Sequence[Choice]:
    return [Choice("a", "1", {})]


END = End("end")


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ([Menu("menu", on={"a": "nowhere"}), END], "f.menu: a leads to nowhere, no such step"),
        ([Menu("menu", on={"a": "end"}), END, End("island")], "f: never reached: island"),
        ([Do("do", one_or_two, on={"one": "end"}), END], "f.do: not handled: two"),
        (
            [Do("do", nothing, on={"done": "end", "undone": "end"}), END],
            "f.do: never happens: undone",
        ),
        (
            [Do("a", nothing, on={"done": "b"}), Do("b", nothing, on={"done": "a"})],
            "f: never ends",
        ),
        (
            [
                Menu("menu", on={"out": "end", "in": "a"}),
                Do("a", nothing, on={"done": "b"}),
                Do("b", nothing, on={"done": "a"}),
                END,
            ],
            "f: no way out of a, b",
        ),
        ([YesNo("sure", on={"yes": "end"}), END], "f.sure: not handled: no"),
        (
            [Menu("list", choices=never_empty, save="x", on={"picked": "end"}), END],
            "f.list: not handled: none",
        ),
        ([Menu("menu", on={"a": "end"}), END, End("end")], "f: two steps of one name"),
        ([Call("call", AGENT, then="nowhere"), END], "no such step"),
    ],
)
def test_flow_with_invalid_steps_is_rejected(steps: list[Step], complaint: str) -> None:
    with pytest.raises(FlowError, match=complaint):
        Flow("f", *steps)


def test_lint_finds_no_problem_in_hotline_dialogues() -> None:
    lint.check(DIALOGUES, load_wording())


def test_lint_reports_missing_sentences() -> None:
    speechless = Flow("speechless", Menu("menu", on={"a": "end"}), END)
    found = list(lint.problems_of(dialogues(speechless), load_wording()))
    for key in ("speechless-title", "speechless-menu", "speechless-menu-a", "speechless-end"):
        assert any(key in str(problem) for problem in found), key
    with pytest.raises(FlowError, match="speechless-menu"):
        lint.check(dialogues(speechless), load_wording())


# -- small dialogues, and a member to play them


class Echo(Wording):
    """Every sentence is its own key, so a test reads which one was said."""

    def __init__(self, *missing: str) -> None:
        self._missing = missing

    def has(self, key: str, language: str, channel: Channel) -> bool:
        if key.startswith(("engine-footer", "engine-more")):
            return channel is Channel.USSD
        return not key.endswith("-simply") and key not in self._missing

    def say(self, key: str, language: str, channel: Channel, facts: Mapping[str, Any]) -> str:
        return f"{facts['key']} {facts['label']}" if key == "engine-option" else key


def dialogues(*subjects: Flow, flows: Sequence[Flow] = ()) -> Dialogues:
    home = Flow(
        "home",
        Menu("menu", on={flow.name: flow.name for flow in subjects}),
        *(Call(flow.name, flow, then="menu") for flow in subjects),
        members_only=False,
    )
    keywords = [Keyword(flow.name, flow, en=flow.name.upper()) for flow in subjects]
    begun = [home, RESUME, *flows]
    return Dialogues(
        declared=[Dialogue("tests", *subjects, *begun, keywords=keywords, entry_points=begun)],
        home=lambda context: home,
        openings=lambda context: [RESUME] if context.session.parked else [],
        deep_link_home=home,
        identify=IDENTIFY,
        offer=OFFER,
        guess=GUESS,
        ask_wish=ASK_WISH,
        offer_wishes=OFFER_WISHES,
        agent=AGENT,
        set_language=lambda context, language: setattr(context.session, "language", language),
    )


CALLER = Caller(
    member_id=1,
    number="+8613800000001",
    name="",
    language="en",
    tier="basic",
    tier_until=None,
    joined_on=datetime(2020, 1, 1).date(),
    born_on=None,
    status="active",
    province="GD",
    available=0,
    held=0,
    marketing_ok=True,
    has_pin=True,
    pin_locked_on=None,
    expires_on=None,
    expires_points=None,
)


@dataclass
class Play:
    """One session with a set of dialogues; through JSON between any two turns."""

    dialogues: Dialogues
    conn: Connection
    channel: Channel = Channel.VOICE
    caller: Caller | None = CALLER
    wording: Wording = field(default_factory=Echo)

    def __post_init__(self) -> None:
        self.engine = Engine(self.dialogues)
        self.ids = Ids(random.Random(1))
        self.session = Session(self.channel, "s", CALLER.number, "en")
        self.messages = 0

    def begin(self, keys: str = "", parked: Sequence[Frame] = ()) -> Play:
        self.session = Session(self.channel, "s", CALLER.number, "en", parked=list(parked))
        return self.hear(HeardKind.STARTED, keys)

    def press(self, *keys: str) -> Play:
        for key in keys:
            self.hear(HeardKind.ENTERED, key)
        return self

    def command(self, name: str, argument: str = "") -> Play:
        return self.hear(HeardKind.COMMAND, argument, command=name)

    def silence(self) -> Play:
        return self.hear(HeardKind.SILENCE)

    def hear(self, kind: HeardKind, words: str = "", command: str = "", **more: Any) -> Play:
        self.messages += 1
        self.session = Session.from_json(json.loads(json.dumps(self.session.to_json())))
        message = f"m{self.messages}"
        heard = Heard(self.channel, "s", CALLER.number, message, kind, words, command, **more)
        context = Context(
            services=Services(
                self.wording, lambda: datetime(2026, 6, 1, tzinfo=UTC), self.ids, CODE_SEALER
            ),
            conn=self.conn,
            session=self.session,
            caller=self.caller,
            at=datetime(2026, 6, 1, tzinfo=UTC),
            message_key=message,
            begin_effect=lambda: None,
        )
        self.session.seq += 1
        is_playable = kind is HeardKind.STARTED or self.engine.is_playable(self.session)
        self.turn: Turn = (
            self.engine.take(context, heard) if is_playable else self.engine.restart(context)
        )
        return self

    @property
    def at(self) -> str:
        return f"{self.session.top.flow}.{self.session.top.state}"

    def says(self, *keys: str) -> bool:
        assert self.turn.say == keys, self.turn.say
        return True


@pytest.fixture
def conn() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def play(conn: Connection) -> Callable[..., Play]:
    def start(*subjects: Flow, **options: Any) -> Play:
        flows = options.pop("flows", ())
        return Play(dialogues(*subjects, flows=flows), conn, **options)

    return start


FORM = Flow(
    "form",
    Ask("first", digits_min=2, digits_max=4, save="first", on={"given": "second"}),
    Ask("second", digits_min=2, digits_max=4, save="second", on={"given": "sure"}),
    YesNo("sure", costly=True, on={"yes": "act", "no": "first"}),
    Do("act", nothing, effect=True, on={"done": "thanks"}),
    Menu("thanks", on={"more": "first", "enough": "end"}),
    END,
    resumable=True,
)


# -- reprompts


def test_question_is_reprompted_twice_before_help_is_offered(
    play: Callable[..., Play],
) -> None:
    session = play(FORM).begin().press("1")
    assert session.press("1").says("engine-miss_entry", "form-first")
    assert session.press("1").says("engine-miss_entry_again", "form-first")
    assert session.press("1").says("offer-help")
    assert session.at == "offer.help"
    assert session.press("2").says("form-first")  # no, thanks: where it was
    assert (session.session.misses, session.session.silences) == (0, 0)


def test_no_input_is_counted_apart_from_no_match(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x", "x")
    assert session.silence().says("engine-silence", "form-first")
    assert (session.session.misses, session.session.silences) == (2, 1)
    assert session.silence().says("engine-silence_again", "form-first")
    assert session.silence().at == "offer.help"


def test_correcting_an_entry_is_not_a_failed_attempt(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x")
    for _ in range(3):
        assert session.hear(HeardKind.ENTERED, "1", cleared=True).says("form-first")
    assert session.session.misses == 1
    assert session.hear(HeardKind.ENTERED, "12", cleared=True).at == "form.second"


def test_nine_key_is_an_answer_where_one_digit_is_accepted(play: Callable[..., Play]) -> None:
    short = Flow(
        "short",
        Ask("one", digits_min=1, digits_max=2, save="one", on={"given": "two"}),
        Ask("two", digits_min=2, digits_max=2, save="two", on={"given": "end"}),
        END,
    )
    session = play(short).begin().press("1").hear(HeardKind.COMMAND, "9", command="main")
    assert (session.at, session.session.top.answers["one"]) == ("short.two", "9")
    assert session.hear(HeardKind.COMMAND, "9", command="main").at == "home.menu"
    for key, command in (("*", "back"), ("", "main")):
        session = play(short).begin().press("1").hear(HeardKind.COMMAND, key, command=command)
        assert session.at != "short.two"


def test_answer_resets_no_match_and_no_input_counts(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x", "x").silence().press("12")
    assert session.at == "form.second"
    assert (session.session.misses, session.session.silences) == (0, 0)
    assert session.press("x").says("engine-miss_digits", "form-second")


def test_command_resets_no_match_and_no_input_counts(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x", "x").command("main")
    assert (session.session.misses, session.session.silences) == (0, 0)


def test_repeat_does_not_count_as_attempt(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x")
    shown = session.turn
    assert session.command("repeat").turn.say == shown.say
    assert session.session.misses == 1
    assert session.press("x").says("engine-miss_digits_again", "form-first")


PATIENT = Flow(
    "patient",
    Menu("menu", attempts_max=2, on={"a": "end", "no_input": "quiet", "no_match": "puzzled"}),
    End("quiet"),
    End("puzzled"),
    END,
)


def test_step_may_limit_reprompts_and_route_no_input_and_no_match(
    play: Callable[..., Play],
) -> None:
    session = play(PATIENT).begin().press("1").silence()
    assert session.at == "patient.menu"
    assert session.silence().says("patient-quiet", "home-menu")
    session = play(PATIENT).begin().press("1", "7", "7")
    assert session.says("patient-puzzled", "home-menu")


def test_no_input_at_help_offer_ends_session_with_goodbye(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1")
    for _ in range(5):
        assert not session.session.over
        session.silence()
    assert session.says("offer-bye")
    assert session.turn.ends
    assert session.engine.worth_resuming(session.session)


SURE = Flow("sure", YesNo("sure", on={"yes": "kept", "no": "dropped"}), End("kept"), End("dropped"))


@pytest.mark.parametrize(
    "words",
    [
        "1", "y", "Yes!", "yes, please", "Yes please, thank you.", "OK, thanks", "right", "Yep",
        "ｙｅｓ", "“yes”", "是的。", "好的，谢谢", "嗯", "可以。", "行，谢谢您！",
        "没错", "對", "是啊", "确定", "確認",
    ],
)  # fmt: skip
def test_common_wordings_of_yes_are_accepted(play: Callable[..., Play], words: str) -> None:
    assert play(SURE, channel=Channel.SMS).begin().press("1", words).says("sure-kept")


@pytest.mark.parametrize(
    "words",
    [
        "2", "n", "No.", "No, thanks.", "no thank you", "Nope", "不用了，谢谢", "不用，謝謝",
        "不要了", "不需要", "不了", "不對", "不是。",
    ],
)  # fmt: skip
def test_common_wordings_of_no_are_accepted(play: Callable[..., Play], words: str) -> None:
    assert play(SURE, channel=Channel.SMS).begin().press("1", words).says("sure-dropped")


@pytest.mark.parametrize(
    "words",
    ["yes?", "是吗", "对不对？", "12", "1,2", "谢谢", "thanks", "please", "!", "not yes", "-1"],
)
def test_wording_that_is_neither_yes_nor_no_is_no_match(
    play: Callable[..., Play], words: str
) -> None:
    assert (
        play(SURE, channel=Channel.SMS).begin().press("1", words).says("engine-miss", "sure-sure")
    )


# -- back, repeat, main, and what rests


def test_back_goes_over_several_steps(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11", "22")
    assert session.at == "form.sure"
    for expected in ("form.second", "form.first", "home.menu", "home.menu"):
        assert session.command("back").at == expected
    assert len(session.session.stack) == 1


def test_answer_given_after_back_replaces_earlier_answer(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11", "22").command("back").press("33")
    assert session.at == "form.sure"
    assert session.session.top.answers["second"] == "33"
    assert session.session.top.answers["first"] == "11"


def test_back_does_not_return_to_completed_action(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11", "22", "1")
    assert session.at == "form.thanks"
    assert session.command("back").at == "home.menu"


def test_back_from_help_offer_returns_to_question(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x", "x", "x")
    assert session.at == "offer.help"
    assert session.command("back").at == "form.first"


def test_reprompted_question_is_one_step_for_back(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11", "x", "x").command("back")
    assert session.at == "form.first"


def test_main_command_says_that_it_drops_dialogue(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1").command("main")
    assert session.says("engine-dropped", "home-menu")


ANSWER = Flow("answer", Do("look", nothing, on={"done": "end"}), END)


def test_final_answer_returns_to_menu_on_voice_and_rests_on_ussd(play: Callable[..., Play]) -> None:
    assert play(ANSWER).begin().press("1").says("answer-end", "home-menu")
    screen = play(ANSWER, channel=Channel.USSD).begin().press("1")
    assert screen.says("answer-end")
    assert screen.session.resting
    assert screen.press("whatever").says("home-menu")
    assert not screen.session.resting


def test_back_from_final_answer_shows_menu_again(play: Callable[..., Play]) -> None:
    screen = play(ANSWER, channel=Channel.USSD).begin().press("1")
    assert screen.command("back").says("home-menu")


def test_sms_answer_rests_on_main_menu_and_ussd_on_calling_menu(play: Callable[..., Play]) -> None:
    menu = Flow(
        "more",
        Menu("menu", on={"answer": "answer"}),
        Call("answer", ANSWER, then="menu"),
        members_only=False,
    )
    text = play(menu, channel=Channel.SMS).begin().press("1", "1")
    assert (text.session.resting, text.at) == (True, "home.menu")
    screen = play(menu, channel=Channel.USSD).begin().press("1", "1")
    assert (screen.session.resting, screen.at) == (True, "more.menu")


def test_language_change_repeats_current_question(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11").command("zh")
    assert session.session.language == "zh"
    assert session.says("engine-language", "form-second")


def test_flow_looping_without_question_raises_endless_dialogue(play: Callable[..., Play]) -> None:
    def again(context: Context) -> Literal["again", "done"]:
        return "again"

    circle = Flow("circle", Do("a", again, on={"again": "a", "done": "end"}), END)
    with pytest.raises(EndlessDialogue):
        play(circle).begin().press("1")


# -- who may, and who is known


SECRET = Flow("secret", Menu("inside", on={"out": "end"}), END, act=Act.LOOK_CLOSELY)


def test_guarded_dialogue_asks_for_pin_on_voice_but_not_ussd(play: Callable[..., Play]) -> None:
    session = play(SECRET).begin().press("1")
    assert session.at == "identify.pin"
    session.session.proofs = ["pin"]
    assert play(SECRET, channel=Channel.USSD).begin().press("1").at == "secret.inside"


def test_unauthorized_caller_is_told_refusal_reason(play: Callable[..., Play]) -> None:
    frozen = replace(CALLER, status="frozen")
    refused = play(SECRET, caller=frozen).begin().press("1")
    assert refused.says("engine-refused_frozen", "engine-person", "home-menu")
    refused = play(SECRET, caller=None).begin().press("1")
    assert refused.says("engine-refused_stranger", "engine-person", "home-menu")


def test_caller_frozen_during_session_is_refused_at_next_step(play: Callable[..., Play]) -> None:
    session = play(SECRET, channel=Channel.USSD).begin().press("1")
    session.caller = replace(CALLER, status="frozen")
    assert session.press("1").says("engine-refused_frozen", "engine-person")


# -- lists


def entries(count: int) -> Callable[[Context], Sequence[Choice]]:
    return lambda context: [Choice(f"v{n}", f"C{n}", {}) for n in range(1, count + 1)]


def test_a_long_list_is_paged_by_the_last_key(play: Callable[..., Play]) -> None:
    listed = Flow(
        "listed",
        Menu("pick", choices=entries(11), save="value", on={"picked": "chosen", "none": "end"}),
        Menu("chosen", on={"fine": "end"}),
        END,
    )
    session = play(listed).begin().press("1")
    assert [option.key for option in session.turn.options] == ["1", "2", "3", "4", "5"]
    session.press("5", "5", "3")  # more, more: 9, 10, 11
    assert session.session.top.answers["value"] == "v11"
    text = play(listed, channel=Channel.SMS).begin().press("1", "+")
    assert [option.key for option in text.turn.options] == ["C9", "C10", "C11"]
    assert text.press("c10").session.top.answers["value"] == "v10"


def test_back_returns_to_previous_page_of_list(play: Callable[..., Play]) -> None:
    listed = Flow(
        "listed",
        Menu("pick", choices=entries(9), save="value", on={"picked": "end", "none": "end"}),
        END,
    )
    session = play(listed).begin().press("1", "5")
    assert session.session.top.answers["list_page"] == 1
    assert session.command("back").session.top.answers["list_page"] == 0


def test_list_that_shrinks_is_shown_from_first_page(play: Callable[..., Play]) -> None:
    stock = [f"v{n}" for n in range(9)]
    listed = Flow(
        "listed",
        Menu(
            "pick",
            choices=lambda context: [Choice(name, name, {}) for name in stock],
            save="value",
            on={"picked": "pick", "none": "end"},
        ),
        END,
    )
    session = play(listed).begin().press("1", "5")
    assert session.session.top.answers["list_page"] == 1
    del stock[3:]
    assert [option.key for option in session.press("1").turn.options] == ["1", "2", "3"]


def test_key_selects_list_entry_that_was_shown(play: Callable[..., Play]) -> None:
    """An entry that is gone by the time of the key does not make the key mean another one."""
    stock = ["a", "b"]
    listed = Flow(
        "listed",
        Menu(
            "pick",
            choices=lambda context: [Choice(name, name, {}) for name in stock],
            save="value",
            on={"picked": "chosen", "none": "end"},
        ),
        Menu("chosen", on={"fine": "end"}),
        END,
    )
    session = play(listed).begin().press("1")
    stock.remove("a")
    assert session.press("1").session.top.answers["value"] == "a"


# -- what costs something


def test_action_key_survives_no_match_and_no_input(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11", "22")
    key = session.session.top.answers["action_key"]
    session.press("x").silence()
    assert session.session.top.answers["action_key"] == key


def test_secret_entry_is_not_stored_in_session(play: Callable[..., Play]) -> None:
    hush = Flow(
        "hush",
        Ask("word", digits_min=4, digits_max=4, secret=True, on={"given": "next"}),
        Menu("next", on={"out": "end"}),
        END,
    )
    session = play(hush).begin().press("1", "7391")
    assert session.at == "hush.next"
    assert "7391" not in json.dumps(session.session.to_json())


# -- a session that is older than the dialogues


OLDER = Flow("form", Ask("gone", digits_min=1, digits_max=2, save="x", on={"given": "end"}), END)


@pytest.mark.parametrize("channel", list(Channel))
def test_session_at_removed_step_restarts_with_notice(
    play: Callable[..., Play], conn: Connection, channel: Channel
) -> None:
    old = play(OLDER, channel=channel).begin().press("1")
    assert old.at == "form.gone"
    new = play(FORM, channel=channel)
    new.session = old.session
    assert new.press("12").says("engine-restarted", "home-menu")
    assert new.press("1").at == "form.first"


def test_session_in_removed_dialogue_restarts_with_notice(play: Callable[..., Play]) -> None:
    old = play(FORM, ANSWER).begin().press("1")
    new = play(ANSWER)
    new.session = old.session
    assert new.press("12").says("engine-restarted", "home-menu")


def test_session_continues_when_release_adds_dialogue(play: Callable[..., Play]) -> None:
    old = play(FORM).begin().press("1", "11")
    new = play(FORM, ANSWER)
    new.session = old.session
    assert new.press("22").at == "form.sure"


# -- deep links and dropped sessions


def test_deep_link_enters_successive_answers(play: Callable[..., Play]) -> None:
    assert play(FORM, channel=Channel.USSD).begin("1*11*22").says("form-sure")
    session = play(FORM, channel=Channel.USSD).begin("7")
    assert session.says("engine-miss", "home-menu")


def parked(play: Callable[..., Play], channel: Channel) -> tuple[Play, str]:
    session = play(FORM, channel=channel).begin().press("1", "11", "22")
    key = session.session.top.answers["action_key"]
    return session.begin(parked=session.session.stack), key


@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.USSD])
def test_resumed_session_keeps_its_action_key(play: Callable[..., Play], channel: Channel) -> None:
    """The yes may have been given and answered to a dead line: it must not be done twice."""
    session, key = parked(play, channel)
    assert session.at == "resume.offer"
    session.press("1")
    assert (session.at, session.session.top.answers["action_key"]) == ("form.sure", key)
    assert (session.session.parked, session.session.proofs) == ([], [])


@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.USSD])
def test_dropped_session_can_be_discarded_at_resume_offer(
    play: Callable[..., Play], channel: Channel
) -> None:
    session, _ = parked(play, channel)
    assert (session.press("2").at, session.session.parked) == ("home.menu", [])


def test_session_without_progress_is_not_worth_resuming(play: Callable[..., Play]) -> None:
    session = play(ANSWER, FORM).begin()
    assert not session.engine.worth_resuming(session.session)
    assert session.engine.worth_resuming(session.press("2").session)


@pytest.mark.parametrize("channel", ["voice", "ussd"])
def test_resumed_redemption_keeps_its_action_key(hotline: Hotline, channel: str) -> None:
    """The process died after the yes was done and before its answer was kept: the same key."""
    member = hotline.member(channel, "en").asks_for("redeem_gift").enters_pin_if_asked()
    if member.open_question == "redeem_gift.how":
        member.picks("read_out")
    key = _confirm(member)
    member.is_cut_off().calls().picks("go_on").is_asked("identify.pin").enters_pin_if_asked()
    assert member.session.top.answers["action_key"] == key
    member.confirms().hears("redeem_gift-ordered")
    assert member.points() == (12_045, 300)


def _confirm(member: Member) -> str:
    member.picks("phone-stand").is_asked("redeem_gift.confirm")
    return str(member.session.top.answers["action_key"])


def test_record_step_checks_text_length_and_saves_recording_url(play: Callable[..., Play]) -> None:
    letter = Flow(
        "letter",
        Record("words", save="words", on={"recorded": "kept"}),
        Menu("kept", on={"out": "end"}),
        END,
    )
    text = play(letter, channel=Channel.SMS).begin().press("1", "x")
    assert text.says("engine-miss_words", "letter-words")
    assert len(text.press("w" * 900).session.top.answers["words"]) == 500
    call = play(letter).begin().press("1")
    assert (
        call.hear(HeardKind.RECORDED, "https://r").session.top.answers["words_url"] == "https://r"
    )


# -- mistyped words


def mistyped(session: Play, word: str, command: str) -> Play:
    return session.hear(HeardKind.ENTERED, word, command=command, guessed=word[:-1])


def test_second_keyword_guess_replaces_the_first(play: Callable[..., Play]) -> None:
    """One question takes the place of the other, or a session would grow without end."""
    session = play(FORM, ANSWER, channel=Channel.SMS).begin().press("1")
    for _ in range(3):
        mistyped(session, "TSCXX", "form")
    mistyped(session, "CXJFF", "answer")
    assert [frame.flow for frame in session.session.stack] == ["home", "form", "guess"]
    assert session.press("1").says("engine-dropped", "answer-end")


def test_confirmed_keyword_guess_rests_on_waiting_menu(play: Callable[..., Play]) -> None:
    """Not on one that is busy playing something else, whose next step would be another's end."""
    session = play(FORM, ANSWER, channel=Channel.SMS).begin().press("1")
    mistyped(session, "answerr", "answer").press("1")
    assert (session.at, session.session.resting) == ("home.menu", True)
