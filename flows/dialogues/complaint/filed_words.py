"""Words that ask whether a complaint is filed, "登记了吗", "is this recorded", and those that have
nothing to add to it."""

from __future__ import annotations

import re

from flows.language import answers, simplified

_ABOUT_ZH = (
    "(?:那|请问|等等|等一下|还有|另外|对了|我|你们?|您|的|这个?|那个?|这条|这些|刚才|刚刚|刚|说|写|发|投诉|内容|话|到底|都|已经?"
    "|帮我?|给我?|有没有|是不是|有|是)*"
)
_FILED_ZH = "(?:登记|受理|记录|记下来?|记|录|提交|收到|存)(?:上|好|下来?)?"
_END_ZH = "(?:(?:了|过)?(?:吗|么|嘛|没有?|的吗|不|是吧)|(?:了|过)吧)(?:呢|啊|呀)*"
_ABOUT_EN = r"(?:(?:so|ok|okay|and|but|wait|no|also|sorry|hey|please|tell me|can you check) )*"
_IT_EN = (
    r"(?:it|this|that|everything|(?:my|the|this|that) (?:last )?(?:complaint|case|message|words?))"
)
_DONE_EN = (
    r"(?:recorded|filed|registered|logged|noted|submitted|saved|received|written down|on record"
    r"|on file)"
)
_END_EN = r"(?: (?:now|yet|already|anywhere|somewhere|properly|or not|then|down|by you))*"
_ASKS = re.compile(
    rf"{_ABOUT_ZH}{_FILED_ZH}{_END_ZH}"
    rf"|{_ABOUT_EN}(?:is|was|has|have|are|will) {_IT_EN} (?:been |be |being |all |really )*"
    rf"{_DONE_EN}{_END_EN}"
    rf"|{_ABOUT_EN}(?:did|do|have|has) (?:you|it|they)(?: guys)? (?:get|got|receive[d]?|file[d]?"
    rf"|record(?:ed)?|note[d]?|log(?:ged)?|register(?:ed)?|save[d]?) {_IT_EN}{_END_EN}"
)
_NOTHING = re.compile(
    "(?:都|以?上|哪个|什么|我|也|暂时|现在|其实|真的)*(?:都?不是|不对|没有?(?:什么|啥|别的|其他)*(?:要)?(?:补充|加|说|写)?的?)"
    "(?:了|啊|吧|呢|谢谢)*"
    r"|(?:no |nope |actually )*(?:none(?: of (?:these|those|them|the above))?|neither(?: of them)?"
    r"|nothing(?: (?:else|more|to add|at all))*|not (?:any of )?(?:these|those|that))(?: thanks)?"
)
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+")


def asks_if_filed(text: str) -> bool:
    """Whether the whole text asks whether what was said is filed."""
    return _ASKS.fullmatch(_plain(text)) is not None


def adds_nothing(text: str) -> bool:
    """Whether the words, where more of a complaint is asked for, say that there is no more."""
    said = _plain(text)
    is_no = answers.reply_of(text) in (answers.Reply.NO, answers.Reply.CANCEL)
    return is_no or _NOTHING.fullmatch(said) is not None


def _plain(text: str) -> str:
    said = simplified(text.lower().replace("’", "'"))
    return _MARKS.sub(" " if said.isascii() else "", said).strip()
