"""Words that name another receiver of points than the one that was chosen, or only want one, and
words that want another amount given."""

from __future__ import annotations

import re

from flows.language import answers, numerals, simplified, understanding

NUMBER_DIGITS = 11  # of a mobile number without the country
UNNAMED, IN_PART = "unnamed", "in_part"
"""In place of a number: another one that the words do not name, or only by its last digits."""

_CORRECTED = re.compile(
    r"^\W*不\W|错|不对|不是|应该是|[改换]|不要?[送转给]|别[送转给]|还是"
    r"|\b(?:no|not|don'?t|wrong|sorry|i mean|i meant|should be|change|instead|rather)\b",
    re.IGNORECASE,
)
_VERB = r"(?:[送转赠发给]|\b(?:give|send|transfer)\b)"
_AROUND = (
    r"(?:\W|\d|那|就|要|我|想|改|成|还是|换|[送转赠发]|给|到|[他她]|这个?|号码?|手机|积?分|个|先|只|等一?[等下会]|不对?|错了"
    rf"|吧|了|呢|算|另外?|别的?|一个|[{numerals.AMOUNT_CHARS_ZH}]|\b(?:to|for|it|them|the|points?|give|send|transfer"
    r"|please|pls|instead|number|make|is|him|her|no|wait|sorry|oh|oops|actually|just|only|i|meant?"
    rf"|want|hold on|and|other|another|different|one|right|{'|'.join(numerals.NUMBER_WORDS_EN)}"
    r"|hundred|thousand)\b)*"
)
_ONLY_TO = re.compile(_AROUND, re.IGNORECASE)
"""What may stand around a number that the points are to go to."""
_ONLY_GIVE = re.compile(f"(?!.*[不别]要?{_VERB}){_AROUND}{_VERB}{_AROUND}", re.IGNORECASE)
"""What may stand around the amount that is to be given."""
_ANOTHER = re.compile(
    r"(?:\W|no\b|wait\b|sorry\b|oh\b|actually\b|not (?:him|her|them)\b|it'?s\b|that'?s\b"
    r"|i want\b|to\b|send\b|give\b|it\b|them\b|the\b|a\b|等等|等一?[下会]"
    r"|不是?[他她]?|不对|错了|那|还是|我|想要?|要|改?送?给?)*"
    r"(?:换(?:一?个|成?别的?)?(?:人|号码?|手机号)|送?给别人"
    r"|(?:送|给|转|发|赠|弄|搞|填)错了|(?:收的?|接收)人(?:错了?|不对)"
    r"|(?:人|号码?)(?:[搞弄填输写发]?错了?|不[对是])|[搞弄填输写发]错人了?"
    r"|(?:wrong|different|another|other) (?:person|people|receiver|recipient|member|guy"
    r"|(?:phone )?number)"
    r"|(?:someone|somebody|anyone) else)(?:[吧了啊呀]|please\b|pls\b|instead\b|actually\b|\W)*",
    re.IGNORECASE,
)


def receiver_instead(text: str, chosen: str) -> tuple[str, str]:
    """The receiver whom the words want in place of the number `chosen`, "no, to 13800000005", and
    the amount, if they name one too; "" each if they want none. IN_PART, UNNAMED: whom they do not
    name by the whole number."""
    if tail := understanding.tail_in(text):
        amount = understanding.transfer_in(understanding.without_tail(text)).partition(" ")[2]
        return ("", "") if chosen.endswith(tail) else (IN_PART, amount)
    receiver, _, amount = understanding.transfer_in(text, chosen[-NUMBER_DIGITS:]).partition(" ")
    is_only_named = _ONLY_TO.fullmatch(understanding.without_telephone(text))
    if receiver and (_CORRECTED.search(text) or is_only_named):
        return receiver, amount
    return (UNNAMED, "") if _ANOTHER.fullmatch(simplified(text)) else ("", "")


def amount_instead(text: str, chosen: str) -> str:
    """The amount that the words want given to the number `chosen`: "wait, send 300"; "" if they
    want none."""
    receiver, _, amount = understanding.transfer_in(text, chosen[-NUMBER_DIGITS:]).partition(" ")
    said = simplified(understanding.without_telephone(text))
    is_wanted = not receiver and _ONLY_GIVE.fullmatch(said) and not answers.asks(text)
    return amount if is_wanted else ""
