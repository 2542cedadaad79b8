"""hotline flows check|draw, hotline phone"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import click
import requests

from commands.common import DEMO_DIRECTORY, DEMO_PORT, LOOPBACK, console
from core.kernel import Settings
from flows import dialogues
from flows.all_words import load_wording
from flows.authoring import document, problems_of, unlisted_folders
from flows.dialogues import DIALOGUES
from flows.language import understanding
from phone import terminal
from phone.carrier import Carrier

HEALTH_SECONDS = 5
EXPLAINED_MAX = 5  # labels


@click.command()
@click.argument("kind", type=click.Choice(["voice", "sms", "ussd"]))
@click.argument("number")
@click.option(
    "--url",
    default=f"http://{LOOPBACK}:{DEMO_PORT}",
    show_default=True,
    help="Where the hotline runs.",
)
@click.option(
    "--transcript", is_flag=True, help="Print a transcript at the end, which a test can replay."
)
def phone(kind: Any, number: str, url: str, transcript: bool) -> None:
    """Use a phone in the terminal, as the member who has NUMBER.

    Type what the member would press or text. An empty line is silence, and h hangs up. The hotline
    must be running: start `hotline demo` first.
    """
    _check_that_it_answers(url)
    # The demo's server serves the recordings that this phone makes.
    os.environ.setdefault("MEDIA_DIR", str(DEMO_DIRECTORY / "media"))
    settings = Settings.for_demo(public_url=os.environ.get("PUBLIC_URL") or url)
    terminal.run(kind, number, Carrier.from_settings(settings, url), transcript)


def _check_that_it_answers(url: str) -> None:
    """Else the phone would only hear what a carrier says of a broken webhook."""
    try:
        requests.get(f"{url.rstrip('/')}/healthz", timeout=HEALTH_SECONDS)
    except requests.RequestException:
        raise click.ClickException(
            f"No hotline answers at {url}. Start `hotline demo` first, or name another with --url."
        ) from None


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
    decided = [wish.value for wish in found.wishes if wish.value in scores]
    return {label: scores[label] for label in [*decided, *scores]}


def _explain(text: str) -> None:
    found = understanding.understand(text)
    wishes = ", ".join(found.wishes) or "-"
    console.print(f"{found.does}: {wishes} ({found.why})")
    for label, score in list(understanding.public_scores(found).items())[:EXPLAINED_MAX]:
        console.print(f"  {score:.3f}  {label}")


@flows.command("draw")
def draw_flows() -> None:
    """Print a drawing of every dialogue: Markdown with Mermaid."""
    click.echo(document(DIALOGUES), nl=False)
