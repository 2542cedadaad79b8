"""The dialogues, checked, drawn, and tried on a phone in the terminal."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from commands.common import DEMO_PORT, LOOPBACK, console
from core.kernel import Settings
from flows import dialogues
from flows.all_words import load_wording
from flows.authoring import document, problems_of, unlisted_folders
from flows.dialogues import DIALOGUES
from phone import terminal
from phone.carrier import Carrier


@click.command()
@click.argument("kind", type=click.Choice(["voice", "sms", "ussd"]))
@click.argument("number")
@click.option("--url", default=f"http://{LOOPBACK}:{DEMO_PORT}", help="Where the hotline runs.")
@click.option("--transcript", is_flag=True, help="Print a transcript at the end: a ready test.")
def phone(kind: Any, number: str, url: str, transcript: bool) -> None:
    """A phone in the terminal: type what a member would press or text."""
    settings = Settings.for_demo(public_url=os.environ.get("PUBLIC_URL") or url)
    terminal.run(kind, number, Carrier.from_settings(settings, url), transcript)


@click.group()
def flows() -> None:
    """The dialogues."""


@flows.command("check")
def check_flows() -> None:
    """Check every dialogue: its steps, its sentences in each language, its screens, its ways in."""
    problems = list(problems_of(DIALOGUES, load_wording()))
    problems += unlisted_folders(DIALOGUES, dialogues.__name__)
    for problem in problems:
        console.print(str(problem), style="red")
    console.print(f"{len(DIALOGUES.flows)} dialogues, {len(problems)} problems.")
    sys.exit(1 if problems else 0)


@flows.command("draw")
def draw_flows() -> None:
    """Draw every dialogue (Markdown with Mermaid)."""
    click.echo(document(DIALOGUES), nl=False)
