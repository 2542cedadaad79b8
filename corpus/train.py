"""Trains the weights of flows/language/understanding from the corpus: `make train`.

The thresholds are chosen first, with weights trained on four fifths of the corpus, by the costs in
costs.toml on the last fifth. The weights that are kept are trained on the whole corpus. Needs the
extra `train`. A minute on one core.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from flows.language.understanding.classifier import WEIGHTS, Classifier, Scored, Thresholds
from flows.language.understanding.decision import Does, decide
from flows.language.understanding.features import features
from flows.language.understanding.labels import COSTLY, NO_WISH, Label

CORPUS = Path(__file__).parent
SEEN_MIN = 2  # a feature that only one phrase has says more about the phrase than about the wish
INVERSE_REGULARISATION, ROUNDS_MAX = 20.0, 200
UNIT = 0.1  # weights are rounded to multiples of it
ACT, OFFER = [n / 50 for n in range(15, 48)], [n / 20 for n in range(4, 17)]


class Phrase(NamedTuple):
    language: str
    label: Label
    text: str


def phrases() -> list[Phrase]:
    """The whole corpus, sorted by label."""
    found = []
    for label in Label:
        for line in (CORPUS / f"{label}.tsv").read_text(encoding="utf-8").splitlines():
            language, text = line.split("\t")
            found.append(Phrase(language, label, text))
    return found


def corpus_hash() -> str:
    """Of everything that the weights follow from."""
    files = [*sorted(CORPUS.glob("*.tsv")), CORPUS / "costs.toml", Path(__file__)]
    code = Path(sys.modules[features.__module__].__file__ or "")
    return hashlib.sha256(b"".join(each.read_bytes() for each in [*files, code])).hexdigest()[:16]


def train(given: Sequence[Phrase], thresholds: Thresholds) -> Classifier:
    found = [features(phrase.text) for phrase in given]
    seen = Counter(name for each in found for name in each)
    names = sorted(name for name, times in seen.items() if times >= SEEN_MIN)
    place = {name: index for index, name in enumerate(names)}
    cells = [
        (row, place[name], value)
        for row, each in enumerate(found)
        for name, value in each.items()
        if name in place
    ]
    rows, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(given), len(names)))
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=ROUNDS_MAX, tol=1e-3)
    model.fit(matrix, [phrase.label.value for phrase in given])
    rounded = np.rint(model.coef_.T / UNIT).astype(int)
    return Classifier(
        labels=[Label(name) for name in model.classes_],
        bias=[round(float(each), 3) for each in model.intercept_],
        by_feature={
            name: [
                int(each)
                for index in np.flatnonzero(rounded[row])
                for each in (index, rounded[row, index])
            ]
            for row, name in enumerate(names)
            if rounded[row].any()
        },
        unit=UNIT,
        thresholds=thresholds,
        corpus=corpus_hash(),
    )


def choose_thresholds(given: Sequence[Phrase]) -> Thresholds:
    costs = tomllib.loads((CORPUS / "costs.toml").read_text(encoding="utf-8"))
    validation = given[::5]
    trained = train([phrase for n, phrase in enumerate(given) if n % 5], Thresholds(1, 1, 1))
    scored = [trained.scores(phrase.text) for phrase in validation]
    choices = [Thresholds(*each) for each in itertools.product(ACT, [0.0], OFFER)]
    choices = [Thresholds(each.act, each.act, each.offer) for each in choices]
    best = min(choices, key=lambda each: _cost(validation, scored, each, costs, costly=False))
    by_costly = [Thresholds(best.act, act, best.offer) for act in ACT]
    return min(by_costly, key=lambda each: _cost(validation, scored, each, costs, costly=True))


def _cost(
    given: Sequence[Phrase],
    scored: Sequence[Sequence[Scored]],
    limits: Thresholds,
    costs: dict[str, float],
    *,
    costly: bool,
) -> float:
    """The sum over the phrases whose likeliest wish is costly, or is not."""
    total = 0.0
    for phrase, scores in zip(given, scored, strict=True):
        if (_best(scores) in COSTLY) == costly:
            total += costs[_outcome(phrase, scores, limits)]
    return total


def _best(scores: Sequence[Scored]) -> Label:
    return next(each.label for each in scores if each.label not in NO_WISH)


def _outcome(phrase: Phrase, scores: Sequence[Scored], limits: Thresholds) -> str:
    found = decide(phrase.text, scores, limits)
    is_wish = phrase.label not in NO_WISH
    match found.does:
        case Does.NONE:
            return "not_understood" if is_wish and found.refused is None else "right"
        case Does.OFFER | Does.ASK:
            return "offered" if phrase.label in found.wishes else "offered_wrong"
        case Does.ACT if phrase.label in found.wishes:
            return "right"
    return "acted_wrong_costly" if found.wishes[0] in COSTLY else "acted_wrong"


def write(trained: Classifier) -> None:
    data: dict[str, Any] = {
        "labels": list(trained.labels),
        "bias": list(trained.bias),
        "unit": trained.unit,
        "thresholds": {name: getattr(trained.thresholds, name) for name in Thresholds.__slots__},
        "corpus": trained.corpus,
        "by_feature": dict(trained.by_feature),
    }
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    WEIGHTS.write_bytes(gzip.compress(written, mtime=0))
    print(f"{WEIGHTS.name}: {len(trained.by_feature):,} features, {WEIGHTS.stat().st_size:,} bytes")
    print(trained.thresholds)


if __name__ == "__main__":
    given = phrases()
    write(train(given, choose_thresholds(given)))
