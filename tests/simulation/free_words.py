"""What members type or say in words of their own: phrases of the corpus, answers that mean yes, and
speech that the recogniser was more or less sure of."""

from __future__ import annotations

import random
from dataclasses import dataclass

from corpus.phrases import labelled, wishes

YESES = ("好的", "对", "可以", "是的", "确认", "yes", "sure", "ok", "yep", "1")
ANSWERS = (
    *YESES * 60,
    *("不要了", "算了", "no", "never mind", "第一个", "the first one", "全部", "五百分") * 10,
    *("转500分给13800000002", "把积分都转给13800000003", "积分都换成话费", "换1G流量") * 20,
    *("send 500 points to 13800000002", "turn all my points into phone credit", "嗯……") * 20,
)
PHRASES = (*(each.text for each in (*wishes(), *labelled("manner.tsv"))), *ANSWERS)
CONFIDENCES = ("0.11", "0.42", "0.6", "0.93", "0.99", "")


@dataclass(frozen=True)
class FreeWords:
    """share: of the messages that are free words; 0 draws nothing."""

    share: float = 0.0

    def phrase(self, draw: random.Random, *, is_asked_for_yes: bool) -> str:
        """A phrase, mostly a yes where one is asked for; '' for a message of another kind."""
        if not self.share or draw.random() > self.share:
            return ""
        return draw.choice(YESES if is_asked_for_yes and draw.random() < 0.8 else PHRASES)

    def speech(self, words: str, draw: random.Random) -> dict[str, str]:
        """The carrier's parameters."""
        return {"SpeechResult": words, "Confidence": draw.choice(CONFIDENCES)}


NO_FREE_WORDS = FreeWords()
