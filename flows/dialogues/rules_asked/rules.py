"""The rules of the programme that members ask about, and the words around such a question."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    WORTH = "worth"
    EARNING = "earning"
    PER_YUAN = "per_yuan"
    EXPIRY = "expiry"
    NEW_NUMBER = "new_number"
    NEW_PROVINCE = "new_province"
    TIERS = "tiers"
    OPENING = "opening"
    HOTLINE = "hotline"
    HOURS = "hours"
    LOST = "lost"
    LEAVING = "leaving"
    EXTENDING = "extending"
    BENEFITS = "benefits"
    GENUINE = "genuine"


BEFORE = (
    "(?:请问一?下?|您?你?好|那么?|对了|我?想?问一?下?|我想知道|我们?|你们的?|咱们|会员|这个?|现在)*"
)
END = "(?:啊|呀|呢|的|了|吗|么|嘛|吧|来着)*"
HOW = "(?:怎么样?|如何|怎样|咋)"
EARN = "(?:赚|攒|挣|拿|得|积|获得|获取|积累|累积|累计|算|来|计算)(?:到|来|取|更多)*"
IF = "(?:如果|要是|假如|万一)?"
THEN = "(?:了|以后|之后|后|的话|我的?|原来的?|之前的?|以前的?|老号码?的?|那)*"
BEFORE_EN = r"(?:(?:so|and|ok|okay|but|hi|hello|well|please|um|tell me|just wondering) )*"
OUR_EN = r"(?:(?:the|your|these|loyalty|our|all) )*"
KEPT_EN = "what happens (?:to|with)|do i (?:keep|lose)|will i (?:keep|lose)|can i keep|what about"
UNIT_EN = "(?:yuan|rmb|kuai)"
