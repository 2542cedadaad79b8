"""A caller of 68 is spoken to slowly also where no dialogue speaks: in the queue, and on the way to
the agent."""

import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from sqlalchemy import select

from core.contact_centre import conversations, offers
from core.schema import handover
from ivr import call_addresses

SENIOR, GOLD = "+8613800000005", "+8613800000001"


def rates(document: str) -> list[str | None]:
    """The rate of each sentence; None: the voice's usual one."""
    said = ElementTree.fromstring(document.encode()).iter("Say")
    marks = [say.find("prosody") for say in said]
    return [None if mark is None else mark.get("rate") for mark in marks]


class CallToAgent:
    """A call that waits in the queue, and its agent."""

    def __init__(self, hotline: Any, number: str) -> None:
        self.hotline, self.caller = hotline, hotline.voice_caller(number)
        self.heard = [self.caller.call().body, self.caller.press("0").body]
        queued = ElementTree.fromstring(self.heard[1].encode())
        self.wait_url = next(queued.iter("Enqueue")).get("waitUrl", "")
        row = hotline.database.run(lambda conn: conn.execute(select(handover)).one())
        self.which = {"member_id": row.member_id, "handover_id": row.handover_id}

    def deliver(self, path: str, sid: str, **form: str) -> str:
        given = {"CallSid": sid, "From": self.caller.number, "To": "+8610086", **form}
        ringing = self.caller.ringing_webhook()._replace(path=path, form=given)
        answer = self.hotline.deliver(ringing)
        assert answer.status == 200, answer.body
        return str(answer.body)

    def waits(self) -> str:
        return self.deliver(self.wait_url, self.caller.sid)

    def accepted(self) -> None:
        given = {**self.which, "agent": "agent", "at": self.hotline.clock.now()}
        self.hotline.database.run(lambda conn: offers.accept(conn, **given))
        member_id, handover_id = self.which.values()
        keyed = call_addresses.address(call_addresses.KEYED, member_id, handover_id, t=1, lang="zh")
        assert "<Conference" in self.deliver(keyed, "CAagent", Digits="1")

    def moved(self, path: str) -> str:
        member_id, handover_id = self.which.values()
        return self.deliver(
            call_addresses.address(path, member_id, handover_id, n=3, lang="zh"), self.caller.sid
        )


@pytest.mark.parametrize(("number", "rate"), [(SENIOR, "85%"), (GOLD, None)])
def test_the_voice_is_the_same_until_the_agent_speaks(
    new_hotline: Any, number: str, rate: str | None
) -> None:
    call = CallToAgent(new_hotline("sqlite"), number)
    waiting = call.waits()
    call.accepted()
    joining = call.moved(call_addresses.JOIN)
    assert "录音" in joining
    for heard in (*call.heard, waiting, joining):
        assert set(rates(heard)) == {rate}, heard


@pytest.mark.parametrize(("number", "rate"), [(SENIOR, "85%"), (GOLD, None)])
def test_so_it_is_for_who_is_handed_on_to_another_agent(
    new_hotline: Any, number: str, rate: str | None
) -> None:
    call = CallToAgent(new_hotline("sqlite"), number)
    call.accepted()
    given = {**call.which, "agent": "agent", "at": call.hotline.clock.now()}
    transfer = {"to": "supervisor", "words": "More than I may give."}
    call.hotline.database.run(lambda conn: conversations.transfer(conn, **given, **transfer))
    again = call.moved(call_addresses.WAIT)
    assert rates(again) == [rate]
    assert ("rate=85" in again) == (rate is not None)
