"""A table of turns and the text message that each is rendered as."""

import xml.etree.ElementTree as ElementTree

import pytest
from twilio.twiml.messaging_response import MessagingResponse

from flows.protocol import ENDED, Expects, ExpectsKind, Option, Turn
from sms.render import text, twiml

HEAD = '<?xml version="1.0" encoding="UTF-8"?><Response>'
OPTIONS = (Option("1", "1 BAL points"), Option("2", "2 GIFT redeem"))

PAIRS = {
    "sentences run on in Chinese": (Turn("zh", ("好的。", "余3200分。")), "好的。余3200分。"),
    "and take a space in English": (Turn("en", ("All right.", "3,200.")), "All right. 3,200."),
    "choices stand each on a line": (
        Turn("en", ("Pick:",), OPTIONS, Expects(ExpectsKind.KEY)),
        "Pick:\n1 BAL points\n2 GIFT redeem",
    ),
    "choices without a word before": (Turn("en", (), OPTIONS), "1 BAL points\n2 GIFT redeem"),
    "nothing": (Turn("zh", ()), ""),
    "what only a screen would show is no part of a text": (
        Turn("zh", ("好的。",), more="98更多", page=1),
        "好的。",
    ),
    "the footer stands on the last line": (
        Turn("en", ("Pick:",), OPTIONS, Expects(ExpectsKind.KEY), footer="Reply AGENT."),
        "Pick:\n1 BAL points\n2 GIFT redeem\nReply AGENT.",
    ),
    "marks that XML keeps for itself": (
        Turn("en", ("A & B <c> \"d\" 'e' 🎁",)),
        "A & B <c> \"d\" 'e' 🎁",
    ),
}


@pytest.mark.parametrize(("turn", "said"), PAIRS.values(), ids=list(PAIRS))
def test_turn_is_rendered_as_text_message(turn: Turn, said: str) -> None:
    assert text(turn) == said


@pytest.mark.parametrize(("turn", "said"), PAIRS.values(), ids=list(PAIRS))
def test_twiml_contains_the_text(turn: Turn, said: str) -> None:
    response = ElementTree.fromstring(twiml(turn).encode())
    assert [message.text for message in response] == ([said] if said else [])


def test_twiml_matches_expected_bytes() -> None:
    assert twiml(Turn("zh", ())) == f"{HEAD}</Response>"
    assert twiml(Turn("en", ("A & B <c>\n🎁",))) == (
        f"{HEAD}<Message>A &amp; B &lt;c&gt;\n🎁</Message></Response>"
    )


@pytest.mark.parametrize("kind", list(ExpectsKind))
def test_every_expected_input_is_rendered_as_one_message(kind: ExpectsKind) -> None:
    assert twiml(Turn("en", ("x",), expects=Expects(kind))) == (
        f"{HEAD}<Message>x</Message></Response>"
    )


def test_twiml_matches_helper_library() -> None:
    turn, expected = Turn("en", ("Tom & Jerry's <b>",), OPTIONS, ENDED), MessagingResponse()
    expected.message("Tom & Jerry's <b>\n1 BAL points\n2 GIFT redeem")
    assert ElementTree.canonicalize(twiml(turn)) == ElementTree.canonicalize(str(expected))
