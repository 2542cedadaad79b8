"""What is said instead of the code: that none has come, what it is for, that it is not wanted."""

from __future__ import annotations

import re
import unicodedata

_CLAUSES = re.compile(r"[\s,，.。!！?？;；、:：~…]+")
_CLAUSES_EN = re.compile(r"[,.!?;:~…]+")
_PUNCTUATION = re.compile(r"['’]")

_SUBJECT = "(?:我|你们|这边|怎么|还是|一直|还|都|根本|并|好像|到现在|刚才|的)*"
_CODE = "(?:短信验证码|验证码短信|验证码|校验码|短信|信息|码)"
_PLEASE = "(?:请|麻烦|您|你|能不能|能否|可不可以|可以|能|帮我|给我|为我|再|那就|那)*"
_END = "(?:了|啊|呢|呀|吗|嘛|吧|好吗|行吗|可以吗|一下|谢谢)*"
_NOT_COME = [
    rf"{_SUBJECT}{_CODE}?{_SUBJECT}(?:没有?|未)(?:收到|接到|看到|拿到|发来|发过来|来|到|发)过?"
    rf"(?:任何)?{_CODE}?{_END}",
    rf"{_SUBJECT}{_CODE}?{_SUBJECT}(?:收不到|接不到|接收不到|看不到){_CODE}?{_END}",
    rf"{_CODE}(?:呢|在哪里?|在哪儿|去哪了|丢了|删了|找不到了?|没了|不见了)",
    rf"{_PLEASE}(?:把)?{_CODE}?(?:重新?发送?|重新获取|再发送?|补发)"
    rf"(?:一?[次遍下个条])?{_CODE}?(?:给我|过来)?{_END}",
    rf"{_PLEASE}(?:换|发|要|来)一?[个条](?:新的?)?{_CODE}{_END}",
]
_THIS = "(?:这个?|那个?|它|换这个|兑换|换|要|一共|总共|到底|是|会|得|给他|送)*"
_ASKED = [
    rf"{_THIS}(?:用|花|扣|需要?|要)?(?:多少|几)(?:个)?积?分{_END}",
    rf"(?:换完|扣完|之后|以后|送完|换了)?(?:还|会)?(?:剩|余)(?:下)?(?:多少|几)积?分?{_END}",
    r"(?:这|那|这个|那个|刚才)?(?:换|兑换|确认|送)?的?(?:是|换的是)(?:什么|啥|哪个|多少)(?:东西|来着)?"
    rf"{_END}",
    rf"(?:这|那)?(?:是)?(?:什么|啥)(?:的)?{_CODE}{_END}",
    rf"{_CODE}(?:是)?(?:干什么|干嘛|做什么|干啥)(?:用)?的?{_END}",
    rf"(?:这|换完|换了|送了|以后|之后|到时候|还|我)*(?:能不能|可不可以|能|可以|可|还能)"
    rf"(?:再)?(?:取消|退|撤回|反悔|后悔|退货|退回|撤销|换回来|改){_END}",
    rf"送给(?:谁|哪个号|哪个号码|什么人)(?:的|来着)*{_END}",
]
_DECLINED = [
    r"(?:我|还是|好像|又|现在|突然|这个)*不(?:太|大|怎么|是很)?(?:想|要|需要)(?:换|要|兑换|送|办|弄)?"
    r"(?:这个|它)?(?:了|啦)?",
    r"(?:我)?(?:后悔|反悔|改主意|改变主意)了",
    r"(?:我|那|还是|就|算了)*(?:改天|改日|下次|以后|回头|晚点|晚些时候|过几天|过两天|明天|等会儿?|有空)(?:我|有空|的时候)*"
    r"(?:再|来|去)+(?:说|送|转|换|兑换?|弄|办|充|买|来)?(?:吧|了|啦)?",
    r"(?:我|又|现在)*(?:不想?要|不换|不想换|不需要)(?:那个|这个|那|这)(?:礼品|礼物|东西)(?:了|啦)",
]
_FILLER = [
    "(?:等等|等一下|等下|稍等|慢着|先等等|请问|你好|您好|喂|那个|哎|诶|对了|麻烦|谢谢|请|算了|抱歉|不好意思)"
    "(?:啊|呀)?",
]

_IT = "(?:a|the|any|my|your|that|this|it|anything|code|codes|text|texts|message|sms|one|yet|still)"
_ITS = rf"(?:\s+{_IT})*"
_NOT_COME_EN = [
    r"(?:i\s+|i have\s+|ive\s+|we\s+|still\s+|just\s+)*(?:didnt|did not|havent|have not|never|dont|"
    r"do not|not|no|cant|cannot)(?:\s+(?:even|ever|actually|yet))*"
    rf"\s+(?:get|got|gotten|receive|received|receiving|see|seen|find|have|getting){_ITS}",
    rf"(?:{_IT}\s+)+(?:hasnt|has not|didnt|did not|never|isnt|not|still hasnt|still didnt)"
    rf"(?:\s+(?:even|yet))*\s+(?:come|came|arrive|arrived|arriving|coming|show up|shown up|here"
    rf"|received|sent|been sent|get here|reached me){_ITS}(?:\s+through)?",
    r"no\s+(?:new\s+)?(?:code|text|sms|message)"
    r"(?:\s+(?:came|yet|arrived|received|has come|here))*",
    r"(?:nothing|none)\s+(?:came|arrived|has come|has arrived|yet|here)(?:\s+yet)?",
    r"(?:please\s+|can you\s+|could you\s+|pls\s+|will you\s+)*(?:re\s*-?\s*send|send)"
    rf"(?:\s+me)?{_ITS}(?:\s+(?:again|another|new|once more|over))*{_ITS}"
    r"(?:\s+to me)?(?:\s+please)?",
    r"(?:i need\s+|give me\s+|get\s+|can i (?:get|have)\s+|i want\s+)?"
    r"(?:a\s+)?(?:new|another|fresh)"
    r"\s+(?:code|one)(?:\s+please)?",
    r"(?:wheres|where is|wheres is)\s+(?:my|the|that)\s+(?:code|text|message)",
    rf"(?:i\s+)?(?:lost|deleted|cant find){_ITS}",
]
_ASKED_EN = [
    r"(?:so\s+|and\s+)*how (?:many points?|much)"
    r"(?:\s+(?:is|was|does|for|it|this|that|cost|costs|will"
    r"|would|do|i|pay|need|the gift|again|points|be|take|to))*",
    r"how (?:many|much)(?:\s+points)?\s+(?:will|would|do|does|is|are)?\s*(?:i|be|it)?\s*"
    r"(?:have\s+)?(?:left|leave|remain)(?:\s+(?:after|then|over))*",
    r"(?:what|which)(?:s|\s+is|\s+was)?\s+(?:it|this|that|the code|this code|that code|gift)"
    r"(?:\s+(?:for|again|about|is it|is this|code))*",
    r"what (?:am|was) i (?:confirming|buying|getting|redeeming|paying|giving|exchanging)"
    r"(?:\s+for)?",
    r"what(?:s| is| does)?\s+(?:the|this|that)\s+code(?:\s+(?:for|do))?",
    r"(?:so\s+|and\s+|but\s+)*(?:can|could|may) (?:i|it|this|that|we)\s+(?:still\s+|be\s+)*"
    r"(?:undo|undone|cancel|canceled|cancelled|return|returned|reverse|reversed|change|changed"
    r"|take back)(?:\s+(?:it|this|that|back|later|afterwards|after|my mind|again))*",
    r"is (?:it|this|that) (?:final|reversible|refundable)",
    r"who (?:is|does) (?:it|this) (?:for|going to|go to)",
]
_DECLINED_EN = [
    r"(?:actually\s+|no\s+|well\s+)*i?\s*(?:dont|do not|didnt|did not)\s*"
    r"(?:think i\s+(?:really\s+)?)?"
    r"(?:really\s+)?want(?:\s+(?:it|this|that|to|anymore|any more|now|the gift|these|them))*",
    r"i think i\s*(?:dont|do not)\s+want(?:\s+(?:it|this|that|to|anymore|any more|now))*",
    r"(?:maybe\s+|ill do (?:it|this|that)\s+|i will do (?:it|this|that)\s+|lets do (?:it|this)\s+)+"
    r"(?:later|another (?:time|day)|next time|tomorrow|some other time)",
    r"i(?:ve| have)?\s*changed my mind(?:\s+about (?:it|this|that|(?:the|this|that|my) \w+))?",
]
_FILLER_EN = [
    r"(?:hold on|wait|wait a (?:second|sec|minute|moment)|hang on|one (?:second|moment|sec)"
    r"|hello|hi|hey|sorry|please|pls|thanks|thank you|um|uh|ok|okay|oh|excuse me|so|but|hmm|no"
    r"|actually|again)"
    r"(?:\s+(?:please|wait|on|a minute|a sec|but|so))*",
]


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns))


_MEANINGS = {
    "again": _any(*_NOT_COME, *_NOT_COME_EN),
    "asked": _any(*_ASKED, *_ASKED_EN),
    "declined": _any(*_DECLINED, *_DECLINED_EN),
}
_FILLERS = _any(*_FILLER, *_FILLER_EN)
_LEADING = re.compile(
    r"(?:(?:hold on|wait|hang on|hello|hi|hey|sorry|but|so|um|ok|okay|please)\s+)+(?=\S)"
)


def about_code(text: str) -> str | None:
    """What the words say, if every part of them is about the code; None if they say something
    else."""
    plain = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text)).casefold().strip()
    split = _CLAUSES_EN if plain.isascii() else _CLAUSES
    clauses = [each.strip() for each in split.split(plain) if each.strip()]
    found = {meaning for each in clauses for meaning in [_meaning(each)]}
    said = found - {""}
    return said.pop() if len(said) == 1 and None not in found else None


def _meaning(clause: str) -> str | None:
    """'' for words that say nothing by themselves; None for anything else."""
    clause = " ".join(clause.split())
    if _FILLERS.fullmatch(clause):
        return ""
    said = (clause, _LEADING.sub("", clause, count=1))
    meanings = (name for name, words in _MEANINGS.items() for each in said if words.fullmatch(each))
    return next(meanings, None)
