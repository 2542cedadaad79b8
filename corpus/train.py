"""Trains the weights of flows/language/understanding from the corpus: `make train`.

The thresholds are those that cost least, by costs.toml. The one of look-ups is chosen on the
phrases of validation.tsv, which are like those that members say. The one of costly wishes is chosen
on a fifth of the corpus, with weights trained on the rest: the corpus is harder than what members
say, so the threshold is higher. Needs the extra `train`. A minute on one core.
"""

from __future__ import annotations

import gzip
import itertools
import json
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from corpus.phrases import CORPUS, Phrase, corpus_hash, labelled, wishes
from flows.language.understanding.classifier import WEIGHTS, Classifier, Thresholds, Trained
from flows.language.understanding.decision import Does, decide
from flows.language.understanding.features import features
from flows.language.understanding.labels import COSTLY, NO_WISH, Label
from flows.language.understanding.manner_patterns import ASKED_BEFORE, HOW, Manner

SEEN_MIN = 2  # a feature that only one phrase has says more about the phrase than about the wish
WISH_INVERSE_REGULARISATION, MANNER_INVERSE_REGULARISATION = 20.0, 10.0
ROUNDS_MAX, TOLERANCE = 200, 1e-3
UNIT = 0.25  # weights are rounded to multiples of it
SHARED_WEIGHT = 0.6  # of a phrase in the training of manners that is there for its wish
HELD_BACK = 5  # every fifth phrase chooses the threshold of costly wishes
ACT, OFFER = [n / 50 for n in range(20, 48)], [n / 20 for n in range(8, 17)]


def train(
    given: Sequence[Phrase], inverse_regularisation: float, weights: Sequence[float]
) -> Classifier:
    found = [features(phrase.text) for phrase in given]
    seen = Counter(name for each in found for name in each)
    names = sorted(name for name, times in seen.items() if times >= SEEN_MIN)
    place = {name: column for column, name in enumerate(names)}
    cells = [
        (row, place[name], value)
        for row, each in enumerate(found)
        for name, value in each.items()
        if name in place
    ]
    rows, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(given), len(names)))
    model = LogisticRegression(C=inverse_regularisation, max_iter=ROUNDS_MAX, tol=TOLERANCE)
    model.fit(matrix, [phrase.label for phrase in given], sample_weight=weights)
    rounded = np.rint(model.coef_.T / UNIT).astype(int)
    return Classifier(
        classes=list(model.classes_),
        bias=[round(float(each), 3) for each in model.intercept_],
        by_feature={
            name: [int(each) for index in np.flatnonzero(row) for each in (index, row[index])]
            for name, row in zip(names, rounded, strict=True)
            if row.any()
        },
        unit=UNIT,
    )


def train_wish(given: Sequence[Phrase]) -> Classifier:
    return train(given, WISH_INVERSE_REGULARISATION, [1.0] * len(given))


def train_manner(by_wish: Sequence[Phrase]) -> Classifier:
    """From manner.tsv, and from the phrases of costly wishes, which are wished."""
    own = labelled("manner.tsv")
    shared = [
        phrase._replace(label=Manner.WISHED.value)
        for phrase in by_wish
        if phrase.label in COSTLY and not (phrase.label in ASKED_BEFORE and HOW.search(phrase.text))
    ]
    weights = [1.0] * len(own) + [SHARED_WEIGHT] * len(shared)
    return train([*own, *shared], MANNER_INVERSE_REGULARISATION, weights)


def choose_thresholds(trained: Trained, by_wish: Sequence[Phrase]) -> Thresholds:
    costs = tomllib.loads((CORPUS / "costs.toml").read_text(encoding="utf-8"))

    def cheapest(
        choices: list[Thresholds], by: Trained, some: Sequence[Phrase], costly: bool
    ) -> Thresholds:
        given = [(phrase, *by.scores(phrase.text)) for phrase in some]
        given = [each for each in given if (_best(each[1]) in COSTLY) == costly]
        return min(
            choices, key=lambda limits: sum(costs[_outcome(*each, limits)] for each in given)
        )

    choices = [Thresholds(act, act, offer) for act, offer in itertools.product(ACT, OFFER)]
    best = cheapest(choices, trained, labelled("validation.tsv"), costly=False)
    choices = [Thresholds(best.act, act, best.offer) for act in ACT]
    rest = [phrase for n, phrase in enumerate(by_wish) if n % HELD_BACK]
    without = replace(trained, wish=train_wish(rest))
    return cheapest(choices, without, by_wish[::HELD_BACK], costly=True)


def _best(scores: dict[Label, float]) -> Label:
    return next(label for label in scores if label not in NO_WISH)


def _outcome(
    phrase: Phrase, scores: dict[Label, float], manners: dict[str, float], limits: Thresholds
) -> str:
    found = decide(phrase.text, scores, manners, limits)
    match found.does:
        case Does.NONE:
            is_missed = phrase.label not in NO_WISH and found.refused is None
            return "not_understood" if is_missed else "right"
        case Does.OFFER | Does.ASK:
            return "offered" if phrase.label in found.wishes else "offered_wrong"
        case Does.ACT if phrase.label in found.wishes:
            return "right"
    return "acted_wrong_costly" if found.wishes[0] in COSTLY else "acted_wrong"


def main() -> None:
    given = list(wishes())
    trained = Trained(train_wish(given), train_manner(given), Thresholds(1, 1, 1), corpus_hash())
    data = {**asdict(trained), "thresholds": asdict(choose_thresholds(trained, given))}
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    WEIGHTS.write_bytes(gzip.compress(written, mtime=0))
    features_of = ", ".join(f"{len(each.by_feature):,}" for each in (trained.wish, trained.manner))
    print(f"{WEIGHTS.name}: {features_of} features, {WEIGHTS.stat().st_size:,} bytes")
    print(data["thresholds"])


if __name__ == "__main__":
    main()
