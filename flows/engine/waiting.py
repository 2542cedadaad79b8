"""What a member who waits for an agent by text asks of the hotline itself: for an agent again, how
long it takes, how to leave, to leave, or to take back what was done.

Whole texts only: longer ones are for the agent, whatever is in them.
"""

from __future__ import annotations

import re

from flows.engine import heard_wishes, not_wanted
from flows.engine.context import Context
from flows.engine.player import Player
from flows.language import Does, Label, SmallTalk, answers, simplified, understanding
from flows.protocol import Heard, HeardKind

NAMED_MIN = 0.5
"""The least score of a wish that a "cancel" is about: 取消兑换 does not mean the agent."""
_OF_WAITING = frozenset({Label.AGENT, Label.LEAVE, Label.STOP, Label.NONE})

_AROUND_ZH = (
    "(?:请问|你好|您好|我|还|你们|那|现在|到底|大概|大约|究竟|需?要|得|啊|呢|呀|吗|么|了|的|嘛)*"
)
_WAITED_ZH = "(?:等待?|排队|人工客服|人工|客服|请求|转接)"
_PLACE = re.compile(
    f"{_AROUND_ZH}(?:等?(?:多久|多长时间|多少时间|几分钟)|前面还?有?(?:几|多少)[个位]?[人位]?"
    "|排(?:到|在)?(?:第?几[个位]?|哪[里儿]?|多少[号位]?)"
    "|(?:什么时候|啥时候|几时|几点)(?:能|会|才|可以)*(?:轮?到我?|有客服|有人[来回接理]?|回复?我?|接通?)"
    f"|快?轮?到我|(?:客服|人)?怎么还[没不](?:来|回复?|有人|接|到我?)){_AROUND_ZH}"
    f"|{_AROUND_ZH}(?:怎[么样]样?|如何|咋|能不能|可不可以|可以|能)(?:才能|可以|能)?(?:取消|退出|不等|离开|停止?)"
    f"{_WAITED_ZH}?{_AROUND_ZH}"
    "|(?:ok |so |and |but |hi |hello |please )*(?:how (?:much )?long(?:er)?(?: (?:do"
    "|will|must|should|is|does|have|i|it|this|the|wait|waiting"
    "|to|take|be|need|now|left|still|queue|until|my turn))*"
    "|(?:what(?:'s| is) )?my (?:place|position)(?: in (?:the )?(?:queue|line))?"
    "|how many (?:people )?(?:are )?(?:ahead|before|in front)(?: of)?(?: me)?"
    "|when (?:will|does|can|is) (?:someone|somebody|anyone|an agent|the agent|it|my turn)"
    "(?: (?:be|my|turn|answer|reply|come|here|free|ready|respond))*"
    "|(?:how (?:do i|can i|could i|to)|(?:can|could|may) i|is it possible to)"
    " (?:cancel|leave|stop|quit|exit|get out)(?: (?:this|it|of|the|my|queue|wait|waiting|chat"
    "|request|agent|now))*)(?: please)?"
)
_DISMISSED_ZH = "(?:算了|算啦|不用了?|不等了|不必了|不麻烦(?:你们|您)?了|没事了?|那|吧|还是)"
_OTHERWISE_ZH = (
    "(?:我|还是|那|就|自己|直接|去|再|来|等会儿?|待会儿?|晚点|回头|明天|改天|下次|过会儿?)*"
    "(?:打个?(?:电话|热线)|打(?:你们|客服)的?(?:电话|热线)|去(?:营业厅|店里)|自己(?:弄|查|看|办|处理|解决|想办法|来)"
    "|(?<=[次头天])(?:说|问|聊)|(?:晚点|等会儿?|待会儿?|过会儿?)再?(?:说|问|来|联系))"
    "(?:过去|过来|给你们|问|说|算了|好了|吧|了|啦|啊|谢谢)*"
)
_DISMISSED_EN = (
    "(?:(?:ok|no|oh|well|actually|it'?s|its|that'?s) )*"
    "(?:forget (?:it|that|about it)|never ?mind|nvm|no need|don'?t (?:bother|worry)(?: about it)?"
    "|no thanks|cancel(?: it| that)?|fine|ok|okay|too (?:slow|long)|leave it)"
)
_OTHERWISE_EN = (
    "(?:i'?ll|i will|i'?m going to|i am going to|i'?d rather|let me|gonna)(?: (?:just|rather|better"
    "|go and|try to))*"
    " (?:call|phone|ring|give (?:you|them) a (?:call|ring)|email|write|come (?:in|by|over)"
    "|visit(?: the| a)? (?:store|shop)|go to (?:the|a) (?:store|shop)|do it|figure it out"
    "|sort it out|fix it|find out|handle it|ask|try|come back)"
    "(?: (?:you|them|up|in|again|instead|later|tomorrow|now|myself|then|the|hotline|line"
    "|customer care|a friend|by|phone|thanks|thank you))*"
)
"""What a member does in place of waiting: calls, comes by, finds it out alone."""
_AGENT_EN = (
    r"(?:(?:the|an?|any|my|your|this|that) )?"
    r"(?:agents?|human|person|people|operator|representative|rep|anyone|anybody|someone|somebody"
    r"|one|call|chat|request|queue|line|waiting|wait|help|service)"
)
_AROUND_EN = (
    r"(?: ?(?:ok|okay|please|pls|thanks|thank you|now|then|anymore|any more|any longer|just|well|no"
    r"|oh|hi|sorry|actually|so|and|but|it'?s fine|for now|after all|right now|stop|cancel|fine)\b)*"
)
_NO_ONE_EN = (
    rf"{_AROUND_EN} ?(?:(?:cancel|forget(?: about)?|stop|end|drop|leave|skip|quit|never ?mind)"
    rf" {_AGENT_EN}|(?:i )?(?:do ?n'?t|do not|no longer) (?:want|need|wanna"
    r"|want to (?:talk|speak|wait|chat)(?: to| with| for)?|wait for)(?: to)?"
    rf" {_AGENT_EN}|no (?:need (?:for|of) )?{_AGENT_EN}(?: needed)?){_AROUND_EN}"
)
_NO_ONE_ZH = (
    "(?:算了|那|就|我|先|还是|都|已经|谢谢|你们?|您)*"
    "(?:(?:不|甭|别|不用|不要|不想|不必|不需要)再?(?:等|找|聊|转|麻烦|打扰)|(?:不用|不必|不需要|不要|别|甭)(?:再|给我)*"
    "(?:回复?|联系|答复|人(?=了)))(?:你们?|您|客服|人工?|他们|我|了|啦|吧|谢谢)*|(?:算了|那|我|现在|已经)*没事儿?了(?:谢谢)?"
)
_NO_REPLY_EN = (
    r"(?:(?:ok|no|sorry|actually|please|thanks|thank you|it'?s fine) )*(?:i give up"
    r"|i(?:'?m| am) done(?: waiting)?"
    r"|(?:you )?(?:no need|don'?t|do not|needn'?t)(?: need| have)?(?: to)?"
    r" (?:reply|answer|respond|write back|get back(?: to me)?))"
    r"(?: (?:to me|now|any ?more|thanks|please|any longer))*"
)
_LEAVES = re.compile(
    f"{_AROUND_ZH}(?:取消|退出|停止|结束){_WAITED_ZH}{_AROUND_ZH}|{_AROUND_ZH}{_WAITED_ZH}取消{_AROUND_ZH}"
    "|.{0,12}?不想?等(?:了|啦|下去了)"
    "|(?:那|就|先|我|请|麻烦|帮我|给我|把|你们?|您)*(?:取消|挂断?)(?:掉|了)*(?:这个|那个|我的)?(?:电话|通话|人工客服|人工|客服|排队|等待|请求)"
    "(?:掉|了|吧|啦|谢谢)*"
    "|(?:好了?|谢谢|问题|事情|已经|都|自己|我|现在)*(?:搞定|解决|弄好|处理好|办好|没事)了?(?:谢谢|不用了|了)*"
    "|(?:(?:ok|it'?s|it is|problem|issue|now|all|already|been|i|i'?ve|that'?s|thanks|thank you) )*"
    "(?:solved|sorted|resolved|fixed)(?: (?:it|now|already|out|myself|thanks|thank you"
    "|never mind))*"
    f"|{_DISMISSED_ZH}+{_OTHERWISE_ZH}|{_DISMISSED_EN} {_OTHERWISE_EN}"
    f"|{_NO_ONE_EN}|{_NO_ONE_ZH}|{_NO_REPLY_EN}"
    rf"|(?=.*\b(?:just|rather|instead)\b){_OTHERWISE_EN}"
)
_CALL = re.compile(r"电话|回电|\b(?:call|phone|ring)\b")
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+")


def asks_place(text: str) -> bool:
    """Whether the whole text asks how long it takes, or how one leaves."""
    is_asked = _PLACE.fullmatch(_plain(text)) is not None
    return is_asked or (answers.asks(text) and _gives_up(text))


def leaves(text: str) -> bool:
    """Whether the words say that no agent is needed any more. A question does not."""
    return not asks_place(text) and not answers.asks(text) and _gives_up(text)


def asks_for_agent(text: str) -> bool:
    """Whether the words only ask for an agent, who is on the way: "I want a human". Who wants a
    call says more."""
    found = understanding.understand(text)
    is_agent = found.does is Does.ACT and found.wishes == (Label.AGENT,)
    return is_agent and understanding.is_short(text) and not _CALL.search(text.lower())


def is_cancellation(text: str) -> bool:
    """A goodbye is none: it may only end the text, as in a letter, and the answer is still
    awaited. Neither are words that name something else."""
    if answers.reply_of(text) is not answers.Reply.CANCEL:
        return False
    if answers.small_talk_of(text) is SmallTalk.GOODBYE:
        return False
    label, score = next(iter(understanding.understand(text).scores.items()))
    is_named = label not in _OF_WAITING and not label.is_elsewhere and score >= NAMED_MIN
    return not (is_named and re.search("取消|cancel", text.lower()))


_CALL_ME = re.compile(r"打(?:个)?电话|打给我|回电|\b(?:call|ring|phone) me\b")


def speaks_of_call(text: str) -> bool:
    """Whether the words ask for a call: "don't text me, call me" is about the agent's texts."""
    return _CALL_ME.search(text.lower()) is not None


def is_served(player: Player, context: Context, heard: Heard) -> bool:
    """Whether the words take back what was done, which is asked about, or ask for what is asked for
    at any question, as a call at a time. All other wishes in own words are the agent's: only
    keywords are answered of who waits."""
    if heard.kind is not HeardKind.ENTERED or not understanding.is_short(heard.text):
        return False
    if heard_wishes.takes_back(player, context, heard):
        return True
    has_begun = bool(context.session.stack)
    if has_begun and not_wanted.named_undo(player, context, heard) is not None:
        return True
    if player.dialogues.asked_anywhere(context, heard.text) is not None:
        return True
    return understanding.understand(heard.text).does is Does.UNDO


def _gives_up(text: str) -> bool:
    if not understanding.is_short(text):
        return False
    is_refused = understanding.understand(text).refused is Label.AGENT
    return is_cancellation(text) or is_refused or _LEAVES.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    said = simplified(text.lower().replace("’", "'"))
    return _MARKS.sub(" " if said.isascii() else "", said).strip()
