"""What docs/voice-and-tone.md forbids is said nowhere: to members, by any channel, and at the desk.

The files are read as text, so that every variant and every choice of words counts.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fluent.runtime import FluentResource
from fluent.syntax.ast import Attribute, Message, SelectExpression, TextElement, Variant
from walk_questions import NEVER_ASKED

from flows.all_words import load_wording
from flows.authoring.sentence_parts import nodes_of
from flows.dialogues import DIALOGUES
from flows.engine import Menu
from flows.language import LANGUAGES, WordingError
from flows.protocol import Channel

ROOT = Path(__file__).parents[3]
FILES = sorted(file for room in ("flows", "desk") for file in ROOT.glob(f"{room}/**/*.ftl"))
MEMBERS_FILES = [file for file in FILES if file.is_relative_to(ROOT / "flows")]
TERMS = ROOT / "docs" / "voice-and-tone.md"

# By language: what nobody says, and what is said instead.
EVERYWHERE = {
    "zh": {
        "座位上": "客服都在忙",
        "还是不对": "抱歉，没有这个选项",
        "送到了": "礼品：送到；话费、流量、积分：到账",
        "你": "您",
        "咱们": "我们",
        "积分商城": "礼品",
        "密码输错": "密码不对",
        "输入有误": "没有这个选项",
        "非法": "不对",
        "无效": "已失效",
        "用户": "会员",
        "顾客": "会员",
        "奖品": "礼品",
        "短消息": "短信",
        "口令": "服务密码",
        "操作员": "客服",
        "话务员": "客服",
        "走过的流程": "来电路径",
        "依据": "原因",
    },
    "en": {
        "growth": "tier points",
        "undone": "canceled",
        "leave it": "cancel",
        "give it up": "cancel order",
        "gave up an order": "cancelled an order",
        "given up": "canceled",
        "ground": "reason",
        "way through": "call path",
        "was dropped": "was cancelled",
        "at the desk": "busy",
        "hash key": "the pound key",
        "programme": "program",
        "telephone": "phone",
        "whilst": "while",
        "colour": "color",
        "cancelled": "canceled",
        "favourite": "favorite",
        "centre": "center",
        "catalogue": "catalog",
        "customer,": "member",
        "user,": "member",
        "reward": "gift",
        "prize": "gift",
        "voucher": "gift",
        "operator": "agent",
        "representative": "agent",
        "one-time password": "code",
        "otp": "code",
        "invalid": "what is right",
        "illegal": "what is right",
        "kindly": "please",
        "no longer valid": "has expired",
        "please key in": "enter",
        "needn't": "don't have to",
        "shall i": "should I, do you want me to",
        "still not": "Sorry, ...",
        "was faster": "a colleague already ...",
        "is no picture": "isn't a picture",
        "that will not do": "what is right",
    },
}
# People say "This can't be undone" of an act, not of an order, and 送到了 of a gift.
# An e-voucher is a gift that is a code.
SAID_AS_IT_SHOULD_BE = {
    "en": re.compile(
        r"can[’']t be undone|we'll leave it t?here|\[voucher\]|e-vouchers?", re.IGNORECASE
    ),
    "zh": re.compile(r"\[gift\][^\[]*|用户名"),
}
MEMBERS_ONLY: dict[str, dict[str, str]] = {"zh": {"坐席": "客服", "班长": "上级"}, "en": {}}


def sentences(file: Path) -> Iterator[tuple[str, str]]:
    """Each key with its words, those of all variants and choices."""
    for entry in FluentResource(file.read_text(encoding="utf-8")).body:
        if isinstance(entry, Message):
            yield entry.id.name, " ".join(_words(entry))


def _words(node: Any) -> Iterator[str]:
    """The texts, those of a gift's choice marked as such."""
    for part in nodes_of(node):
        if isinstance(part, Variant):
            key = getattr(part.key, "name", getattr(part.key, "value", ""))
            yield f"[{key}]" + "".join(
                each.value for each in part.value.elements if isinstance(each, TextElement)
            )
        elif isinstance(part, (Message, Attribute)) and part.value is not None:
            yield "[all]" + "".join(
                each.value if isinstance(each, TextElement) else "_" for each in part.value.elements
            )


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_is_said_that_no_one_says(file: Path) -> None:
    language = file.name.split(".")[-2]
    forbidden = EVERYWHERE[language]
    if file.is_relative_to(ROOT / "flows"):
        forbidden = forbidden | MEMBERS_ONLY[language]
    found = []
    for key, words in sentences(file):
        rest = SAID_AS_IT_SHOULD_BE[language].sub("", words).lower()
        for wrong, right in forbidden.items():
            if re.search(_whole(wrong) if language == "en" else re.escape(wrong), rest):
                found.append(f"{key}: {wrong!r}, say {right!r}: {words}")
    assert not found, "\n".join(found)


def _whole(words: str) -> str:
    return rf"\b{re.escape(words)}(?!\w)"


def test_the_sentences_read_are_all_of_them() -> None:
    read = {key for file in FILES for key, _ in sentences(file) if key.startswith("redeem_gift-")}
    wording = load_wording()
    assert read == {key for key in wording.keys("zh") if key.startswith("redeem_gift-")}
    assert len(FILES) > 40 and all(file.name.split(".")[-2] in LANGUAGES for file in FILES)


def test_choices_count_as_words() -> None:
    entry = FluentResource("a = b { $c ->\n [gift] 送到了\n *[other] 送到了\n }").body[0]
    assert any(isinstance(each, SelectExpression) for each in nodes_of(entry))
    words = " ".join(_words(entry))
    assert "送到了" in SAID_AS_IT_SHOULD_BE["zh"].sub("", words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_ends_twice(language: str) -> None:
    """As "from 8 a.m. to 9 p.m.." would."""
    wording = load_wording()
    doubled = re.compile(r"。[。，]|，。|[？！][。，]|(?<!\.)\.\.(?!\.)|[?!]\.")
    for key in wording.keys(language):
        for channel in Channel:
            try:
                said = wording.say(key, language, channel, wording.longest_facts(key, language))
            except WordingError:
                continue  # is not said on this channel
            assert not doubled.search(said), f"{key} {channel}: {said}"


def test_the_page_has_the_terms() -> None:
    page = TERMS.read_text(encoding="utf-8")
    for term in ("tier points", "人工客服", "到账", "points", "gift", "the pound key"):
        assert term in page


# How to reach an agent: the key or the word, and the terms for an agent that are not used.
WAY_TO_AN_AGENT = re.compile(r"(?<![A-Za-z])(?:RG|AGENT)(?![A-Za-z])|按\s*0|(?:press|enter) 0")
OTHER_TERMS = re.compile(r"人工(?!客服)|\b(?:a|real) person\b|\bhuman\b")
HOME_MENU_OF_TEXTS = "text_home-menu-agent"
"""The menu that lists the words to text."""


@pytest.mark.parametrize("file", MEMBERS_FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_how_to_reach_an_agent_is_worded_once(file: Path) -> None:
    """Other sentences refer to the one that says it."""
    said = {key: words for key, words in sentences(file) if WAY_TO_AN_AGENT.search(words)}
    said.pop(HOME_MENU_OF_TEXTS, None)
    expected = {"engine-person"} if file.name.startswith("engine.") else set()
    assert set(said) == expected, said


@pytest.mark.parametrize("file", MEMBERS_FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_an_agent_has_one_name(file: Path) -> None:
    assert {key: words for key, words in sentences(file) if OTHER_TERMS.search(words)} == {}


# "To cancel, press 2": what stands between is what somebody does.
VERBS = """
accept add ask be cancel change check choose claim close complain confirm do enter exchange file get
give go have hear join keep leave look make manage not pick put record redeem remove report say set
start stay stop take talk turn use withdraw
"""


def spoken_options() -> Iterator[str]:
    """The keys of all options that are heard behind "To" in English."""
    never = NEVER_ASKED[Channel.VOICE]
    for flow in DIALOGUES.flows.values():
        for step in flow.steps.values():
            is_named = isinstance(step, Menu) and step.option_language is None
            if is_named and f"{flow.name}.{step.name}" not in never:
                options = step.fixed_options() if step.choices is None else ["item"]
                yield from (f"{flow.name}-{step.name}-{option}" for option in options)


@pytest.mark.parametrize("key", sorted(spoken_options()))
def test_spoken_option_in_english_is_something_to_do(key: str) -> None:
    wording = load_wording()
    if not wording.has(key, "en", Channel.VOICE):
        return
    words = wording.say(key, "en", Channel.VOICE, wording.longest_facts(key, "en"))
    assert words.split()[0].strip(",") in VERBS.split(), words
