"""A number of the programme's file that a sentence says is the file's, not the sentence's own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member

from core.programme import Programme, current_rules, set_current_rules, shipped_rules
from flows.all_words import load_wording
from flows.protocol import Channel

ROOT = Path(__file__).parents[3]
ANOTHER_OPERATOR = {
    "pin_digits = 6": "pin_digits = 4",
    "code_digits = 6": "code_digits = 8",
    'region = "CN"': 'region = "SG"',
}
ASKED = """
import json, pathlib, sys

read, changes = pathlib.Path.read_text, json.loads(sys.argv[1])

def changed(file, *given, **named):
    text = read(file, *given, **named)
    if file.name == "programme.toml":
        for before, after in changes.items():
            assert before in text, before
            text = text.replace(before, after)
    return text

pathlib.Path.read_text = changed
from flows.all_words import load_wording
from flows.authoring import check
from flows.dialogues import DIALOGUES
from flows.engine.masking import SECRET_LOOKING
from flows.protocol import Channel

wording = load_wording()
check(DIALOGUES, wording)
said = {}
for question, key in json.loads(sys.argv[2]):
    flow, step = question.split(".")
    facts = DIALOGUES.flows[flow].steps[step].facts()
    for channel in Channel:
        for language in ("zh", "en"):
            said[f"{key} {channel} {language}"] = wording.say(key, language, channel, facts)
said["masked"] = [SECRET_LOOKING.sub("*", text) for text in ("1357", "12345678", "135790")]
print(json.dumps(said))
"""


def test_digit_counts_in_prompts_follow_the_programme_file() -> None:
    """The digits of a PIN and of a code come with the file and a restart: in another process."""
    questions = [
        ("identify.pin", "identify-pin"),
        ("pin.new", "pin-new"),
        ("redeem_gift.code", "redeem_gift-code"),
        ("redeem_data.code", "redeem_data-code-simply"),
        ("give.receiver", "give-receiver-simply"),
    ]
    given = [json.dumps(ANOTHER_OPERATOR), json.dumps(questions)]
    run = [sys.executable, "-c", ASKED, *given]
    said = json.loads(subprocess.run(run, cwd=ROOT, check=True, capture_output=True).stdout)
    assert said["identify-pin voice zh"] == "请输入您的四位服务密码，忘记密码请按1。"
    assert (
        said["identify-pin voice en"]
        == "Please enter your four-digit PIN. If you forgot it, press 1."
    )
    assert said["identify-pin ussd zh"] == "请输入4位服务密码，忘记密码请回复1："
    assert said["identify-pin sms en"] == "Enter your 4-digit PIN. Forgot it? Reply 1."
    assert said["pin-new voice zh"].startswith("请输入新的四位密码，")
    assert said["pin-new ussd en"] == "Enter a new 4-digit PIN:"
    assert said["redeem_gift-code voice zh"] == "请输入短信里的八位验证码。"
    assert "the eight-digit code" in said["redeem_gift-code voice en"]
    assert "8位验证码" in said["redeem_data-code-simply sms zh"]
    assert "the 8-digit code" in said["redeem_data-code-simply sms en"]
    assert said["give-receiver-simply ussd zh"] == "请输入对方的8位手机号，不送请返回。"
    assert said["masked"] == ["*", "*", "135790"]


@pytest.fixture
def ten_minutes() -> Iterator[None]:
    document = shipped_rules().model_dump(mode="json")
    document["security"]["code_minutes"] = 10
    set_current_rules(Programme.model_validate(document))
    yield
    set_current_rules(shipped_rules())


@SMS_ONLY
def test_sms_states_the_configured_code_validity(
    member: Member, language: str, ten_minutes: None
) -> None:
    member.enters("DH 1").hears("redeem_gift-code_sent", code_minutes=10)
    assert ("，10分钟内有效" if language == "zh" else ", good for 10 minutes.") in member.screen
    assert current_rules().security.code_minutes == 10


@VOICE_ONLY
def test_voice_states_the_configured_validity_of_a_texted_code(
    member: Member, language: str, ten_minutes: None
) -> None:
    member.hotline.change("UPDATE gift SET points = 5001 WHERE number = 1")
    member.asks_for("redeem_gift").enters_pin_if_asked().picks("by_number").enters("1").says_yes()
    member.hears("redeem_gift-code_sent", code_minutes=10)
    assert ("十分钟之内有效" if language == "zh" else "good for 10 minutes") in member.screen


@VOICE_ONLY
def test_voice_no_match_states_the_number_of_menu_keys(member: Member, language: str) -> None:
    member.calls().enters("8").enters("8").hears("voice_home-menu-simply", options=5)
    assert ("一到五都可以" if language == "zh" else "from 1 to 5") in member.screen


@pytest.mark.parametrize(
    ("options", "zh", "en"), [(2, "一到二", "1 to 2"), (4, "一到四", "1 to 4")]
)
def test_menu_key_range_is_worded_for_the_number_of_options(options: int, zh: str, en: str) -> None:
    wording, key = load_wording(), "voice_home-menu-simply"
    facts = {"options": options}
    assert zh in wording.say(key, "zh", Channel.VOICE, facts)
    assert en in wording.say(key, "en", Channel.VOICE, facts)


def test_code_validity_of_one_minute_is_worded_in_the_singular() -> None:
    wording, facts = load_wording(), {"code_minutes": 1}
    for key in ("redeem_gift-code_sent", "give-code_sent"):
        assert "for a minute." in wording.say(key, "en", Channel.VOICE, facts)
