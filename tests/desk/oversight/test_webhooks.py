"""Supervisors see what other systems were told, and tell it again."""

from __future__ import annotations

from typing import Any

from core.messaging import Topic, outbox, webhooks

PAYLOAD = {"endpoint": "crm", "type": "order.placed", "of": {"order_id": "x"}}


def put(desk: Any, event_id: str = "webhook:crm:order:x", topic: Topic = Topic.WEBHOOK) -> None:
    at = desk.clock.now()
    desk.database.run(lambda conn: outbox.put_new(conn, 1, topic, event_id, PAYLOAD, at))


def end(desk: Any, why: str | None) -> None:
    desk.sql(
        "UPDATE outbox SET done_at = recorded_at, failed = :why WHERE topic = 'webhook'", why=why
    )


def delivery(desk: Any) -> webhooks.WebhookDelivery:
    found = desk.database.read(lambda conn: webhooks.deliveries(conn, rows=10))
    return next(each for each in found if each.event_id.startswith("webhook:crm:order:x"))


def test_a_delivery_is_listed_and_sent_again(any_desk: Any) -> None:
    desk = any_desk
    put(desk)
    lead = desk.signed_in("supervisor")
    assert "order.placed" in lead.get("/desk/webhooks?status=waiting").text
    replay = "/desk/webhooks/1/webhook:crm:order:x/replay"
    assert lead.post(replay).status_code == 422  # it waits still
    end(desk, "HTTP 410")
    page = lead.get("/desk/webhooks?status=failed").text
    assert "HTTP 410" in page and replay in page
    assert lead.post(replay).status_code == 303
    assert delivery(desk).status == "waiting"
    assert "webhook_replayed" in desk.acts()
    end(desk, None)
    assert lead.post(replay).status_code == 303


def test_pages_continue(desk: Any) -> None:
    for number in range(60):
        put(desk, f"webhook:crm:order:x{number:03}")
    lead = desk.signed_in("supervisor")
    first = lead.get("/desk/webhooks").text
    following = first.partition('href="/desk/webhooks?')[2].partition('"')[0]
    second = lead.get(f"/desk/webhooks?{following}".replace("&amp;", "&")).text
    assert first.count("<tr>") == 51 and second.count("<tr>") == 11


def test_only_supervisors_see_and_replay(desk: Any) -> None:
    put(desk)
    end(desk, "HTTP 410")
    for name in ("agent", "auditor"):
        browser = desk.signed_in(name)
        assert browser.get("/desk/webhooks").status_code == 403
        assert browser.post("/desk/webhooks/1/webhook:crm:order:x/replay").status_code == 403
    assert delivery(desk).status == "failed"


def test_other_events_are_not_replayed_here(desk: Any) -> None:
    put(desk, "text-1", Topic.TEXT)
    desk.sql("UPDATE outbox SET done_at = recorded_at WHERE event_id = 'text-1'")
    lead = desk.signed_in("supervisor")
    assert lead.post("/desk/webhooks/1/text-1/replay").status_code == 404
    for path in ("?status=unknown", "?after=x", "?after=2026-06-01T02:00:00"):
        assert lead.get(f"/desk/webhooks{path}").status_code in (400, 404)
