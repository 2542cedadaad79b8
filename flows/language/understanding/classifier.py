"""Scores a text: how likely each wish is.

Multinomial logistic regression. The weights are trained by `make train` (corpus/train.py) and kept
in `weights.json.gz`, rounded to whole numbers; scoring them needs no library.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flows.language.understanding.features import features
from flows.language.understanding.labels import Label

WEIGHTS = Path(__file__).with_name("weights.json.gz")


@dataclass(frozen=True, slots=True)
class Scored:
    label: Label
    score: float  # from 0 to 1; those of all labels add up to 1


@dataclass(frozen=True, slots=True)
class Thresholds:
    """act, act_costly: the least score of a wish that is carried out without asking back.
    offer: the least sum of the two likeliest that are offered."""

    act: float
    act_costly: float
    offer: float


@dataclass(frozen=True)
class Classifier:
    """labels: in the order of the weights. bias: one number for each label. by_feature: for each
    feature the labels that it speaks for or against, as index, weight, index, weight, ...
    unit: what a weight of 1 is worth. thresholds: the scores above which a wish is acted on or
    offered, chosen by the costs in `corpus/costs.toml`. corpus: the hash of the corpus that it was
    trained on.
    """

    labels: Sequence[Label]
    bias: Sequence[float]
    by_feature: Mapping[str, Sequence[int]]
    unit: float
    thresholds: Thresholds
    corpus: str

    def scores(self, text: str) -> list[Scored]:
        """All labels, the likeliest first. The scores of a text without any known feature follow
        from the labels alone, and are low."""
        sums = list(self.bias)
        for name, value in features(text).items():
            weights = self.by_feature.get(name, ())
            value *= self.unit
            for index, weight in zip(weights[::2], weights[1::2], strict=True):
                sums[index] += value * weight
        highest = max(sums)
        likely = [math.exp(each - highest) for each in sums]
        total = sum(likely)
        scored = [
            Scored(label, each / total) for label, each in zip(self.labels, likely, strict=True)
        ]
        return sorted(scored, key=lambda each: -each.score)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Classifier:
        return cls(
            labels=[Label(name) for name in data["labels"]],
            bias=data["bias"],
            by_feature=data["by_feature"],
            unit=data["unit"],
            thresholds=Thresholds(**data["thresholds"]),
            corpus=data["corpus"],
        )


@cache
def classifier() -> Classifier:
    """The trained one. Reading it takes 50 ms, once."""
    with gzip.open(WEIGHTS, "rt", encoding="utf-8") as file:
        return Classifier.from_json(json.load(file))
