"""The class of a text decides when it leaves, from which number, and whether at all."""

from datetime import UTC, datetime, timedelta

import pytest
from carriers import HOTLINE_NUMBER, MARKETING_NUMBER, CarrierLine
from dispatched import NUMBER, TEXT, Clock, NewWorker, Put, event

from core.kernel import Database
from core.messaging import TEXT_CLASSES, Consent, SaidBy, TextClass, consents, sent_texts
from core.programme import current_rules

OFFER = {"words": {"zh": "本周话费九折。", "en": "Credit for less."}}
NOTICE = {"notice": "tier", "was": "basic", "became": "gold"}


def at_hour(clock: Clock, hour: int) -> None:
    """Tomorrow at that hour of the programme's day: the carrier's own clock is the real one."""
    here = clock.at.astimezone(current_rules().zone) + timedelta(days=1)
    clock.at = here.replace(hour=hour, minute=0).astimezone(UTC)


def say(database: Database, given: bool, at: datetime) -> None:
    said = Consent(TextClass.MARKETING, None, given, SaidBy.MEMBER, "sms:SM1", at)
    database.run(lambda conn: consents.record(conn, 1, said))


def test_only_transaction_texts_leave_at_night(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    say(database, True, clock.at)
    at_hour(clock, 23)
    put("text", TEXT, "text")
    put("notice", NOTICE, "notice")
    put("offer", OFFER, "offer")
    new_worker().run_once()
    assert line.texts(NUMBER) == [TEXT["words"]]
    at_hour(clock, 8)
    new_worker().run_once()
    assert len(line.texts(NUMBER)) == 3


def test_offers_come_from_a_number_of_their_own_with_a_way_to_refuse(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    say(database, True, clock.at)
    at_hour(clock, 10)
    put("offer", OFFER, "offer")
    put("notice", NOTICE, "notice")
    new_worker().run_once()
    senders = {form["Body"]: form["From"] for _, path, form in line.asked if "Body" in form}
    offer = next(words for words in senders if words.startswith("本周"))
    assert offer == "本周话费九折。不想再收请回复R。"
    assert senders.pop(offer) == MARKETING_NUMBER
    assert set(senders.values()) == {HOTLINE_NUMBER}


def test_offer_without_consent_or_number_is_not_sent(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    say(database, True, clock.at)
    at_hour(clock, 10)
    put("offer", OFFER, "refused")
    say(database, False, clock.at)
    new_worker().run_once()
    say(database, True, clock.at)
    line.settings = line.settings.model_copy(update={"marketing_number": ""})
    put("offer", OFFER, "numberless")
    new_worker().run_once()
    assert line.texts(NUMBER) == []
    assert event(database, "refused").failed is None
    assert event(database, "numberless").failed == "no_marketing_number"


def test_number_that_has_blocked_the_hotline_gets_nothing(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    """No offer either, which might come from another number: the member wants no texts at all."""
    at_hour(clock, 10)
    database.run(lambda conn: sent_texts.opt_out(conn, NUMBER, clock.at))
    say(database, True, clock.at)
    put("offer", OFFER, "offer")
    put("notice", NOTICE, "notice")
    new_worker().run_once()
    for event_id in ("offer", "notice"):
        assert event(database, event_id).failed == "opted_out"


@pytest.mark.parametrize("topic", ["text", "notice"])
def test_text_without_a_class_is_refused(
    database: Database,
    line: CarrierLine,
    new_worker: NewWorker,
    put: Put,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    topic: str,
) -> None:
    at_hour(clock, 10)
    monkeypatch.delitem(TEXT_CLASSES, topic)
    put(topic, TEXT | NOTICE)
    new_worker().run_once()
    assert (line.texts(NUMBER), event(database).failed) == ([], "undeclared_class")
