"""Words that tell of the wish: of others, or of what somebody else wants of the member."""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import COSTLY, ON_SECOND_THOUGHT, Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_PEOPLE_ZH = (
    "朋友|同事|邻居|同学|亲戚|老板|领导|室友|闺蜜"
    "|表[哥弟姐妹]|堂[哥弟姐妹]|哥们|客户|房东|徒弟|师傅"
)
_PEOPLE_EN = (
    "neighbou?r|friend|mate|colleague|coworker|boss|roommate|flatmate|cousin|classmate|landlord"
)
_PRESSED = COSTLY - {Label.COMPLAINT, Label.SUBSCRIBE}

_told = partial(reading, Meaning.TOLD)

TOLD = (
    _told(
        "changed their mind", ON_SECOND_THOUGHT, ZH, "(?<!又)反悔|改主意",
        "我改主意了，优惠短信发吧",
    ),
    _told(
        "changed their mind", ON_SECOND_THOUGHT, EN,
        r"chang(?:ed|e) my mind|on second thought|take (?:it|that) back",
        "I changed my mind, send the offers",
    ),
    _told(
        "meant to, before", COSTLY, ZH,
        r"(?:本来|原本|原先|差点)\w{0,8}?(?:想|要|打算|准备|就).*(?:现在|后来|算|不过|结果|没事|消气|想通|好了)",
        "本来挺生气要投诉，现在消气了", unless=r"现在(?:[想要换兑送转改]|帮|给)|吧\W*$",
    ),
    _told(
        "meant to, before", COSTLY, EN,
        r"\bi (?:was|were) (?:just |nearly )?(?:going|about|planning|meaning) to\b.*\b(?:but"
        r"|until|then)\b",
        "I was going to complain but it's fine now",
        unless=r"\bnow (?:i|please)\b|\bbut (?:i'?d|i want|i need|please|could)\b|\bcouldn'?t\b",
    ),
    _told("nearly lost", [Label.LOST], ZH, "差点|险些|差一点", "手机差点丢了"),
    _told(
        "nearly lost", [Label.LOST], EN, r"\b(?:almost|nearly)\b", "I nearly lost my phone",
    ),
    _told(
        "lost long ago", [Label.LOST], ZH,
        r"(?:去年|前年|[几一两三]年前|上个?月|以前|之前)\w{0,8}(?:丢|挂失|被偷)\w{0,4}[过了]",
        "我去年丢过手机，后来补了卡", unless="又|再|今天|刚|现在|昨",
    ),
    _told(
        "lost long ago", [Label.LOST], EN,
        r"\b(?:lost|stolen)\b.*\b(?:last (?:year|month|summer|winter|spring)|(?:years?"
        r"|months?) ago)\b"
        r"|\b(?:lost|stolen)\b.*\b(?:replaced|(?:got|have) (?:it back|a (?:new"
        r"|replacement) (?:one|sim|card|phone)))\b",
        "I lost my card last year and it was replaced",
        unless=r"\b(?:again|today|just|now|yesterday)\b",
    ),
    _told(
        "of others", COSTLY, ZH,
        rf"(?<!给)(?<!转)我(?:那|的|这)?个?(?:{_PEOPLE_ZH})的?(?:手机|卡|号|\w{{0,2}}[要想说问]|把|投诉|退)"
        rf"|(?:^|[,，。\s])(?:{_PEOPLE_ZH})(?:的手机|要退|想退|说)|^\W*你们?[让叫劝]他",
        "我同事的手机丢了",
    ),
    _told(
        "of others", COSTLY, EN,
        rf"\b(?:my|our|a) (?:{_PEOPLE_EN})(?:'?s)? "
        r"(?:phone|sim|mobile|card|wants|lost|had|gave|swapped|is|was|said|told)",
        "my neighbour's phone was stolen",
    ),
    _told(
        "pressed on the member", _PRESSED, ZH,
        r"[我他她妈爸](?:非|硬|一定)?[要叫让逼劝](?:着)?我\w{1,14}[\s,，。]*我?(?:不[肯干愿答同]|没[答同理])"
        r"|我(?:不肯|不干|没答应|没同意|没理)",
        "我妈非要我把分转给她 我不肯",
    ),
    _told(
        "pressed on the member", _PRESSED, EN,
        r"\b(?:wants|told|tells|keeps? telling|asked|begs) me to\b"
        r"|\bbut (?:no|i (?:won'?t|refuse|said no|don'?t want))\b",
        "my son told me to give him my points",
    ),
)  # fmt: skip
