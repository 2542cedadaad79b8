"""What goes before all business: whoever does not want to live, is in danger, has lost somebody, or
is being defrauded. Whole situations, told in a few words: a longer text tells of something else
beside it, such as a complaint, which people read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from flows.language.simplified import simplified


class Urgent(StrEnum):
    DISTRESS = "distress"
    EMERGENCY = "emergency"
    FRAUD = "fraud"
    BEREAVED = "bereaved"

    @property
    def is_at_once(self) -> bool:
        """Whether minutes count."""
        return self in (Urgent.DISTRESS, Urgent.EMERGENCY)


@dataclass(frozen=True)
class _Sign:
    """unless: what it only sounds like: a product that burns, a phone that died, a shop that
    cheats."""

    means: Urgent
    said: re.Pattern[str]
    unless: re.Pattern[str]


def _sign(means: Urgent, said: str, unless: str) -> _Sign:
    return _Sign(means, re.compile(said), re.compile(unless))


_KIN_ZH = (
    "(?:爸爸?|妈妈?|父亲|母亲|爹|娘|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|岳父|岳母|丈人|老公"
    "|老婆|丈夫|妻子|爱人|老伴儿?|老头儿?|老太太|先生|太太|媳妇儿?|儿子|女儿|孩子|哥哥?|弟弟?"
    "|姐姐?|妹妹?|叔叔?|伯伯"
    "|舅舅|姑姑|姨妈?|家人|亲人|亲戚|老人家?|家里人|机主|户主|本人)"
)
_KIN_EN = (
    r"(?:dad|daddy|father|mom|mum|mother|mama|papa|husband|wife|spouse|partner|son|daughter|child"
    r"|brother|sister|grand(?:father|mother|pa|ma|dad|mom|son|daughter)|uncle|aunt|cousin"
    r"|father-in-law|mother-in-law|boyfriend|girlfriend|friend|he|she)"
)
_LATELY_ZH = (
    "(?:上个?月|上周|去年|前年|今年|昨天|今天|前天|前几天|前阵子|前不久|最近|刚刚?|已经|突然"
    "|因病|早就|都|也)*"
)
_LATELY_EN = r"(?: (?:has|have|had|just|recently|suddenly|sadly|already))*"
_OF_THEIRS_ZH = "[他她]|手机|号|卡|积分|会员|账户|怎么|咋|办理|销户|注销|过户|继承"

_SIGNS = (
    _sign(
        Urgent.DISTRESS,
        "不想(?:再|继续)?活|活不下去|活着没(?:有)?(?:意思|劲)|活够了|活腻|不如死了?|死了算了"
        "|去死算了|死了一了百了|不活了|寻死"
        "|自杀|轻生|自尽|自残|上吊|喝农药|割腕|割脉|跳(?:楼|河|江|海|桥)(?!价|甩|大甩|特价|促|节"
        "|机|市)|结束(?:我的?|自己的?)?(?:生命|一切)"
        "|想死(?!你|他|她|我了|您)|想去死|死给.{0,5}看|撑不下去|一心求死|没有?活(?:下去"
        "|着)的(?:意义|勇气)"
        r"|\b(?:kill(?:ing)? my ?self|kms|suicid\w*|end(?:ing)? (?:my life|it all)"
        r"|(?:do not|don'?t) (?:want|wanna) (?:to )?(?:live|be alive|exist)"
        "|(?:want to|wanna) (?:die|be dead)|better off dead|(?:no reason"
        r"|nothing) to live(?: for)?"
        r"|tak(?:e|ing) my own life|no point (?:in )?living|not worth living"
        r"|(?:rather|wish i (?:was|were)) (?:be )?dead"
        r"|(?:can ?not|can'?t) go on(?! (?:the|your|my|an?|this|that|line|vacation|holiday)\b)"
        "|(?:cut(?:ting)?|hurt(?:ing)?|harm(?:ing)?|hang(?:ing)?) my ?self(?! (?:on|off"
        r"|short)\b)"
        r"|self[- ]harm\w*|slit my wrists?|jump(?:ing)? off (?:a|the|this) (?:bridge|roof"
        r"|building))\b",
        r"\d ?kms\b",
    ),
    _sign(
        Urgent.EMERGENCY,
        r"^\W*救命[啊呀]*\W*$|救命.{0,8}(?:心脏|快|死|着火|杀|晕|血|打我)|(?:心脏病|脑梗|中风"
        r"|心梗)(?:又|突然)?(?:犯|发作|发)"
        "|喘不上气|没有?呼吸|不省人事|流血不止|大出血|煤气(?:泄漏|中毒)|出车祸|溺水|触电了"
        "|失火了?|着火了|起火了|(?:要|快)生了救"
        "|(?:人|老公|丈夫|他|她|前夫|男朋友)(?:正)?(?:在|要|想|说要)?(?:杀我|砍我|追杀我"
        "|打我(?!电话|手机|的|了?个))|被(?:人|老公|丈夫|男朋友|他)?(?:家暴|打了|殴打|砍|绑架|跟踪"
        "|囚禁|强奸|非法拘禁)"
        "|(?:正在|正)?被抢劫|有人?抢劫|入室|(?:老人|我[爸妈]|爸爸?|妈妈?|爷爷|奶奶|孩子|老伴儿?"
        "|有人|我)(?:突然|刚才?|好像|在家)*(?:摔倒|跌倒|晕倒|昏倒|昏迷|晕过去)"
        r"|\b(?:(?:heart attack|having (?:a )?stroke|(?:can ?not|can'?t) breathe|bleeding (?:out"
        r"|badly|to death)"
        r"|not breathing|unconscious|gas leak|car (?:accident|crash))"
        "|(?:house|home|apartment|flat|building|kitchen|room|place) is (?:on fire|burning)"
        r"|there'?s a fire"
        "|(?:i'?m|i am|we'?re|we are|being|am being) (?:being )?(?:robbed|attacked|stabbed"
        r"|kidnapped|followed|raped)"
        r"|(?:i'?m|i am|we'?re) dying(?! (?:to|for|of|with|from laugh)\b)"
        "|(?:trying|going|wants?) to kill me|(?:husband|wife|boyfriend|he|she|someone"
        r"|somebody) (?:hits?|beats?|is beating|is hitting|is attacking) me"
        r"|need an ambulance|call (?:911|an ambulance|the police))\b|^\W*(?:help[,! ]*)?fire\W*$"
        r"|^\W*help[,! ]+help(?: me)?\W*$",
        "充电|电池|电器|耳机|风扇|礼品|兑|换|投诉|上次|差点|差评|屏蔽|冷宫|被打了(?:折|扣"
        "|广告|电话|骚扰)|入室(?!抢|盗|行)|积分"
        r"|\bover (?:this|the|my|your) |\b(?:nearly|almost|gave|battery|charger|phone is"
        r"|last (?:week|month|year))\b",
    ),
    _sign(
        Urgent.FRAUD,
        "(?:被|遭|受)(?:人|电信|网络|别人|坏人|骗子)?(?:给)?(?:诈骗|骗)(?!取)|上当(?:受骗)?了"
        "|(?:骗子|诈骗)[^,，。?？]{0,8}(?:让|叫|要|逼|教|给|打电话|发)"
        "|(?:骗子|诈骗)[^。]{0,10}(?:验证码|密码|转|链接|中奖)|(?:打电话|短信|中奖|验证码|密码"
        "|链接|转)[^。]{0,14}(?:骗子|诈骗)|骗了?我的?(?:积分|验证码|密码)"
        r"|\b(?:i(?:'?ve| have|'?m| am)?|i was|i got|just got|got|getting|being|been) (?:just "
        r"|being |been |getting )*"
        r"(?:scammed|conned|defrauded|phished)\b"
        r"|\bscammers? (?:\w+ ){0,3}(?:made|told|asked|took|got|has|have|wants?|called|stole"
        r"|tricked)\b"
        r"|\b(?:called?|calling|texte?d?|won|prize|code|pin|link|someone)\b.{0,60}\b(?:scam"
        r"|fraud)\b",
        "(?:商家|商户|你们|客服|业务员|营业员|店|老板|公司)[^,，。]{0,4}骗|骗我?[^,，。]{0,4}套餐"
        "|投诉|礼品|建议|举报"
        r"|\b(?:by (?:your|you|the|this|a|that) ?(?:guys|store|shop|partner|merchant|company"
        r"|staff)?\W*$"
        r"|your (?:store|shop|partner|merchant|company|staff)|complain\w*|report the (?:shop"
        r"|store|partner))",
    ),
    _sign(
        Urgent.BEREAVED,
        f"{_KIN_ZH}{_LATELY_ZH}(?:去世|过世|离世|病逝|病故|逝世|辞世|死了|死亡|身故|不在人世"
        f"|离开了?人世|不在世)"
        f"|{_KIN_ZH}{_LATELY_ZH}(?:没了|走了|不在了"
        f"|过去了)(?=[,，。;； 啊呀](?=.*(?:{_OF_THEIRS_ZH}))|[他她](?:的|那|这)|的?\\W*$)"
        rf"|\b{_KIN_EN}{_LATELY_EN} (?:died|passed (?:away|on)|passed(?=\W|$)(?! (?:\w+ )?(?:the"
        rf"|his|her|exam))"
        r"|(?:is|was) (?:dead|deceased|no longer (?:with us|alive)))\b"
        r"|\bmy late (?:husband|wife|father|mother|dad|mom|mum|son|daughter)\b"
        r"(?!.*\bmy (?:points|balance|own|account)\b)"
        r"|\b(?:death|passing) of (?:my|our)\b",
        "笑死|气死|热死|累死|手机死机|死了心|烦死|我(?:老公|老婆|女朋友|男朋友)(?:跟|和)|快递",
    ),
)
CHARS_MAX, WORDS_MAX = 40, 20
"""Of a text in Chinese, and in English."""
_APOSTROPHE = str.maketrans("’‘", "''")


def urgent_in(text: str) -> Urgent | None:
    """What the words tell of that goes before all else; None if nothing does."""
    said = simplified(text.lower().translate(_APOSTROPHE))
    if len(said.split() if said.isascii() else said) > (WORDS_MAX if said.isascii() else CHARS_MAX):
        return None
    found = (each for each in _SIGNS if each.said.search(said) and not each.unless.search(said))
    return next((each.means for each in found), None)
