"""A table of turns and the TwiML that each is rendered as."""

import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from twilio.twiml.voice_response import Gather, Say, VoiceResponse

from flows.protocol import ENDED, Expects, ExpectsKind, Option, Translation, Turn
from ivr.render import leave_queue, twiml, wait_again, wait_in_queue
from ivr.speech_hints import hints_for
from web.twiml import EMPTY

ZH_SAY = '<Say language="cmn-CN" voice="Polly.Zhiyu">'
EN_SAY = '<Say language="en-US" voice="Polly.Joanna">'
KEY = 'numDigits="1" finishOnKey=""'
HINTS = {
    (language, kind): hints_for(Turn(language, (), expects=Expects(kind)))
    for language in ("zh", "en")
    for kind in ExpectsKind
}
OPTIONS = (Option("1", "To redeem, press 1."), Option("2", "For more, press 2."))

PAIRS = {
    "the end": (
        Turn("zh", ("再见。",), expects=ENDED),
        f"{ZH_SAY}再见。</Say><Hangup/>",
    ),
    "a menu takes any key, the star and the hash too": (
        Turn("en", ("Hello.",), OPTIONS, Expects(ExpectsKind.KEY), number=3),
        '<Gather action="/ivr/turn?n=4" input="dtmf" timeout="6" numDigits="1" finishOnKey=""'
        f' actionOnEmptyResult="true">{EN_SAY}Hello.</Say>{EN_SAY}To redeem, press 1.</Say>'
        f"{EN_SAY}For more, press 2.</Say></Gather>",
    ),
    "a question that words will answer": (
        Turn(
            "zh", ("您说“是”？",), expects=Expects(ExpectsKind.KEY, speech=True, timeout_seconds=8)
        ),
        '<Gather action="/ivr/turn?n=1" input="dtmf speech" timeout="8" numDigits="1"'
        ' finishOnKey="" language="cmn-Hans-CN" speechTimeout="auto"'
        f' hints="{HINTS["zh", ExpectsKind.KEY]}" actionOnEmptyResult="true">'
        f"{ZH_SAY}您说“是”？</Say></Gather>",
    ),
    "an entry of a fixed length": (
        Turn("en", ("PIN?",), expects=Expects(ExpectsKind.DIGITS, digits_max=6, timeout_seconds=8)),
        '<Gather action="/ivr/turn?n=1" input="dtmf" timeout="8" numDigits="6" finishOnKey="#"'
        f' actionOnEmptyResult="true">{EN_SAY}PIN?</Say></Gather>',
    ),
    "an entry that the hash ends": (
        Turn("zh", ("编号？",), expects=Expects(ExpectsKind.DIGITS, digits_max=0)),
        '<Gather action="/ivr/turn?n=1" input="dtmf" timeout="6" finishOnKey="#"'
        f' actionOnEmptyResult="true">{ZH_SAY}编号？</Say></Gather>',
    ),
    "words alone": (
        Turn("en", ("Say it.",), expects=Expects(ExpectsKind.WORDS, digits_max=0, speech=True)),
        '<Gather action="/ivr/turn?n=1" input="dtmf speech" timeout="6" finishOnKey="#"'
        f' language="en-US" speechTimeout="auto" hints="{HINTS["en", ExpectsKind.WORDS]}"'
        ' actionOnEmptyResult="true">'
        f"{EN_SAY}Say it.</Say></Gather>",
    ),
    "a recording, and its silence": (
        Turn(
            "zh",
            ("请说。",),
            expects=Expects(ExpectsKind.RECORDING, timeout_seconds=5, recording_max_seconds=90),
            number=2,
        ),
        f'{ZH_SAY}请说。</Say><Record action="/ivr/turn?n=3" maxLength="90" timeout="5"'
        ' finishOnKey="#*09" playBeep="true" trim="do-not-trim"/>'
        "<Redirect>/ivr/turn?n=3</Redirect>",
    ),
    "the queue": (
        Turn("en", ("One moment.",), expects=Expects(ExpectsKind.QUEUE), number=7),
        f'{EN_SAY}One moment.</Say><Enqueue action="/ivr/turn?n=8&amp;lang=en"'
        ' waitUrl="/ivr/wait?lang=en">hotline</Enqueue>',
    ),
    "nothing is said": (
        Turn("zh", (), expects=Expects(ExpectsKind.KEY)),
        f'<Gather action="/ivr/turn?n=1" input="dtmf" timeout="6" {KEY}'
        ' actionOnEmptyResult="true"></Gather>',
    ),
    "each part in the voice of its language": (
        Turn(
            "zh",
            ("您好。",),
            (Option("1", "中文服务请按1。"), Option("2", "For English, press 2.", "en")),
            Expects(ExpectsKind.KEY),
            translations=(Translation("en", "Hello."),),
        ),
        f'<Gather action="/ivr/turn?n=1" input="dtmf" timeout="6" {KEY}'
        f' actionOnEmptyResult="true">{ZH_SAY}您好。</Say>{EN_SAY}Hello.</Say>'
        f"{ZH_SAY}中文服务请按1。</Say>{EN_SAY}For English, press 2.</Say></Gather>",
    ),
    "a slower voice": (
        Turn("en", ("Tom & <Jerry>.",), expects=ENDED, rate_percent=85),
        f'{EN_SAY}<prosody rate="85%">Tom &amp; &lt;Jerry&gt;.</prosody></Say><Hangup/>',
    ),
    "a slower voice in the queue too": (
        Turn("zh", ("请稍等。",), expects=Expects(ExpectsKind.QUEUE), rate_percent=85),
        f'{ZH_SAY}<prosody rate="85%">请稍等。</prosody></Say>'
        '<Enqueue action="/ivr/turn?n=1&amp;lang=zh" waitUrl="/ivr/wait?lang=zh&amp;rate=85">'
        "hotline</Enqueue>",
    ),
    "marks that XML keeps for itself": (
        Turn("en", ('Tom & Jerry\'s <b>"5 > 4"</b> 🎁',), expects=ENDED),
        f'{EN_SAY}Tom &amp; Jerry\'s &lt;b&gt;"5 &gt; 4"&lt;/b&gt; 🎁</Say><Hangup/>',
    ),
}


@pytest.mark.parametrize(("turn", "body"), PAIRS.values(), ids=list(PAIRS))
def test_turn_is_rendered_as_twiml(turn: Turn, body: str) -> None:
    assert twiml(turn) == f'<?xml version="1.0" encoding="UTF-8"?><Response>{body}</Response>'


@pytest.mark.parametrize("turn", [pair[0] for pair in PAIRS.values()], ids=list(PAIRS))
def test_twiml_parses_and_says_every_sentence_and_option(turn: Turn) -> None:
    response = ElementTree.fromstring(twiml(turn).encode())
    said = ["".join(say.itertext()) for say in response.iter("Say")]
    assert said == [*turn.say, *(each.text for each in (*turn.translations, *turn.options))]


@pytest.mark.parametrize("kind", list(ExpectsKind))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_expected_input_has_action_url_in_both_languages(
    kind: ExpectsKind, language: str
) -> None:
    response = ElementTree.fromstring(twiml(Turn(language, ("x",), expects=Expects(kind))).encode())
    addresses = [verb.get("action") or verb.text for verb in response if verb.tag != "Say"]
    assert addresses == {
        ExpectsKind.NOTHING: [None],
        ExpectsKind.RECORDING: ["/ivr/turn?n=1", "/ivr/turn?n=1"],
        ExpectsKind.QUEUE: [f"/ivr/turn?n=1&lang={language}"],  # read without the session
    }.get(kind, ["/ivr/turn?n=1"])


def canonical(document: Any) -> Any:
    """The document with its attributes sorted."""
    root = ElementTree.fromstring(str(document).encode())
    return ElementTree.canonicalize(ElementTree.tostring(root))


SAID = {"zh": {"language": "cmn-CN", "voice": "Polly.Zhiyu"}}


def test_gather_twiml_matches_helper_library() -> None:
    expected = VoiceResponse()
    gather = Gather(
        action="/ivr/turn?n=4",
        input="dtmf speech",
        timeout=8,
        num_digits=1,
        finish_on_key="",
        language="cmn-Hans-CN",
        speech_timeout="auto",
        hints=HINTS["zh", ExpectsKind.KEY],
        action_on_empty_result=True,
    )
    gather.say("兑换 <保温杯> & 手机支架？", **SAID["zh"])
    expected.append(gather)
    ours = Turn(
        "zh",
        ("兑换 <保温杯> & 手机支架？",),
        expects=Expects(ExpectsKind.KEY, speech=True, timeout_seconds=8),
        number=3,
    )
    assert canonical(twiml(ours)) == canonical(expected)


def test_recording_twiml_matches_helper_library() -> None:
    expected = VoiceResponse()
    expected.say("请说。", **SAID["zh"])
    expected.record(
        action="/ivr/turn?n=1",
        max_length=120,
        timeout=5,
        finish_on_key="#*09",
        play_beep=True,
        trim="do-not-trim",
    )
    expected.redirect("/ivr/turn?n=1")
    ours = Turn("zh", ("请说。",), expects=Expects(ExpectsKind.RECORDING, timeout_seconds=5))
    assert canonical(twiml(ours)) == canonical(expected)


def test_enqueue_twiml_matches_helper_library() -> None:
    expected = VoiceResponse()
    expected.say("请稍等。", **SAID["zh"])
    expected.enqueue("hotline", action="/ivr/turn?n=1&lang=zh", wait_url="/ivr/wait?lang=zh")
    assert canonical(
        twiml(Turn("zh", ("请稍等。",), expects=Expects(ExpectsKind.QUEUE)))
    ) == canonical(expected)


def test_hangup_twiml_matches_helper_library() -> None:
    expected = VoiceResponse()
    expected.say("再见。", **SAID["zh"])
    expected.hangup()
    assert canonical(twiml(Turn("zh", ("再见。",)))) == canonical(expected)


def test_queue_wait_twiml_matches_helper_library() -> None:
    expected = VoiceResponse()
    gather = Gather(num_digits=1, finish_on_key="", timeout=1, action="/ivr/wait/key?lang=zh")
    gather.say("您前面还有1位。", **SAID["zh"])
    gather.say("要我们回电，请按1。", **SAID["zh"])
    gather.play("https://hotline.example/ivr/hold.wav?a=1&b=2")
    expected.append(gather)
    ours = wait_in_queue(
        "zh", "您前面还有1位。", "要我们回电，请按1。",
        "https://hotline.example/ivr/hold.wav?a=1&b=2",
    )  # fmt: skip
    assert canonical(ours) == canonical(expected)


def test_queue_wait_without_callback_offer_gathers_no_key() -> None:
    expected = VoiceResponse()
    expected.say("您前面还有1位。", **SAID["zh"])
    expected.play("https://hotline.example/ivr/hold.wav")
    ours = wait_in_queue("zh", "您前面还有1位。", "", "https://hotline.example/ivr/hold.wav")
    assert canonical(ours) == canonical(expected)


def test_queue_leave_and_empty_twiml_match_helper_library() -> None:
    leaving, staying = VoiceResponse(), VoiceResponse()
    leaving.leave()
    staying.redirect("/ivr/wait?lang=en")
    assert canonical(leave_queue()) == canonical(leaving)
    assert canonical(wait_again("en")) == canonical(staying)
    assert canonical(EMPTY) == canonical(VoiceResponse())


def test_slower_twiml_matches_helper_library() -> None:
    expected = VoiceResponse()
    said = Say(**SAID["zh"])
    said.prosody("兑换 <保温杯> & 手机支架？", rate="85%")
    expected.append(said)
    expected.hangup()
    ours = Turn("zh", ("兑换 <保温杯> & 手机支架？",), rate_percent=85)
    assert canonical(twiml(ours)) == canonical(expected)


def test_the_queue_keeps_the_slower_voice() -> None:
    wav = "https://hotline.example/ivr/hold.wav"
    waiting = ElementTree.fromstring(
        wait_in_queue("zh", "请稍等。", "请按1。", wav, "", 85).encode()
    )
    assert [each.get("rate") for each in waiting.iter("prosody")] == ["85%", "85%"]
    [gather] = waiting.iter("Gather")
    assert gather.get("action") == "/ivr/wait/key?lang=zh&rate=85"
    [again] = ElementTree.fromstring(wait_again("zh", "/hotline", 85).encode())
    assert again.text == "/hotline/ivr/wait?lang=zh&rate=85"
