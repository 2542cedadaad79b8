"""hotline flows"""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from commands.common import console
from flows import dialogues
from flows.all_words import load_wording
from flows.authoring import document, problems_of, unlisted_folders
from flows.dialogues import DIALOGUES
from flows.language import understanding

EXPLAINED_MAX = 5  # labels


@click.group()
def flows() -> None:
    """Check the dialogues, or draw them."""


@flows.command("check")
def check_flows() -> None:
    """Check every dialogue and every sentence.

    Every step and every sentence in each language must be there and fit each channel, and a menu or
    a keyword must lead to every dialogue. Prints a line for each problem; exits with 1 if there are
    any.
    """
    problems = list(problems_of(DIALOGUES, load_wording()))
    problems += unlisted_folders(DIALOGUES, dialogues.__name__)
    for problem in problems:
        console.print(str(problem), style="red")
    console.print(f"{len(DIALOGUES.flows)} dialogues, {len(problems)} problems.")
    sys.exit(1 if problems else 0)


@flows.command("understand")
@click.argument("text", required=False)
@click.option("--lines", type=click.File(encoding="utf-8"), help="A file with one text a line.")
def understand_text(text: str | None, lines: Any) -> None:
    """Print what free words are understood as.

    That is what is done, the likeliest labels, their scores, and why. With --lines, one JSON a
    line, in the order of the file.
    """
    if (text is None) == (lines is None):
        raise click.UsageError("Give either TEXT or --lines FILE.")
    if text is not None:
        return _explain(text)
    for line in lines:
        words = line.rstrip("\n")
        found = understanding.understand(words)
        ranked = _decided_first(found)
        click.echo(
            json.dumps(
                {
                    "text": words,
                    "does": found.does,
                    "labels": list(ranked),
                    "scores": [round(score, 4) for score in ranked.values()],
                },
                ensure_ascii=False,
            )
        )


def _decided_first(found: understanding.Understanding) -> dict[str, float]:
    """The public scores, with the wishes that are acted on or asked about before the others: the
    dialogue that opens is the first of them, whatever the scores are."""
    scores = understanding.public_scores(found)
    decided = [wish.public_name for wish in found.wishes]
    return {label: scores[label] for label in [*decided, *scores]}


def _explain(text: str) -> None:
    found = understanding.understand(text)
    wishes = ", ".join(wish.public_name for wish in found.wishes) or "-"
    console.print(f"{found.does}: {wishes} ({found.why})")
    for label, score in list(understanding.public_scores(found).items())[:EXPLAINED_MAX]:
        console.print(f"  {score:.3f}  {label}")


@flows.command("draw")
def draw_flows() -> None:
    """Print a drawing of every dialogue: Markdown with Mermaid."""
    click.echo(document(DIALOGUES), nl=False)
