"""The desk and the worker's carrier, as callers meet them."""

from collections import defaultdict
from typing import Any

from code_sealer import CODE_SEALER
from sqlalchemy import select

from core.contact_centre import offers
from core.messaging import Event
from core.schema import handover, outbox
from jobs.carriers import Carriers
from jobs.deliveries import deliver
from jobs.delivery_context import DeliveryContext

AGENT, OTHER = "agent", "agent2"


CALL_TOPICS = ("call_agent", "call_member_back", "move_member", "hold_member", "hang_up")


class Carrier:
    """Records what the worker requests of the carrier."""

    def __init__(self) -> None:
        self.requested: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def call(self, number: str, url: str, status: str, ring_seconds: int) -> None:
        self.requested["call"].append({"to": number, "url": url, "status": status})

    def redirect(self, call: str, url: str) -> None:
        self.requested["redirect"].append({"call": call, "url": url})

    def hang_up(self, call: str) -> None:
        self.requested["hang_up"].append({"call": call})

    def hold(self, conference: str, call: str, held: bool, music: str) -> None:
        requested = {"conference": conference, "call": call, "hold": held, "music": music}
        self.requested["hold"].append(requested)


class Desk:
    """What an agent does, and what the carrier is asked to do in consequence."""

    def __init__(self, hotline: Any, agent: str = AGENT) -> None:
        self.hotline, self.agent = hotline, agent

    def do(self, act: Any, **more: Any) -> Any:
        which = {"member_id": self.row.member_id, "handover_id": self.row.handover_id}
        given = which | {"agent": self.agent, "at": self.hotline.clock.now()} | more
        return self.hotline.database.run(lambda conn: act(conn, **given))

    @property
    def row(self) -> Any:
        [row] = self.hotline.database.run(lambda conn: conn.execute(select(handover)).all())
        return row

    def requested(self, what: str) -> list[dict[str, Any]]:
        """As the worker would deliver it; a text is its event's payload."""
        found = select(outbox).order_by(outbox.c.recorded_at, outbox.c.event_id)
        rows = self.hotline.database.run(lambda conn: conn.execute(found).all())
        if what == "text":
            return [row.payload for row in rows if row.topic == "text"]
        carrier, now = Carrier(), self.hotline.clock.now
        context = DeliveryContext(
            self.hotline.database,
            Carriers(None, carrier, None),
            None,
            "zh",
            now,
            CODE_SEALER,
            None,
            None,
        )
        for row in rows:
            if row.topic in CALL_TOPICS:
                event = Event(
                    row.member_id, row.event_id, row.topic, row.payload, row.recorded_at, 1
                )
                deliver(context, event)
        return carrier.requested[what]

    def deliver_leg(self, caller: Any, path: str, sid: str = "CAagent", **form: str) -> str:
        given = {"From": caller.number, "To": "+8610086", "CallStatus": "in-progress"}
        answer = self.hotline.deliver(webhook(caller, path, given | {"CallSid": sid} | form))
        assert answer.status == 200, answer.body
        return str(answer.body)


def webhook(caller: Any, path: str, form: dict[str, str]) -> Any:
    return caller.ringing_webhook()._replace(path=path, form=form)


def wait_url(twiml: str) -> str:
    """The address of what is heard alone in the conference."""
    return twiml.split('waitUrl="')[1].split('"')[0].replace("&amp;", "&")


def action_url(twiml: str) -> str:
    """The address at which the document continues."""
    return twiml.split('action="')[1].split('"')[0].replace("&amp;", "&")


def heard_in_queue(caller: Any, language: str = "zh", **form: str) -> str:
    given = {"CallSid": caller.sid, "From": caller.number, "To": "+8610086", **form}
    return str(caller.hotline.deliver(webhook(caller, f"/ivr/wait?lang={language}", given)).body)


def leave_queue(caller: Any, result: str) -> str:
    return str(caller.hotline.deliver(caller.turn_webhook(QueueResult=result)).body)


def caller_in_queue(hotline: Any) -> tuple[Any, Desk]:
    caller = hotline.voice_caller()
    caller.call()
    assert "<Enqueue " in caller.press("0").body
    return caller, Desk(hotline)


def caller_with_agent(hotline: Any) -> tuple[Any, Desk]:
    """Until both legs are in the conference."""
    caller, desk = caller_in_queue(hotline)
    desk.do(offers.accept)
    [ring] = desk.requested("call")
    whisper = desk.deliver_leg(caller, ring["url"])
    assert "金卡" in whisper
    keyed = action_url(whisper)
    assert "<Conference" in desk.deliver_leg(caller, keyed, Digits="1")
    return caller, desk


def sender_in_queue(hotline: Any) -> tuple[Any, Desk]:
    sender, desk = hotline.sms_sender(), Desk(hotline)
    assert "短信答复" in sender.text("RG").body
    return sender, desk
