"""A phone in the terminal: `hotline phone voice|sms|ussd NUMBER [--transcript]`.

What is typed is a key, a word or a text. An empty line is silence; `h` or the end of the input
hangs up. The input may also be a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Literal

from rich.console import Console
from rich.text import Text as Styled

from phone.carrier import Carrier
from phone.simulated_phones import HANG_UP, NEWLINE, SimulatedPhone, new_phone
from phone.transcripts import Transcript

Kind = Literal["voice", "sms", "ussd"]
ReadLine = Callable[[], str | None]


def from_stdin() -> str | None:
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


def run(
    kind: Kind,
    number: str,
    carrier: Carrier,
    transcript: bool = False,
    *,
    read_line: ReadLine = from_stdin,
    console: Console | None = None,
) -> Transcript:
    """Use one phone until either side hangs up, and return its transcript. `transcript`: print it
    at the end; a test can replay it."""
    screen = console or Console(highlight=False)
    phone = new_phone(kind, carrier, number)
    record = Transcript(kind, number)
    _show(screen, phone.start(), record)
    while phone.open:
        screen.print(Styled(f"  [{phone.prompt()}]", style="dim"))
        typed = read_line()
        hangs_up = typed is None or typed.strip() == "h"
        if hangs_up and not phone.must_end:
            break  # a thread of texts has no end to record
        entry = HANG_UP if hangs_up else phone.entry_for((typed or "").strip())
        _enter(screen, phone, entry, record)
    screen.print(Styled("  (the line is closed)", style="dim"))
    if transcript:
        # rich would wrap a long sentence
        screen.file.write(f"\n{record}\n")
    return record


def _enter(screen: Console, phone: SimulatedPhone, entry: str, record: Transcript) -> None:
    record.enter(entry)
    screen.print(Styled(f"> {entry}", style="bold cyan"))
    _show(screen, phone.enter(entry), record)


def _show(screen: Console, lines: list[str], record: Transcript) -> None:
    record.hear(lines)
    for line in lines:
        style = "bold red" if line.startswith("(application error") else "green"
        for row in line.split(NEWLINE):
            screen.print(Styled(f"  {row}", style=style))
