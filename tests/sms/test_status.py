"""Delivery reports, which arrive in any order, twice, or before the carrier's id is known."""

import random
from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import permutations
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from structlog.testing import capture_logs
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

import wsgi
from core.contact_centre import delivery_reports
from core.kernel import Database, Settings
from core.messaging import Topic, outbox, sent_texts
from core.schema import member, opted_out, sent_text
from core.schema import outbox as outbox_table

PUBLIC_URL, AUTH_TOKEN = "https://hotline.example", "an-auth-token"
NUMBER = "+8613800000001"


class Carrier:
    """Posts signed webhooks."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def post(self, path: str, **form: str) -> TestResponse:
        signature = RequestValidator(AUTH_TOKEN).compute_signature(PUBLIC_URL + path, form)
        headers = {"X-Twilio-Signature": signature}
        return self._client.post(path, data=form, headers=headers)

    def say(self, status: str, sid: str = "SM1", query: str = "", error: str = "") -> int:
        form = {"MessageSid": sid, "MessageStatus": status, "From": "+8610105", "To": NUMBER}
        error_code = {"ErrorCode": error} if error else {}
        return self.post(f"/sms/status{query}", **form | error_code).status_code


@pytest.fixture
def carrier(seeded: Database, redis_url: str, at: datetime) -> Carrier:
    settings = Settings(
        database_url=seeded.engine.url.render_as_string(False),
        redis_url=redis_url,
        secret_key="k" * 32,
        public_url=PUBLIC_URL,
        twilio_account_sid="AC1",
        twilio_auth_token=AUTH_TOKEN,
        hotline_number="+8610105",
        marketing_number="+8610106",
        ussd_token="a-ussd-token",
    )
    app = wsgi.create_app(settings, now=lambda: at, randomness=random.Random(1))
    return Carrier(app.test_client())


@pytest.fixture
def begun(seeded: Database, at: datetime) -> Callable[..., None]:
    """(event_id, carrier_id): a text on its way; the carrier's id may be unknown yet."""

    def begun(event_id: str, carrier_id: str | None) -> None:
        which: Any = {"member_id": 1, "event_id": event_id}
        begin = partial(sent_texts.begin, **which, number=NUMBER, words="x", at=at)
        seeded.run(begin)
        if carrier_id:
            accepted = {"carrier_id": carrier_id, "status": "queued", "error": None, "at": at}
            event = (1, event_id)
            seeded.run(lambda conn: delivery_reports.apply(conn, **accepted, event=event))

    return begun


def standing(database: Database, event_id: str = "e") -> tuple[Any, ...]:
    row = select(sent_text.c.status, sent_text.c.error, sent_text.c.carrier_id)
    one = row.where(sent_text.c.event_id == event_id)
    return tuple(database.read(lambda conn: conn.execute(one).one()))


def test_late_status_does_not_overwrite_later_one(
    carrier: Carrier, begun: Callable[..., None], seeded: Database
) -> None:
    """Every order of the reports has the same result."""
    for n, order in enumerate(permutations(["queued", "sent", "delivered"])):
        begun(f"{n}", f"SM{n}")
        for status in order:
            assert carrier.say(status, f"SM{n}") == 204
        assert standing(seeded, f"{n}") == ("delivered", None, f"SM{n}")
    for n, order in enumerate(permutations([("sent", ""), ("undelivered", "30003")]), 10):
        begun(f"{n}", f"SM{n}")
        for status, error in order:
            carrier.say(status, f"SM{n}", error=error)
        assert standing(seeded, f"{n}") == ("undelivered", "30003", f"SM{n}")


def test_status_may_arrive_before_carrier_id_is_known(
    carrier: Carrier, begun: Callable[..., None], seeded: Database, at: datetime
) -> None:
    begun("e", None)
    carrier.say("delivered", query="?m=1&e=e")
    assert standing(seeded) == ("delivered", None, "SM1")
    # then the carrier's answer to the request itself is noted
    answer = {"carrier_id": "SM1", "status": "queued", "error": None, "event": (1, "e")}
    seeded.run(lambda conn: delivery_reports.apply(conn, **answer, at=at))
    assert standing(seeded) == ("delivered", None, "SM1")
    carrier.say("failed", sid="SM2", query="?m=1&e=e")
    assert standing(seeded) == ("delivered", None, "SM1")


@pytest.mark.parametrize("query", ["", "?m=1&e=nothing", "?m=x", "?m=99999999999999999999&e=e"])
def test_status_of_unknown_message_is_accepted(carrier: Carrier, query: str) -> None:
    assert carrier.say("delivered", sid="SMother", query=query) == 204


@pytest.mark.parametrize("status", ["", "partially_delivered"])
def test_unknown_status_is_logged_and_keeps_previous_status(
    carrier: Carrier, begun: Callable[..., None], seeded: Database, status: str
) -> None:
    begun("e", "SM1")
    carrier.say("sent")
    with capture_logs() as logs:
        assert carrier.say(status) == 204
    assert standing(seeded)[0] == "sent"
    assert {"event": "unknown message status", "status": status, "log_level": "warning"} in logs


def test_unknown_status_still_records_carrier_id(
    carrier: Carrier, begun: Callable[..., None], seeded: Database
) -> None:
    begun("e", None)
    carrier.say("partially_delivered", query="?m=1&e=e")
    assert standing(seeded) == ("sending", None, "SM1")


def numbers_out(database: Database) -> list[str]:
    return database.read(lambda conn: list(conn.execute(select(opted_out.c.number)).scalars()))


def wants_marketing(database: Database) -> bool:
    row = select(member.c.marketing_ok).where(member.c.number == NUMBER)
    return bool(database.read(lambda conn: conn.execute(row).scalar_one()))


def test_number_opts_out_and_in_by_carrier_reports(
    carrier: Carrier, begun: Callable[..., None], seeded: Database
) -> None:
    begun("e", "SM1")
    carrier.say("failed", error="21610")
    assert numbers_out(seeded) == [NUMBER]
    assert not wants_marketing(seeded)  # as after the STOP itself
    text = {"From": NUMBER, "To": "+8610105", "AccountSid": "AC1"}
    # only the carrier's own word counts: START may be an answer
    carrier.post("/sms/message", **text, MessageSid="SM3", Body="START")
    assert numbers_out(seeded) == [NUMBER]
    for _ in range(2):
        carrier.post("/sms/message", **text, MessageSid="SM4", Body="START", OptOutType="START")
        assert numbers_out(seeded) == []
        assert wants_marketing(seeded)
    for _ in range(2):
        carrier.post("/sms/message", **text, MessageSid="SM5", Body="STOP", OptOutType="STOP")
        assert numbers_out(seeded) == [NUMBER]


def test_stop_to_the_number_for_marketing_stops_marketing_only(
    carrier: Carrier, seeded: Database
) -> None:
    text = {"From": NUMBER, "To": "+8610106", "AccountSid": "AC1"}
    carrier.post("/sms/message", **text, MessageSid="SM5", Body="STOP", OptOutType="STOP")
    assert (numbers_out(seeded), wants_marketing(seeded)) == ([], False)
    carrier.post("/sms/message", **text, MessageSid="SM6", Body="START", OptOutType="START")
    assert wants_marketing(seeded)


def test_start_of_a_blocked_number_tells_what_did_not_arrive(
    carrier: Carrier, begun: Callable[..., None], seeded: Database, at: datetime
) -> None:
    notice = {"notice": "expiry"}
    seeded.run(lambda conn: outbox.put(conn, 1, Topic.NOTICE, "e", notice, at))
    begun("e", "SM1")
    carrier.say("failed", error="21610")
    text = {"From": NUMBER, "To": "+8610105", "AccountSid": "AC1"}
    for _ in range(2):
        carrier.post("/sms/message", **text, MessageSid="SM4", Body="START", OptOutType="START")
    missed = select(outbox_table.c.payload).where(outbox_table.c.topic == Topic.MISSED)
    found = seeded.read(lambda conn: list(conn.execute(missed).scalars()))
    assert found == [{"count": 1, "about": "expiry"}]


def test_opt_out_keyword_answered_by_carrier_gets_no_reply(
    carrier: Carrier, seeded: Database
) -> None:
    """A reply after STOP is refused; one after HELP would say that it was not understood."""
    text = {"From": NUMBER, "To": "+8610105", "AccountSid": "AC1"}
    for sid, kind in (("SM1", "HELP"), ("SM2", "START")):
        reply = carrier.post("/sms/message", **text, MessageSid=sid, Body=kind, OptOutType=kind)
        assert (reply.status_code, "<Message>" in reply.text) == (200, False)
    assert wants_marketing(seeded)
    reply = carrier.post("/sms/message", **text, MessageSid="SM3", Body="STOP", OptOutType="STOP")
    assert (reply.status_code, "<Message>" in reply.text) == (200, False)
    assert not wants_marketing(seeded)
    reply = carrier.post("/sms/message", **text, MessageSid="SM4", Body="JF")
    assert "<Message>" in reply.text
