"""What the words behind a complaint's keyword are, where they are no complaint.

"投诉电话是多少" asks how one complains, and "TS 算了" means that the member does not. The rules are
narrow: whatever they do not recognise is taken as the complaint's words, and read back before it is
filed. A rhetorical question is a complaint: "为什么扣我积分？".
"""

from __future__ import annotations

import re
from enum import Enum, auto

from flows.language import answers, understanding


class Intent(Enum):
    COMPLAINT = auto()
    BARE = auto()  # says that the member complains, and not about what
    STATUS = auto()  # asks how a complaint stands
    QUESTION = auto()  # asks how one complains, or anything else that is no complaint
    CALLED_OFF = auto()


SHORT_CHARS, SHORT_WORDS = 16, 8
"""What is longer tells what went wrong, whatever words are in it."""

_BARE = re.compile(
    r"(?:我|要|想|来|帮|给|麻烦|你们?|您|一下|[个請请的了吧啊,.，。!！ ])*投[诉訴]"
    r"(?:你们?|您|一下|[的了吧啊,.，。!！ ])*"
    r"|(?:i(?:'d|'ve| would)? (?:(?:want|like|need|wish|have|got)(?: got)? ?)?(?:to )?)?"
    r"(?:(?:make|file|lodge|submit|raise) )?(?:a )?complain(?:t)?(?: about you)?(?: please)?[.!]*"
)

_STATUS_ZH = re.compile(
    r"进度|進度|结果|結果|状态|处理(?:得|的)?(?:怎么样|如何|到哪|完|好|了)|怎么样了|到哪一?步?了"
    r"|什么时候(?:能|会|才|可以)?(?:有?处理|答复|回复|解决)|^(?:查询?|查一下|查查)"
)
_STATUS_EN = re.compile(
    r"\b(?:status|progress|updates?|outcome|any news)\b|\bhow(?:'s| is| does) (?:it|my|the)\b"
)
_QUESTION_ZH = re.compile(
    r"^(?:请问|想问|问一?下)|电话|電話|热线|渠道|流程|地址|找谁|怎[么麼](?:投[诉訴]|办|写|填|弄|提|用)?[?？]?$"
    r"|如何投诉|(?:是多少|是什么|多少|多久|几天|哪里?|哪儿)[?？]?$|有用|[吗嗎呢?？]$"
)
_QUESTION_EN = re.compile(
    r"^(?:how (?:do|can|could|should|to|long|does)\b(?! you)|where\b|what(?:'s| is| are)\b|when\b"
    r"|who\b|which\b|(?:can|could|may|do|should) i\b|is (?:there|it possible)\b)"
)
_GRIEVANCE_ZH = re.compile(
    r"为什么|为何|凭什么|怎么[还没又这老总能会就不]|太|慢|差|不[满对到是给让能]|没[有人收到]|还没"
    r"|一直|总是|扣|少[了给]|坏|碎|乱|错|骗|丢|破|态度|垃圾|打不[通开进]|写不进|不正常|不公|对不上|没用|卡|失败|崩"
)
_GRIEVANCE_EN = re.compile(
    r"\b(?:slow|bad|wrong|rude|broken?|never|nobody|no one|late|lost|missing|terrible|awful|not|no"
    r"|down|unfair|stopped|fail(?:s|ed)?|charged|crash(?:es|ed)?)\b"
)


def is_withdrawal(words: str) -> bool:
    """Whether the words withdraw the complaint that is spoken of just now."""
    return understanding.withdrawal_of(words, at_hand=True) is understanding.Manner.WISHED


def _plain(words: str) -> str:
    return " ".join(words.replace("’", "'").lower().split())


def intent_of(words: str) -> Intent:
    if answers.small_talk_of(words) in (answers.SmallTalk.THANKS, answers.SmallTalk.GREETING):
        return Intent.BARE
    match answers.reply_of(words, "file"):
        case answers.Reply.NO | answers.Reply.CANCEL:
            return Intent.CALLED_OFF
        case answers.Reply.YES:  # "TS yes"
            return Intent.BARE
    plain = _plain(words)
    if is_withdrawal(words):
        return Intent.CALLED_OFF
    if _BARE.fullmatch(plain):
        return Intent.BARE
    return _of_english(plain) if plain.isascii() else _of_chinese(plain)


def _of_chinese(plain: str) -> Intent:
    if len(plain) > SHORT_CHARS:
        return Intent.COMPLAINT
    if _GRIEVANCE_ZH.search(plain):
        return Intent.COMPLAINT
    return _first(plain, _STATUS_ZH, _QUESTION_ZH)


def _of_english(plain: str) -> Intent:
    if len(plain.split()) > SHORT_WORDS or _GRIEVANCE_EN.search(plain):
        return Intent.COMPLAINT
    return _first(plain, _STATUS_EN, _QUESTION_EN)


def _first(plain: str, status: re.Pattern[str], question: re.Pattern[str]) -> Intent:
    if status.search(plain):
        return Intent.STATUS
    return Intent.QUESTION if question.search(plain) else Intent.COMPLAINT
