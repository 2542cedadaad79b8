"""Marketing texts by the command line, and what is said where they have no number."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from core.kernel import Database
from core.schema import outbox
from hotline import main

WORDS = ["--zh", "本周话费九折。", "--en", "Credit for less."]


@pytest.fixture
def environment(seeded: Database, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("DATABASE_URL", seeded.engine.url.render_as_string(False))
    monkeypatch.setenv("MARKETING_NUMBER", "+8610087")
    return monkeypatch


def test_offer_is_written_once_to_whoever_has_consented(
    environment: pytest.MonkeyPatch, seeded: Database
) -> None:
    members = select(outbox.c.member_id).where(outbox.c.topic == "offer")
    for told in (True, False):
        result = CliRunner().invoke(main, ["offers", "send", "may", *WORDS])
        written = seeded.read(lambda conn: list(conn.execute(members).scalars()))
        assert result.output == f"{len(written) if told else 0} members will be texted.\n"
        assert len(written) > 1


@pytest.mark.parametrize(
    ("number", "words", "problem"),
    [
        ("", WORDS, "MARKETING_NUMBER is not set"),
        ("+8610087", ["--zh", "优" * 200, "--en", "x"], "--zh is too long"),
    ],
)
def test_offer_that_cannot_be_sent_is_refused(
    environment: pytest.MonkeyPatch, number: str, words: list[str], problem: str
) -> None:
    environment.setenv("MARKETING_NUMBER", number)
    result = CliRunner().invoke(main, ["offers", "send", "may", *words])
    assert result.exit_code == 1 and problem in result.output
