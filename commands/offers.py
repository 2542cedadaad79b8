"""hotline offers send ID"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import partial

import click

from commands.common import console, open_database
from core.kernel import Database
from core.messaging import notices
from core.programme import RulesReloader
from flows.all_words import load_wording
from flows.language import LANGUAGES, segments
from flows.protocol import SMS_SEGMENTS_MAX, Channel

BATCH = 500


@click.group()
def offers() -> None:
    """Marketing texts."""


@offers.command()
@click.argument("offer_id")
@click.option("--zh", required=True, help="The words in Chinese.")
@click.option("--en", required=True, help="The words in English.")
def send(offer_id: str, zh: str, en: str) -> None:
    """Text an offer to every member who has consented to marketing texts.

    How to refuse such texts is added to the words. Members who have had the month's number of
    offers get none. The worker sends the texts by day, from MARKETING_NUMBER. OFFER_ID names the
    offer: a command that is repeated with it texts nobody twice.
    """
    words = {"zh": zh, "en": en}
    _check_length(words)
    if not os.environ.get("MARKETING_NUMBER"):
        raise click.ClickException(
            "MARKETING_NUMBER is not set. Marketing texts need a number of their own."
        )
    database = open_database()
    RulesReloader(database, _now).reload()
    written = _write(database, f"offer:{offer_id}", words)
    console.print(f"{written} members will be texted.")


def _check_length(words: dict[str, str]) -> None:
    wording = load_wording()
    for language in LANGUAGES:
        text = wording.say("text-offer", language, Channel.SMS, {"words": words[language]})
        if segments(text).count > SMS_SEGMENTS_MAX:
            raise click.ClickException(
                f"--{language} is too long: a text has at most {SMS_SEGMENTS_MAX} segments."
            )


def _write(database: Database, event_id: str, words: dict[str, str]) -> int:
    written, after = 0, 0
    while ids := database.read(partial(notices.with_consent, after=after, limit=BATCH)):
        for member_id in ids:
            put = partial(notices.put_offer, member_id=member_id, event_id=event_id, words=words)
            written += database.run(partial(put, at=_now()))
        after = ids[-1]
    return written


def _now() -> datetime:
    return datetime.now(UTC)
