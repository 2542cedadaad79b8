"""Trains the weights of flows/language/understanding from the corpus: `make train`.

The thresholds are those that cost least, by costs.toml, on the phrases of validation.tsv, which
are like those that members say and are not trained on. Needs the extra `train`. A minute on one
core.
"""

from __future__ import annotations

import gzip
import itertools
import json
import math
import tomllib
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import chain

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from corpus.phrases import CORPUS, Phrase, corpus_hash, labelled, wishes
from flows.language.understanding.classifier import (
    RARITY_UNIT,
    UNKNOWN,
    WEIGHTS,
    Classifier,
    Thresholds,
    Trained,
)
from flows.language.understanding.decision import decide
from flows.language.understanding.features import features
from flows.language.understanding.labels import COSTLY, NO_WISH, Label
from flows.language.understanding.readings import ASKED_BEFORE, HOW, Meaning
from flows.language.understanding.understood import Does

SEEN_MIN = 2  # a feature that only one phrase has says more about the phrase than about the wish
WISH_INVERSE_REGULARISATION, MANNER_INVERSE_REGULARISATION = 10.0, 5.0
ROUNDS_MAX, TOLERANCE = 1000, 1e-4
UNIT = 0.25  # weights are rounded to multiples of it
SHARED_WEIGHT = 0.6  # of a phrase in the training of manners that is there for its wish
ACT = [n / 50 for n in range(20, 48)]
# Too few phrases of validation.tsv are costly to choose among lower ones by what they cost.
ACT_COSTLY = [n / 50 for n in range(41, 48)]
# Not below a half: hardly understood words would be offered two wishes each, and a mistyped keyword
# would no longer be asked about.
OFFER = [n / 20 for n in range(10, 17)]


def train(
    given: Sequence[Phrase], inverse_regularisation: float, weights: Sequence[float]
) -> Classifier:
    """Trains twice: most features end with a weight that is rounded to nothing. They are left out
    the second time, so that the others learn to do without them."""
    found = [features(phrase.text) for phrase in given]
    seen = Counter(chain.from_iterable(found))
    names = sorted(name for name, times in seen.items() if times >= SEEN_MIN)
    labels = [phrase.label for phrase in given]
    for _ in range(2):
        rarity = {name: _rarity(len(given), seen[name]) for name in names}
        model = LogisticRegression(C=inverse_regularisation, max_iter=ROUNDS_MAX, tol=TOLERANCE)
        model.fit(_matrix(found, rarity), labels, sample_weight=weights)
        rounded = dict(zip(rarity, np.rint(model.coef_.T / UNIT).astype(int), strict=True))
        names = [name for name, row in rounded.items() if row.any()]
    return Classifier(
        classes=list(model.classes_),
        bias=[round(float(each), 3) for each in model.intercept_],
        by_feature={
            name: [rarity[name], *chain(*((int(i), int(row[i])) for i in np.flatnonzero(row)))]
            for name, row in rounded.items()
        },
        unit=UNIT,
    )


def _rarity(phrases: int, times: int) -> int:
    return round(RARITY_UNIT * math.log(phrases / times))


def _matrix(found: Sequence[Sequence[str]], rarity: Mapping[str, int]) -> csr_matrix:
    """A row for each phrase, as Classifier.scores weighs its features."""
    place = {name: column for column, name in enumerate(rarity)}
    values, rows, columns = array("d"), array("l"), array("l")
    for row, names in enumerate(found):
        length = math.sqrt(sum(rarity.get(name, UNKNOWN[0]) ** 2 for name in names)) or 1.0
        for name in names:
            if name in place:
                values.append(rarity[name] / length)
                rows.append(row)
                columns.append(place[name])
    return csr_matrix((values, (rows, columns)), shape=(len(found), len(place)))


def train_wish(given: Sequence[Phrase]) -> Classifier:
    return train(given, WISH_INVERSE_REGULARISATION, [1.0] * len(given))


def train_manner(by_wish: Sequence[Phrase]) -> Classifier:
    """From manner.tsv, and from the phrases of costly wishes, which are wished."""
    own = labelled("manner.tsv")
    shared = [
        phrase._replace(label=Meaning.WISHED.value)
        for phrase in by_wish
        if phrase.label in COSTLY and not (phrase.label in ASKED_BEFORE and HOW.search(phrase.text))
    ]
    weights = [1.0] * len(own) + [SHARED_WEIGHT] * len(shared)
    return train([*own, *shared], MANNER_INVERSE_REGULARISATION, weights)


def choose_thresholds(trained: Trained) -> Thresholds:
    costs = tomllib.loads((CORPUS / "costs.toml").read_text(encoding="utf-8"))
    given = [(phrase, *trained.scores(phrase.text)) for phrase in labelled("validation.tsv")]

    def cheapest(choices: list[Thresholds], *, costly: bool) -> Thresholds:
        some = [each for each in given if (_best(each[1]) in COSTLY) == costly]
        return min(choices, key=lambda limits: sum(costs[_outcome(*each, limits)] for each in some))

    choices = [Thresholds(act, act, offer) for act, offer in itertools.product(ACT, OFFER)]
    best = cheapest(choices, costly=False)
    return cheapest([Thresholds(best.act, act, best.offer) for act in ACT_COSTLY], costly=True)


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
    data = {**asdict(trained), "thresholds": asdict(choose_thresholds(trained))}
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    WEIGHTS.write_bytes(gzip.compress(written, mtime=0))
    features_of = ", ".join(f"{len(each.by_feature):,}" for each in (trained.wish, trained.manner))
    print(f"{WEIGHTS.name}: {features_of} features, {WEIGHTS.stat().st_size:,} bytes")
    print(data["thresholds"])


if __name__ == "__main__":
    main()
