"""Words that want no call: they cancel the callback that is booked."""

from __future__ import annotations

import re

from flows.language import Does, find_time, simplified, understanding

_CALL_ZH = "(?:回个?电话?|回拨|(?:再)?(?:给我)?打(?:个?电话)?(?:给我|过来|来)?|给我回?个?电话?)"
_CALL_EN = "(?:call(?:ing)? ?(?:me )?back|callback|call-back|call me)"
_CANCELS = re.compile(
    f"(?:那|就|我|你们?|您|请|帮我|麻烦|先|算了)*(?:取消|撤销|不用|不要|不需要|不必|别)(?:再|我的|预约的?)*"
    f"{_CALL_ZH}(?:了|吧|的?预约|啦|谢谢)*"
    f"|(?:回电话?|预约)(?:取消|不用|不要)(?:了|吧|掉)*"
    r"|(?:please |i want to |can you |could you |ok |never ?mind |no |actually |sorry |wait )*"
    r"(?:cancel|forget|stop|withdraw|drop|don'?t|do not|no need (?:to|for)"
    r"|i don'?t need|never ?mind)"
    rf" (?:the |my |that |a |about )*{_CALL_EN}(?: request| please| anymore| any more| thanks)*"
)
_NO_CALL = re.compile(
    "(?:谢谢|不用|算了|那|就|先|还是|请|麻烦|你们?|您|千万|都|我|这几天|最近|其实)*"
    "(?:不用|不要|不必|别|甭|不|不想要?|不需要|不希望)(?:再|给我|来|接到?|你们|有人|任何)*"
    "(?:打|来电话?|打电话?|来电|回电?|电话)(?:给我|过来|来|电话|了|啦|吧|啊|哈|谢谢)*"
    "|(?:那|就|先|还是|你们?|您|我|打|接)*(?:电话|回电)(?:就|也|还是|都|先|我)*(?:不用|不要|不必|不需要|不想|免|别)"
    "(?:打|接|回|要|来|了|啦|吧|啊|谢谢)*"
    r"|(?:no |thanks |thank you |ok |please |sorry |actually |never ?mind |hey )*"
    r"(?:(?:don'?t|do not|no need to|you needn'?t|stop|cancel)(?: bother| need to)?)"
    r"(?: the| my| that| a)* (?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing))(?: me)?(?: back)?"
    r"(?: please| any ?more| again| thanks| thank you| then| now| after all)*"
    r"|(?:no |thanks |thank you |ok |please |sorry |actually |wait |hey )*"
    r"(?:no (?:more )?|i (?:really )?(?:don'?t|do not|no longer|didn'?t|won'?t) (?:want|need|wanna)"
    r"(?: to (?:be|get|have|receive|take))? (?:an? |any |the |that |this |your |my )*)"
    r"(?:phone )?(?:calls?|called|call ?-?back|called back|phoned|rung)"
    r"(?: please| any ?more| again| thanks| thank you| then| now| after all| from (?:you|anyone))*"
)
"""What cancels a callback that is booked, and may mean other calls where none is."""
CLAUSES = re.compile(r"[,.;!?，。；！？、]+")
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+")


def cancels(text: str) -> bool:
    return _CANCELS.fullmatch(plain(text)) is not None


def wants_no_call(text: str) -> bool:
    """Whether the words want no call, and say no more than why: "别打了，我上班不方便"."""
    if find_time(text) is not None:
        return False
    others = [each for each in clauses_of(text) if not (_NO_CALL.fullmatch(each) or cancels(each))]
    wishes = (understanding.understand(each).does for each in others)
    is_whole = _NO_CALL.fullmatch(plain(text)) is not None
    return is_whole or (len(others) < len(clauses_of(text)) and Does.ACT not in wishes)


def clauses_of(text: str) -> list[str]:
    return [said for each in CLAUSES.split(text) if (said := plain(each))]


def plain(text: str) -> str:
    """The words without marks."""
    said = simplified(text.lower().replace("’", "'"))
    return _MARKS.sub(" " if said.isascii() else "", said).strip()
