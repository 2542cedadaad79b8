"""Sentences reworded at the desk: what is wrong with them is found before any member gets them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Connection

from core.conversation import wording_versions
from core.kernel import Database
from flows.all_words import load_wording
from flows.authoring import Wordbook, flaws, others_in
from flows.authoring.edit_check import problems_of_edit
from flows.dialogues import DIALOGUES
from flows.language import LANGUAGES, Edit, Wording, WordingError
from flows.protocol import Channel, traits_of

NONE = "balance-none"
FACTS = {"per_yuan": 1}


@pytest.fixture(scope="module")
def wording() -> Wording:
    return load_wording()


def kinds(wording: Wording, edit: Edit) -> list[str]:
    return sorted({each.kind for each in problems_of_edit(DIALOGUES, wording, edit)})


@pytest.mark.parametrize(
    "words", ["一\x0b二", '一{ "\\u000B" }二', '一{ "\\U00FFFE" }二', "一\ufffe二"]
)
@pytest.mark.parametrize(
    "place", ["{}", "是\n    .sms = {}", "{{ $per_yuan ->\n    [1] {}\n   *[other] 是\n }}"]
)
def test_a_character_that_cannot_be_said_is_found_wherever_it_stands(
    wording: Wording, words: str, place: str
) -> None:
    edit = Edit("zh", NONE, f"{NONE} = {place.format(words)}")
    assert [each.kind for each in flaws(wording, edit)] == ["unprintable"]
    assert not list(flaws(wording, Edit("zh", NONE, f"{NONE} = {place.format('一二')}")))


def test_edited_voice_variant_is_said_only_on_voice_channels(wording: Wording) -> None:
    edit = Edit("en", NONE, f"{NONE} = None.\n    .voice = Not a single one.")
    assert problems_of_edit(DIALOGUES, wording, edit) == []
    trial = wording.with_edit(edit)
    for channel in Channel:
        expected = "Not a single one." if traits_of(channel).wording == "voice" else "None."
        assert trial.say(NONE, "en", channel, FACTS) == expected
    assert "points" in wording.say(NONE, "en", Channel.SMS, FACTS)
    assert trial.source(NONE, "en") == edit.source
    assert trial.source(NONE, "zh") == wording.original(NONE, "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_unchanged_edit_of_any_sentence_is_accepted(wording: Wording, language: str) -> None:
    """So that the form, sent as it was shown, is refused for no reason but that."""
    for key in wording.keys(language):
        edit = Edit(language, key, wording.original(key, language))
        assert list(flaws(wording, edit)) == [], key
        again = wording.with_edit(edit)
        for channel in Channel:
            assert _said(again, key, language, channel) == _said(wording, key, language, channel)


def test_edit_also_changes_sentence_that_references_edited_one(wording: Wording) -> None:
    """Reworded once, it is said by both; or has words of its own, with the same facts."""
    credit, data = "redeem_credit-confirm", "redeem_data-confirm"
    assert others_in(wording.original(data, "en")) == [credit]
    whom = ["redeem_credit-whom", "redeem_credit-whom_read_back"]
    assert others_in(wording.original(credit, "en")) == ["count-points", *whom]
    assert others_in(wording.original(credit, "zh")) == whom
    facts = {"name": "Cup", "points": 1_000, "left": 5}
    words = f"{credit} = {{ $name }} for {{ POINTS($points) }}?"
    both = wording.with_edit(Edit("en", credit, words))
    for key in (credit, data):
        assert both.say(key, "en", Channel.SMS, facts) == "Cup for 1,000?"
    own = Edit("en", data, f"{data} = {{ $name }}, leaving {{ POINTS($left) }}?")
    assert list(flaws(wording, own)) == []
    assert wording.with_edit(own).say(data, "en", Channel.SMS, facts) == "Cup, leaving 5?"
    strange = Edit("en", data, f"{data} = {{ $by }}")
    assert [each.detail for each in flaws(wording, strange)] == ["$by"]


def _said(wording: Wording, key: str, language: str, channel: Channel) -> str:
    try:
        return wording.say(key, language, channel, wording.longest_facts(key, language))
    except WordingError:
        return ""


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("No points.", "form"),
        ("balance-none = { $per_yuan", "form"),
        ("balance-safe = No points.", "form"),
        ("balance-none = One\nbalance-safe = Two", "form"),
        ("-balance-none = A term", "form"),
        ("# only a comment", "form"),
        ("balance-none =\n    .voice = Only spoken", "form"),
        ("balance-none = { $name }", "fact"),
        ("balance-none = { NUMBER($per_yuan) }", "other"),
        ("balance-none = { engine-sorry }", "other"),
        ("balance-none = { -nowhere }", "other"),
        ("balance-none = No points.\n    .fax = None", "variant"),
        ("balance-none = “None”", "gsm7"),
        (f"balance-none = {'n' * 500}", "segments"),
        (f"balance-none = None\n    .ussd = {'n' * 190}", "screen"),
    ],
)
def test_invalid_edit_is_refused(wording: Wording, source: str, kind: str) -> None:
    assert kind in kinds(wording, Edit("en", NONE, source))


def test_edited_menu_is_measured_with_its_options(wording: Wording) -> None:
    key = "text_home-menu"
    assert wording.has(key, "zh", Channel.USSD)
    found = problems_of_edit(DIALOGUES, wording, Edit("zh", key, f"{key} = {'请选择' * 24}"))
    assert {each.place.what for each in found if each.kind == "screen"} >= {"text_home.menu"}


def test_edited_notification_is_checked_for_sms_segments(wording: Wording) -> None:
    key = "text-complaint_decided"
    assert kinds(wording, Edit("en", key, f"{key} = {'n' * 500}")) == ["segments"]


@pytest.fixture
def reword(database: Database, at: datetime) -> Callable[[Edit], int]:
    def reword(edit: Edit) -> int:
        def work(conn: Connection) -> int:
            made = wording_versions.draft(
                conn,
                language=edit.language,
                sentence=edit.key,
                source=edit.source,
                reason="",
                agent="li",
                at=at,
            )
            held = wording_versions.number_of(wording_versions.in_use(conn).get(made.which))
            wording_versions.approve(conn, made.version, instead_of=held, agent="sun", at=at)
            return made.version

        return database.run(work)

    return reword


def test_approved_and_withdrawn_edits_apply_after_reload(
    database: Database, reword: Callable[[Edit], int], at: datetime
) -> None:
    wording = load_wording()
    book = Wordbook(database, wording)
    book.reload()
    before = wording.say(NONE, "en", Channel.SMS, FACTS)
    version = reword(Edit("en", NONE, f"{NONE} = None yet."))
    assert wording.say(NONE, "en", Channel.SMS, FACTS) == before
    book.reload()
    assert wording.say(NONE, "en", Channel.SMS, FACTS) == "None yet."
    database.run(lambda conn: wording_versions.withdraw(conn, version, agent="he", at=at))
    book.reload()
    assert wording.say(NONE, "en", Channel.SMS, FACTS) == before


def test_edits_that_release_cannot_use_are_skipped(
    database: Database, reword: Callable[[Edit], int]
) -> None:
    """A fact that the sentence is not given any more, and a sentence that is gone."""
    wording = load_wording()
    before = wording.say(NONE, "en", Channel.SMS, FACTS)
    reword(Edit("en", NONE, f"{NONE} = {{ $was_given_once }}"))
    reword(Edit("en", "was-said-once", "was-said-once = x"))
    reword(Edit("zh", NONE, f"{NONE} = 没有积分。"))
    Wordbook(database, wording).reload()
    assert wording.say(NONE, "en", Channel.SMS, FACTS) == before
    assert wording.say(NONE, "zh", Channel.SMS, FACTS) == "没有积分。"


def test_reload_keeps_edits_when_database_fails(
    database: Database, reword: Callable[[Edit], int]
) -> None:
    wording = load_wording()
    book = Wordbook(database, wording)
    reword(Edit("en", NONE, f"{NONE} = None yet."))
    book.reload()
    database.read = lambda work: 1 / 0  # type: ignore[method-assign,assignment,return-value]
    book.reload()
    assert wording.say(NONE, "en", Channel.SMS, FACTS) == "None yet."
