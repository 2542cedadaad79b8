"""What members answer, in words, to the questions whether to file a complaint and whether to
withdraw one, besides what is a yes or a no to any question.

Both questions name what they ask about, so "没登记" and "不撤销" say clearly what is wanted.
"""

from __future__ import annotations

import re

from flows.dialogues.complaint.intent import is_withdrawal
from flows.dialogues.complaint.settled_words import is_settled
from flows.language import answers, simplified

_NOT_TO_FILE = re.compile(
    r"(?:我|还是|请|还|先|暂时|现在|那|就|你们?|您|可)*(?:没有?|未|别|不要?|甭)(?:给我|帮我|急着)?"
    r"(?:登记?|提交|投诉|反映|报)(?:了|呢|吧|啊|过|投诉|这个|这条)*"
    r"|(?:no )?(?:please )?(?:(?:don'?t|do not) (?:want to )?"
    r"(?:file|submit|register|send|log) ?(?:it|this|that)?"
    r"|(?:it'?s |i |i'?ve )?not (?:filed?|submit(?:ted)?|registered?|filing)(?: it)?)"
    r"(?: yet| now| please| anymore| any more)*"
)
_WHAT = "it|this|that|them|both|both of them|all of them|(?:my|the|both) complaints?"
_NOT_TO_WITHDRAW = re.compile(
    r"(?:我|还是|请|先|暂时|现在|那|就|算了|可)*(?:没有?|别|不要?|不想|甭|不用)(?:给我|帮我|急着)?"
    r"(?:撤[销回掉诉]?|取消)(?:了|呢|吧|啊|投诉|这个|这条)*"
    r"|(?:请|还是|那就?|就)*(?:继续处理|接着处理)(?:吧|投诉|着)*"
    r"|(?:no )?(?:please )?(?:don'?t|do not|not) (?:want to )?"
    rf"(?:withdraw(?:ing|n)?|cancel|take back|drop) ?(?:{_WHAT})?"
    r"(?: yet| now| please)*"
)
_TO_KEEP = re.compile(
    r"(?:不用了|算了|两个|全部?|都|我|想|要|那|先|请|还是|那就?|就|暂时|给我)*"
    r"(?:保留|留着|留下|留|放着|搁着)(?:投诉|着|吧|了|它|这个)*"
    r"|(?:no |nah |nope |no thanks |no thank you |i'?d like to |i want to |i'?ll |let'?s )*"
    rf"(?:please )?(?:just )?(?:keep|leave|hold on to) (?:{_WHAT})"
    r"(?: open| as it is| for now| then| yet| now| please)*"
)
_LEADING = re.compile(r"(?:(?:wait|no|oh|sorry|actually|i (?:have |'ve )?changed my mind) )+")
_WANTED_BACK = re.compile(
    "(?:等等|我|不对|不是|那|还是|请|帮|给|把|要|想|能不能|可以|刚才|改主意了|反悔了|后悔了)*"
    "(?:撤错了?|(?:恢复|还原|重开|找回|别撤|不该撤)(?:一下)?(?:刚才|那个|我的|的)*(?:投诉)?|投诉(?:恢复|还原)(?:一下)?)"
    "(?:了|吧|吗|啊|投诉)*"
    rf"|(?:please )?(?:put|get|bring|take|want|i want) (?:{_WHAT}) back"
    rf"|(?:please )?(?:restore|reinstate|reopen|re-open|undo|un-?withdraw)(?: (?:{_WHAT}))?"
    r"|(?:undo|cancel) (?:the |that |my )?withdrawal"
)
_NAMES_WITHDRAWING = re.compile(
    r"撤|收回|投诉|\b(?:withdraw|retract|rescind|revoke|take\b.*\bback|complaints?)\b"
)
_MARKS = re.compile(r"[\s,.;!，。；！、~…]+")


def reply_to_filing(text: str) -> answers.Reply | None:
    """The answer to "shall it be filed?". Not to withdraw it is to have it filed."""
    said = _plain(text)
    if is_withdrawal(text) or _NOT_TO_FILE.fullmatch(said) or is_settled(text):
        return answers.Reply.NO
    return answers.Reply.YES if _NOT_TO_WITHDRAW.fullmatch(said) else None


def reply_to_withdrawing(text: str) -> answers.Reply | None:
    """The answer to "shall it be withdrawn?". 取消 alone drops the question, as at any other."""
    if is_withdrawal(text) and _NAMES_WITHDRAWING.search(_plain(text)):
        return answers.Reply.YES
    said = _plain(text)
    if _NOT_TO_WITHDRAW.fullmatch(said) or _TO_KEEP.fullmatch(said):
        return answers.Reply.NO
    return answers.Reply.YES if is_settled(text) else None


def wants_back(text: str) -> bool:
    """Whether the words want a complaint back that has been withdrawn."""
    said = _plain(text)
    kept = _LEADING.sub("", said)
    return any(
        words.fullmatch(each)
        for words in (_NOT_TO_WITHDRAW, _TO_KEEP, _WANTED_BACK)
        for each in (said, kept)
    )


def says_neither(text: str) -> bool:
    """Whether the words, at "shall it be filed?", neither answer nor tell more of what went wrong:
    to keep it may be to file it or to keep it to oneself, and "too expensive" is said of either."""
    return _TO_KEEP.fullmatch(_plain(text)) is not None or answers.is_doubt(text)


def _plain(text: str) -> str:
    said = simplified(text.lower().replace("’", "'"))
    return _MARKS.sub(" ", said).strip() if said.isascii() else _MARKS.sub("", said)
