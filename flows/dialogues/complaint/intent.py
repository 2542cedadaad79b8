"""What the words behind a complaint's keyword are, where they are no complaint.

"投诉电话是多少" asks how one complains, and "TS 算了" means that the member does not. The rules are
narrow: whatever they do not recognise is taken as the complaint's words, and read back before it is
filed. A rhetorical question is a complaint: "为什么扣我积分？".
"""

from __future__ import annotations

import re
from enum import Enum, auto

from flows.dialogues.rules_asked.questions import rule_asked
from flows.dialogues.rules_asked.rules import Rule
from flows.language import answers, understanding


class Intent(Enum):
    COMPLAINT = auto()
    BARE = auto()  # says that the member complains, and not about what
    STATUS = auto()  # asks how a complaint stands
    QUESTION = auto()  # asks how one complains, or anything else that is no complaint
    PRAISE = auto()  # "投诉处理得真好": the keyword is the first of its words
    CALLED_OFF = auto()


_ANNOUNCED_ZH = (
    "(?:你们?|您|他们?|她|这个?|那个?|公司|人工客服|客服(?:人员)?|快递(?:员|小哥)?|营业[厅员]|店员|工作人员|商[户家]"
    "|经理|师傅|[的了吧啊,，。.!！ ])"
)
_ANNOUNCED_EN = (
    r"(?:you|you guys|(?:(?:the|your|an?|that|this) )?(?:agents?|couriers?|drivers?|staff|shops?"
    r"|stores?|company|service|support|customer service|reps?|representatives?|person|guys?)|this"
    r"|that|it)"
)
"""Whom a complaint is about, which does not say what went wrong."""
_NO = r"(?:(?:no|nope|sorry|wait|well|actually|i mean)[, ]+)*"
_BARE = re.compile(
    r"(?:(?:我|刚才|说的|这)*不是(?:要|想|来)*[^,，。.;；]{1,8}[,，。.;；而 ]+)?"
    r"(?:我|要|想|来|是|就|再|另外?|还|新|帮|给|麻烦|你们?|您|一下|[个請请的了吧啊,.，。!！ ])*"
    r"投[诉訴]"
    rf"(?:{_ANNOUNCED_ZH}|一下|别的|其他的?|另外|[一个])*"
    rf"|{_ANNOUNCED_ZH}+"
    r"|(?:wo )?(?:xiang |yao |xiang yao )?tou ?su(?: ni ?men)?[.!]*"
    r"|(?:not (?:to )?[a-z ]{2,20}[,.;:] *)?"
    rf"{_NO}(?:(?:and |also )*i(?:'d|'ve| would)? (?:also )?"
    r"(?:(?:want|like|need|wish|have|got)(?: got)? ?)?(?:to )?(?:also )?)?"
    r"(?:(?:make|file|lodge|submit|raise) )?(?:an?(?:other| new)? )?complain(?:ts?)?"
    rf"(?: (?:about|against|on) {_ANNOUNCED_EN})?(?: please| instead| too| as well)?[.!]*"
    rf"|(?:about |against )?{_ANNOUNCED_EN}[.!]*|(?:please|pls)[.!]*"
)

_STATUS_ZH = re.compile(
    r"(?:编号|单号)是?(?:多少|几号?|什么|啥)|进度|進度|结果|結果|状态|处理(?:得|的)?(?:怎么样|如何|到哪|完|好|了)|怎么样了|到哪一?步?了"
    r"|什么时候(?:能|会|才|可以)?(?:有?处理|答复|回复|解决)|^(?:查询?|查一下|查查)"
    r"|^催|(?:帮我?|给我|你们?|您|快|再|请)+(?:去|来)?催(?:一?下|一催|催|办)?(?:进度|处理)?[吧啊呀]?$"
)
_STATUS_EN = re.compile(
    r"\b(?:what(?:'s| is)|tell me|give me)"
    r" (?:my (?:complaint |case )?|the (?:complaint|case|reference) )number\b"
    r"|\b(?:status|progress|updates?|outcome|any news|chase|follow[- ]?up on)\b"
    r"|\bhow(?:'s| is| does) (?:it|my|the)\b"
)
_QUESTION_ZH = re.compile(
    r"^(?:请问|想问|问一?下)|电话|電話|热线|渠道|流程|地址|找谁|怎[么麼](?:投[诉訴]|办|写|填|弄|提|用)?[?？]?$"
    r"|如何投诉|(?:是多少|是什么|多少|多久|几天|哪里?|哪儿)[?？]?$|有用|[吗嗎呢?？]$"
)
_QUESTION_EN = re.compile(
    r"^(?:how (?:do|can|could|should|to|long|does)\b(?! you)|where\b|what(?:'s| is| are)\b|when\b"
    r"|who\b|which\b|(?:can|could|may|do|should) i\b|is (?:there|it possible)\b)"
)


_HOW_LONG = re.compile(
    r"(?:等等|等一?下|等会儿?|慢着|怎么|那|请问|先问一?下|一般|大概|你们|登记|投诉|以后|之后|后|需?要|得)*(?:多久|多长时间|几天|什么时候|啥时候)"
    r"(?:能|会|可以|才)*(?:有)?(?:处理|解决|答复|回复|回|结果|消息|搞定|办好?)?(?:好|完|我)?(?:了|呢|啊|呀)?"
    r"|(?:wait |ok |but |so |and |first )*"
    r"(?:how long(?: (?:it|this|that|you) (?:takes?|needs?|(?:gonna|going to) take))?"
    r"|(?:how long|when)(?:'ll| does| will| would| do| is) .{1,40})"
)
_NO_COMPLAINT = re.compile(
    "(?:我|这|那|等等|不对|哦)*(?:不是|没(?:有|想|要|说要)?)(?:要|想|来|在)*(?:的)?投诉"
    r"(?:[,，。.!！ ]|$)(?!(?:而?是|我要?)?投诉)"
    r"|(?:no |wait |sorry )*(?:(?:it'?s|this is|that is|that'?s|i'?m|i am) )?not "
    r"(?:(?:a|my) complaint|complaining|to complain)(?:[,.!;: ]|$)"
)
_ASIDE = re.compile(
    r"(?:那么?|请问|这样|这个|这|不过|但是?|登记|投诉|了|以后|之后|[ ,，])*"
    r"(?:会不会|不会|可不可以|可以|能不能|行不行|行|好不好|好|要不要|是不是|是否|有没有|要|会|能)"
    r"[^,，。;；!！]{0,12}"
    r"|(?:so |but |and |ok |okay |wait |well )*(?:will|would|can|could|may|might|does|do|should|is"
    r"|are)(?:n'?t)? (?:this|that|it|i|my|the|there|we)\b[^,;!]*"
)
_AFFECTS = re.compile(
    r"影响|后果|停机|封|记录|报复|得罪|坏处|麻烦|扣分|扣[我掉]"
    r"|\b(?:affect|hurt|harm|impact|consequences?|trouble|block|suspend|penal\w+|held against"
    r"|lose|on my record)\b"
)


def is_aside(words: str) -> bool:
    """Whether the words ask something beside the complaint: "can I?", "会不会影响我的号码". Who
    asks why, or what went wrong, complains."""
    said = _plain(words).strip(" ?？.。!！~")
    is_asked = answers.asks(words) and _ASIDE.fullmatch(said) is not None
    return is_asked and understanding.is_short(words) and not understanding.tells_grievance(words)


def asks_what_follows(words: str) -> bool:
    """Whether they fear that the complaint does them harm."""
    return _AFFECTS.search(_plain(words)) is not None


def asks_how_long(words: str) -> bool:
    """Whether the words ask how long it takes until a complaint is answered."""
    said = re.sub(r"[\s,.?!，。？！~]+", " ", _plain(words)).strip()
    return bool(_HOW_LONG.fullmatch(said if said.isascii() else said.replace(" ", "")))


def denies_complaint(words: str) -> bool:
    """Whether the words say that what was written is no complaint, but asked something."""
    return _NO_COMPLAINT.match(_plain(words)) is not None


def asks_for_hotline(words: str) -> bool:
    """Whether the words behind 投诉, or with it, ask which number to call."""
    return Rule.HOTLINE in (rule_asked(words), rule_asked(f"投诉{words}"))


def is_withdrawal(words: str) -> bool:
    """Whether the words withdraw the complaint that is spoken of just now."""
    return understanding.withdraws_here(words)


def _plain(words: str) -> str:
    return " ".join(words.replace("’", "'").lower().split())


def intent_of(words: str) -> Intent:
    if answers.is_politeness(words):
        return Intent.BARE
    match answers.reply_of(words, "file"):
        case answers.Reply.NO | answers.Reply.CANCEL:
            return Intent.CALLED_OFF
        case answers.Reply.YES:  # "TS yes"
            return Intent.BARE
    if understanding.understand(words).praises:
        return Intent.PRAISE
    plain = _plain(words)
    if is_withdrawal(words):
        return Intent.CALLED_OFF
    if _BARE.fullmatch(plain):
        return Intent.BARE
    if not understanding.is_short(plain) or understanding.tells_grievance(plain):
        return Intent.COMPLAINT  # what is longer tells what went wrong, whatever words are in it
    if plain.isascii():
        return _first(plain, _STATUS_EN, _QUESTION_EN)
    return _first(plain, _STATUS_ZH, _QUESTION_ZH)


def _first(plain: str, status: re.Pattern[str], question: re.Pattern[str]) -> Intent:
    if status.search(plain):
        return Intent.STATUS
    return Intent.QUESTION if question.search(plain) else Intent.COMPLAINT
