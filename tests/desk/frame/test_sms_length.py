"""Length limits of what is sent by text, and the mark of what was not delivered."""

import re
from html import unescape
from typing import Any

import pytest
from desk_steps import COMPLAINT, TALK, request_agent

from core.contact_centre import delivery_reports
from core.messaging import sent_texts
from desk.frame import TooLong, check_sms_length
from flows.language import segments

LONG = "退" * 202
NOT_DELIVERED = "Not delivered"


@pytest.mark.parametrize("words", ["a" * 460, "退" * 202, "😀" * 101, "a" * 300 + "退", "^" * 230])
def test_the_refusal_names_how_many_characters_fit(words: str) -> None:
    with pytest.raises(TooLong) as refused:
        check_sms_length(words)
    most = refused.value.chars_max
    assert segments(words[:most]).count <= 3 < segments(words[: most + 1]).count
    check_sms_length(words[:most])


def test_a_decision_too_long_for_a_text_is_refused(desk: Any) -> None:
    browser = desk.signed_in("agent2")
    answer = browser.post(f"{COMPLAINT}/decide", seen=0, words=LONG)
    assert answer.status_code == 422 and LONG in answer.text
    (most,) = re.findall(r"for a text: ([0-9]+) characters", answer.text)
    assert desk.sql("SELECT status FROM complaint WHERE number = '20260002'") == [("open",)]
    assert (
        browser.post(f"{COMPLAINT}/decide", seen=0, words=LONG[: int(most) + 1]).status_code == 422
    )
    assert browser.post(f"{COMPLAINT}/decide", seen=0, words=LONG[: int(most)]).status_code == 303


def test_a_reason_too_long_for_a_text_is_refused(desk_with_claim: Any) -> None:
    browser = desk_with_claim.signed_in("agent2")
    answer = browser.post("/desk/claims/20269999/refuse", words=LONG)
    assert answer.status_code == 422 and f">{LONG}</textarea>" in answer.text
    assert desk_with_claim.sql("SELECT status FROM claim") == [("open",)]


def test_an_undelivered_message_is_marked(any_desk: Any) -> None:
    request_agent(any_desk, "Hello")
    browser = any_desk.signed_in("agent2")
    browser.post(f"{TALK}/accept")
    answer = browser.post(f"{TALK}/write", words=LONG)
    assert answer.status_code == 422 and f">{LONG}</textarea>" in answer.text
    for words in ("Yes.", "Yes.", "No."):
        assert browser.post(f"{TALK}/write", words=words).location.endswith("#write")
    asked = "SELECT event_id, payload FROM outbox WHERE topic = 'text'"
    events = sorted(event for event, _ in any_desk.sql(asked))
    before = browser.client.get("/desk/queue").json["talks"]
    at = any_desk.clock.now()

    def second_is_lost(conn: Any) -> None:
        for event, words, status in zip(
            events, ("Yes.", "Yes.", "No."), ("delivered", "undelivered", "sent"), strict=True
        ):
            sent_texts.begin(
                conn, member_id=3, event_id=event, number="+8613800000003", words=words, at=at
            )
            delivery_reports.apply(
                conn, carrier_id=event, status=status, error=None, at=at, event=(3, event)
            )

    any_desk.database.run(second_is_lost)
    assert browser.client.get("/desk/queue").json["talks"] != before, "open pages ask anew"
    lines = re.findall("<li class=.(?:agent|member).>.*?</li>", browser.get(f"{TALK}/state").text)
    assert [NOT_DELIVERED in line for line in lines] == [False, False, True, False]
    contacts = unescape(browser.get("/desk/members/3").text)
    assert contacts.count(NOT_DELIVERED) == 1
