"""Scores a text: how likely each wish is, and each manner of speaking of it.

Multinomial logistic regression. The weights are trained by `make train` (corpus/train.py) and kept
in `weights.json.gz`, rounded to whole numbers; scoring them needs no library.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flows.language.understanding.features import features
from flows.language.understanding.labels import Label

RARITY_UNIT = 8
"""By which the logarithm of a feature's rarity is multiplied, to keep it as a whole number."""
UNKNOWN: Sequence[int] = (RARITY_UNIT,)
"""A feature that was never seen in training: it speaks for no class."""
WEIGHTS = Path(__file__).with_name("weights.json.gz")


@dataclass(frozen=True)
class Classifier:
    """classes: in the order of the weights. bias: one number for each class. by_feature: for each
    feature how rare it is, and then the classes that it speaks for or against, as index, weight,
    index, weight, ... unit: what a weight of 1 is worth.
    """

    classes: Sequence[str]
    bias: Sequence[float]
    by_feature: Mapping[str, Sequence[int]]
    unit: float

    def scores(self, found: Iterable[str]) -> dict[str, float]:
        """The score of each class, from 0 to 1, the highest first; together they are 1.
        found: the features of a text. A rare one says more than one that half of all texts have."""
        sums = list(self.bias)
        rows = [self.by_feature.get(name, UNKNOWN) for name in found]
        length = math.sqrt(sum(row[0] * row[0] for row in rows)) or 1.0
        for rarity, *weights in rows:
            worth = rarity / length * self.unit
            for index, weight in zip(weights[::2], weights[1::2], strict=True):
                sums[index] += worth * weight
        highest = max(sums)
        likely = [math.exp(each - highest) for each in sums]
        total = sum(likely)
        scored = zip(self.classes, (each / total for each in likely), strict=True)
        return dict(sorted(scored, key=lambda item: -item[1]))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """act, act_costly: the least score of a wish that is carried out without asking back.
    offer: the least sum of the two likeliest that are offered."""

    act: float
    act_costly: float
    offer: float


@dataclass(frozen=True)
class Trained:
    """wish, manner: the two classifiers. thresholds: chosen by the costs in `corpus/costs.toml`.
    corpus: the hash of all that they follow from."""

    wish: Classifier
    manner: Classifier
    thresholds: Thresholds
    corpus: str

    def scores(self, text: str) -> tuple[dict[Label, float], dict[str, float]]:
        """The scores of each wish, and of each manner."""
        found = features(text)
        wishes = {Label(name): score for name, score in self.wish.scores(found).items()}
        return wishes, self.manner.scores(found)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Trained:
        return cls(
            wish=Classifier(**data["wish"]),
            manner=Classifier(**data["manner"]),
            thresholds=Thresholds(**data["thresholds"]),
            corpus=data["corpus"],
        )


@cache
def trained() -> Trained:
    """What is shipped. Reading it takes 50 ms, once."""
    with gzip.open(WEIGHTS, "rt", encoding="utf-8") as file:
        return Trained.from_json(json.load(file))
