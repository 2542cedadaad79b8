"""hotline cards add FIRST COUNT"""

from __future__ import annotations

from functools import partial

import click

from commands.common import console, open_database
from core.members import cards as core_cards

CHUNK = 1_000
SERIAL_DIGITS = core_cards.DIGITS - 1


@click.group()
def cards() -> None:
    """The stock of membership cards."""


@cards.command()
@click.argument("first")
@click.argument("count", type=click.IntRange(1, 1_000_000))
def add(first: str, count: int) -> None:
    """Add COUNT cards to the stock, counted on from FIRST.

    FIRST is the number of the first card without its last digit, which is the check digit. Cards
    that are in stock, or were issued, are left as they are.
    """
    if not (first.isascii() and first.isdecimal() and len(first) == SERIAL_DIGITS):
        raise click.ClickException(f"FIRST has {SERIAL_DIGITS} digits.")
    if int(first) + count > 10**SERIAL_DIGITS:
        raise click.ClickException("There are not so many numbers from FIRST on.")
    database, added = open_database(), 0
    for begun in range(0, count, CHUNK):
        serial = f"{int(first) + begun:0{SERIAL_DIGITS}}"
        chunk = min(CHUNK, count - begun)
        added += database.run(partial(core_cards.add_stock, first=serial, count=chunk))
    console.print(f"{added} cards were added.")
