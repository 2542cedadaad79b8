"""Reads the corpus. Every file has one phrase a line, with its language before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from flows.language.understanding import features as features_module
from flows.language.understanding.labels import Label

CORPUS = Path(__file__).parent


class Phrase(NamedTuple):
    language: str
    label: str  # a wish, or a manner
    text: str


def wishes() -> Iterator[Phrase]:
    """The phrases of every label's file, `language<TAB>phrase`."""
    for label in Label:
        for line in _lines(f"{label}.tsv"):
            language, text = line.split("\t")
            yield Phrase(language, label.value, text)


def labelled(name: str) -> list[Phrase]:
    """The phrases of a file with `language<TAB>label<TAB>phrase`."""
    return [Phrase(*line.split("\t")) for line in _lines(name)]


def corpus_hash() -> str:
    """Of everything that the weights follow from."""
    files = [*sorted(CORPUS.glob("*.tsv")), CORPUS / "costs.toml", CORPUS / "train.py"]
    files.append(Path(features_module.__file__))
    return hashlib.sha256(b"".join(each.read_bytes() for each in files)).hexdigest()[:16]


def _lines(name: str) -> list[str]:
    return (CORPUS / name).read_text(encoding="utf-8").splitlines()
