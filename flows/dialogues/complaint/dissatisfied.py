"""Words of a member who is not satisfied with a complaint, 要求复核, "a second look, please", and
those that ask what was decided.

Every clause must be known: "我不满意你们的快递" tells of something else, and is a complaint.
"""

from __future__ import annotations

import re

from flows.dialogues.missed_callback.no_call_words import tells_of_no_call
from flows.language import Label, answers, simplified, understanding

_ABOUT_ZH = (
    "(?:我|还是|还|对|这个?|那个?|处理|结果|决定|答复|投诉|很|非常|十分|实在|真|太|你们|您|的|并|都|仍然?|依然|简直|这样|也"
    "|了|啊|呢|吧|一点都?)*"
)
_UNHAPPY_ZH = (
    f"{_ABOUT_ZH}(?:(?:不满意?|不服|接受不了|(?:不可|无法|不能|没法|不)接受|不认可|不认同|不同意|不承认|不答应|有异议|不公平?|不公正|不合理|欺负人|欺人太甚|霸王条款|糊弄人|敷衍我?)"
    f"{_ABOUT_ZH})+"
)
_UNSOLVED_ZH = (
    "(?:我|的|这个?|那个?|问题|事情?|投诉|情况|还是|还|都|根本|并|一直|到现在|现在|仍然?|依然|你们|到底|你)*"
    "没有?(?:给我?|帮我?|得到|被|真正|彻底)?(?:解决|处理好|处理完|弄好|搞定|搞好|修好)(?:问题|好|掉|呢|啊|的|了)*"
)
_UNSOLVED_EN = (
    r"(?:(?:but|no|and|so|sorry) )*(?:(?:my|the|this|that) (?:problem|issue|complaint|case|matter) "
    r"|it )?"
    r"(?:(?:still|really|yet) )*(?:is|was|has|have|hasn'?t|isn'?t|wasn'?t|it'?s|did|you)?"
    r"(?: (?:still|not|never|been|yet|really))*(?:n'?t|not|un)? ?(?:been )?"
    r"(?:(?:re)?solved?|fixed|sorted(?: out)?|settled)(?: (?:my|the|it|this|problem|issue|yet"
    r"|at all|anything))*"
    r"|(?:(?:but|no|and|so|well) )*(?:you|you guys|they)(?: still| really)*"
    r" (?:didn'?t|did not|haven'?t|have not|never)(?: even| really| actually)*"
    r" (?:solved?|fix(?:ed)?|resolved?|sort(?:ed)?|help(?:ed)?|do|done)(?: (?:out|me|my|the|it|this"
    r"|problem|issue|anything|a thing|at all|yet))*"
)
_NOT_EN = re.compile(r"n'?t\b|\bnot\b|\bnever\b|\bun(?:re)?solved")
_ASKS_ZH = (
    "(?:我|请|麻烦|帮|给|要求|要|想|申请|希望|能不能|可不可以|能|可以|那|就|把|让|找|转|交给?|由|叫|你们|您|的|这个?"
    "|投诉|结果|再|上级|领导|主管|来)*"
)
_LOOK_ZH = (
    "(?:重开|再开|重启|重新(?:打开|开启|开始|受理|立案)|复核|复议|复查|复审|重新(?:处理|审理|审核|审查|考虑|调查|看一?[看下遍])|升级(?:处理|投诉)|升级到?(?:上级|二级)"
    "|再(?:处理|核实|审核|查|看)(?:一?[下遍次])?|(?:上级|领导|主管)(?:来)?(?:处理|看一?[看下]|过问)"
    "|(?<=要求)升级|(?<=投诉)升级)"
)
_SECOND_LOOK_ZH = f"{_ASKS_ZH}{_LOOK_ZH}(?:一下|一遍|一次|投诉|这个|的|吧|了|吗|我)*"
_OF_IT = (
    r"(?: (?:with|about|at|of|for|on|by|to|my|your|the|this|that|it|how|was|you|handled|decision"
    r"|answer|result|outcome|complaint|case|please|again|now|supervisor|manager|a|all|level 2))*"
)
_UNHAPPY_EN = (
    r"(?:no )?(?:but )?(?:(?:(?:i'?m|i am|im) (?:still |really |very |so )?)?"
    r"(?:not (?:at all |really |very )?(?:happy|satisfied)|unhappy|dissatisfied|unsatisfied)"
    r"|(?:this|that|it|(?:the|your|this|that) (?:decision|answer|result|outcome))(?:'s| is)"
    r" (?:just |simply |totally |really )*(?:not (?:acceptable"
    r"|good enough|right|fair|reasonable)|unacceptable|unfair|ridiculous|outrageous|a joke|nonsense"
    r"|bullshit|wrong)"
    r"|i (?:disagree|object|(?:don'?t|do not|can'?t|cannot) (?:agree|accept)))"
    rf"{_OF_IT}"
)
_SECOND_LOOK_EN = (
    r"(?:no |but |so |please |can |could |may |would |you |i |i'd |i'll |like |want |need |to |for "
    r"|have |get |ask |asking |request |demand |someone |a |an |my |your |the |this |that |it |you "
    r"|complaint |supervisor |manager |decision |case |somebody |looked |let's |take )*"
    r"(?:second look|second opinion|another look|reviewed|review(?! my points)|look again"
    r"|look at (?:it|this|that|my complaint|the complaint) again|at again|look into it again"
    rf"|reconsider(?:ed)?|re-?open(?:ed)?|escalated?){_OF_IT}"
)
_DECISION_ZH = (
    "(?:那|请问|想问|问|查一?下?|查|我|的|你们|上次|那个?|投诉|最后|最终)*"
    "(?:处理|投诉)?(?:的)?(?:结果|结论|决定)(?:是|怎么样|怎样|呢|什么|如何|怎么说|出来|了|没有?|吗|嘛|啊)*"
)
_DECISION_EN = (
    r"(?:so |and |please |tell me )*(?:what(?:'?s| is| was) (?:the|your) (?:decision|outcome|result"
    r"|verdict)|what (?:did|have) you decided?|the (?:decision|outcome)|how did you decide)"
    r"(?: (?:on|about|of|for|with|in|my|the|that|last|complaint|case))*"
)
_BAD = (
    "[很太真]?(?:差|糟糕?|烂)(?:了|啊)*"
    r"|(?:that'?s |very |really |so |too )*(?:bad|poor|terrible|awful|unfair|disappointing)"
)
_MARKS_BEHIND_NO = re.compile(r"[\s]*[,.;:!，。；：！、~…\n]+\s*|(?<=[\u4e00-\u9fff])\s+")
_WRONG_SO = re.compile(
    "(?:这样?|这个?|那|还是|可|那可)*(?:不行|不可以|不对)(?:啊|吧|的|呀)*"
    r"|(?:that'?s|this is|it'?s|but|no)*(?: )?(?:not (?:ok|okay|true|right|enough)|wrong)"
)
_CLAUSES = re.compile(r"[,.;:!，。；：！、~…\n]+")
_UNHAPPY = re.compile(f"{_UNHAPPY_ZH}|{_UNHAPPY_EN}")
_UNSOLVED = re.compile(f"{_UNSOLVED_ZH}|{_UNSOLVED_EN}")
_SECOND_LOOK = re.compile(f"{_SECOND_LOOK_ZH}|{_SECOND_LOOK_EN}")
_DECISION = re.compile(f"(?:{_DECISION_ZH}|{_DECISION_EN})[?？]*")
_BAD_ALONE = re.compile(_BAD)
_NAMES_DECISION = re.compile(
    r"投诉|处理|结果|决定|答复|\b(?:complaint|case|decision|answer|result|outcome|handled)\b"
)


def _clauses(text: str) -> list[str]:
    said = simplified(text.lower().replace("’", "'"))
    clauses = (" ".join(clause.split()) for clause in _CLAUSES.split(said))
    return [clause if clause.isascii() else clause.replace(" ", "") for clause in clauses if clause]


def asks_second_look(text: str) -> bool:
    """Whether the words ask for a second look, whatever else they say of the complaint."""
    clauses = _clauses(text)
    return any(map(_SECOND_LOOK.fullmatch, clauses)) and all(map(_is_known, clauses))


def is_refused(text: str) -> bool:
    """Whether the words of a member who is asked whether somebody is to look at it again say that
    it is not settled so, which is a yes."""
    return is_dissatisfied(text) or is_unsolved(text)


def is_dissatisfied(text: str) -> bool:
    """Whether the words say that the member is not satisfied, or ask for a second look."""
    clauses = _clauses(text)
    return bool(clauses) and all(map(_is_known, clauses))


def is_unsolved(text: str) -> bool:
    """Whether the words only say that what went wrong is not put right: "没解决"."""
    clauses = _clauses(text)
    return bool(clauses) and not answers.asks(text) and all(map(_says_unsolved, clauses))


def _says_unsolved(clause: str) -> bool:
    is_denied = not clause.isascii() or _NOT_EN.search(clause) is not None
    return is_denied and _UNSOLVED.fullmatch(clause) is not None


def objected(text: str) -> str:
    """Why the words say no to what was decided: 没人道歉 of "不行，没人道歉"; "" if they do not, or
    what follows tells of nothing that went wrong."""
    no, *why = _MARKS_BEHIND_NO.split(text.strip(), maxsplit=1)
    is_no = (
        answers.reply_of(no) is answers.Reply.NO or finds_bad(no) or _WRONG_SO.fullmatch(no.lower())
    )
    is_told = bool(why) and (_complains(why[0]) or tells_of_no_call(why[0]))
    return why[0] if is_no and is_told else ""


def _complains(text: str) -> bool:
    found = understanding.understand(text)
    return next(iter(found.scores)) is Label.COMPLAINT and not found.praises


def finds_bad(text: str) -> bool:
    """The same of an answer that has been given just now: "bad" alone is enough."""
    clauses = _clauses(text)
    return is_dissatisfied(text) or (
        bool(clauses) and all(map(_BAD_ALONE.fullmatch, clauses)) and not answers.asks(text)
    )


def names_decision(text: str) -> bool:
    """Whether the words of who is not satisfied name what was decided, so that it may be long
    closed."""
    return is_dissatisfied(text) and _NAMES_DECISION.search(simplified(text.lower())) is not None


def asks_decision(text: str) -> bool:
    """Whether the words ask only what was decided."""
    return bool(_DECISION.fullmatch("".join(_clauses(text))))


def _is_known(clause: str) -> bool:
    return bool(_UNHAPPY.fullmatch(clause) or _SECOND_LOOK.fullmatch(clause))
