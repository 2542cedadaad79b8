"""Words about a lost phone that may not be the one that calls: "我妈的手机丢了", "I lost my phone,
this is my wife's"."""

from __future__ import annotations

import re

from flows.language import simplified

CHARS_MAX = 80
"""A longer text says more than that."""
_WHO_ZH = (
    "(?:妈妈?|爸爸?|父亲|母亲|爸妈|父母|老婆|老公|爱人|媳妇|妻子|丈夫|儿子|女儿|孩子|小孩|哥哥?|姐姐?|弟弟?|妹妹?"
    "|爷爷|奶奶|外公|外婆|姥姥|姥爷|朋友|同事|同学|家人|家里人|对象|叔叔|姑姑|舅舅|阿姨|岳父|岳母|公公|婆婆"
    "|老人|老板|邻居|别人|他|她)"
)
_PHONE_ZH = "(?:手机卡?|电话卡?|号码?|卡)"
_LOST_ZH = "(?:丢|掉|被偷|被盗|偷了|不见|没了|遗失|挂失)"
_WHO_EN = (
    r"(?:mother|mom|mum|father|dad|parents?|wife|husband|partner|son|daughter|kid|child|brother"
    r"|sister|grand(?:ma|pa|mother|father)|friend|colleague|coworker|boss|girlfriend|boyfriend"
    r"|aunt|uncle|neighbou?r|roommate)"
)
_PHONE_EN = r"(?:phone|sim(?: card)?|mobile|cell ?phone|cell|number)"
_LOST_EN = r"(?:lost|lose|stolen|missing|gone|disappeared)"
_OF_ANOTHER = re.compile(
    f"{_WHO_ZH}(?:们)?的?{_PHONE_ZH}[^,，。]{{0,8}}{_LOST_ZH}|{_LOST_ZH}(?:一?下|了)?[^,，。]{{0,4}}{_WHO_ZH}的?{_PHONE_ZH}"
    f"|{_LOST_ZH}.{{0,12}}(?:用|借|拿)[^,，。]{{0,6}}{_PHONE_ZH}?(?:打|发)|(?:用|借|拿){_WHO_ZH}.{{0,12}}{_LOST_ZH}"
    rf"|\b(?:my|our|his|her) (?:\w+ )?{_WHO_EN}'?s?'? {_PHONE_EN}\b.{{0,24}}\b{_LOST_EN}\b"
    rf"|\bmy (?:\w+ )?{_WHO_EN} (?:has |just |had )*(?:lost|lose) (?:\w+ )?{_PHONE_EN}\b"
    rf"|\b{_LOST_EN}\b.{{0,24}}\bmy (?:\w+ )?{_WHO_EN}'?s?'? {_PHONE_EN}\b"
    rf"|\b{_LOST_EN}\b.{{0,24}}\b(?:calling|texting|writing) (?:you )?(?:from|on|with)\b"
)
_FOUND = re.compile(r"找到|没丢|\b(?:found|not lost|isn'?t lost)\b")


def may_be_anothers(text: str) -> bool:
    """Whether the words are about a lost phone that may not be the one that calls."""
    said = simplified(text.lower().replace("’", "'"))
    return (
        len(text) <= CHARS_MAX and _OF_ANOTHER.search(said) is not None and not _FOUND.search(said)
    )
