"""From the queue to the agent and back: the TwiML of each call leg, and the handover's row."""

from collections import defaultdict
from typing import Any

import pytest
from code_sealer import CODE_SEALER
from scenarios import Outage
from sqlalchemy import delete, select, update
from structlog.testing import capture_logs

from core.contact_centre import (
    Destination,
    call_events,
    chat_messages,
    conversations,
    offers,
    queue,
)
from core.kernel import NotAllowed
from core.messaging import Event
from core.messaging import outbox as outbox_events
from core.programme import current_rules
from core.schema import agent as agent_table
from core.schema import handover, outbox
from core.staff import Role, agent_changes, idle_timeout
from ivr import call_addresses
from jobs.deliveries import deliver
from jobs.delivery_context import DeliveryContext
from jobs.twilio_api import Refused

AGENT, OTHER = "agent", "agent2"
CALL_TOPICS = ("call_agent", "call_member_back", "move_member", "hold_member", "hang_up")


@pytest.fixture(params=["sqlite", "postgresql"])
def hotline(request: pytest.FixtureRequest, new_hotline: Any) -> Any:
    return new_hotline(request.param)


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
            self.hotline.database, carrier, None, "zh", now, CODE_SEALER, None, None
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


def test_caller_is_connected_to_agent_until_agent_closes_handover(hotline: Any) -> None:
    caller, desk = caller_with_agent(hotline)
    assert (desk.row.status, desk.row.agent, desk.row.agent_call) == ("talking", AGENT, "CAagent")
    [fetched] = desk.requested("redirect")
    assert fetched["call"] == caller.sid
    joined = desk.deliver_leg(caller, fetched["url"], sid=caller.sid)
    assert "录音" in joined
    assert f">{desk.row.handover_id}</Conference>" in joined
    gone_on = action_url(joined)
    after = desk.deliver_leg(caller, gone_on, sid=caller.sid)
    assert "<Gather" in after
    assert desk.deliver_leg(caller, gone_on, sid=caller.sid) == after  # delivered twice
    assert desk.row.status == "talking"  # ended by the agent's own leg, or by hanging up
    [ring] = desk.requested("call")
    desk.deliver_leg(caller, ring["status"], CallStatus="completed")
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "helped")
    desk.do(conversations.close, disposition="answered", note="Explained.")
    assert (desk.row.status, desk.row.disposition) == ("closed", "answered")


@pytest.mark.parametrize("ended", ["before the first music", "during it"])
def test_member_whom_agent_left_during_announcement_returns_to_dialogue(
    hotline: Any, ended: str
) -> None:
    """Then the conference ended before the member entered it, and nobody else would come."""
    caller, desk = caller_with_agent(hotline)
    [fetched] = desk.requested("redirect")
    joined = desk.deliver_leg(caller, fetched["url"], sid=caller.sid)
    alone = wait_url(joined)
    if ended == "during it":
        music = desk.deliver_leg(caller, alone, sid=caller.sid)
        assert music.index("<Play>") < music.index("<Redirect>")
        assert music.split("<Redirect>")[1].split("<")[0].replace("&amp;", "&") == alone
        assert len(desk.requested("redirect")) == 1
    [ring] = desk.requested("call")
    desk.deliver_leg(caller, ring["status"], CallStatus="completed")
    assert desk.row.status == "wrap_up"
    for _copy in range(2):
        assert "<Play>" in desk.deliver_leg(caller, alone, sid=caller.sid)
    [_to_agent, freed] = desk.requested("redirect")
    assert freed == {"call": caller.sid, "url": action_url(joined)}
    assert "<Gather" in desk.deliver_leg(caller, freed["url"], sid=caller.sid)


def test_move_of_a_member_who_is_alone_is_tried_again_after_it_has_failed(hotline: Any) -> None:
    """The worker or the carrier's API was away for longer than a move is worth delivering."""
    caller, desk = caller_with_agent(hotline)
    [fetched] = desk.requested("redirect")
    joined = desk.deliver_leg(caller, fetched["url"], sid=caller.sid)
    alone = wait_url(joined)
    [ring] = desk.requested("call")
    desk.deliver_leg(caller, ring["status"], CallStatus="completed")
    hotline.database.run(lambda conn: conn.execute(delete(outbox)))
    desk.deliver_leg(caller, alone, sid=caller.sid)
    hotline.clock.advance(minutes=2)
    with pytest.raises(Refused):
        desk.requested("redirect")
    at = hotline.clock.now()

    def claim(conn: Any) -> list[Event]:
        return outbox_events.claim(conn, topics=["move_member"], worker="w", at=at, limit=9)

    [late] = hotline.database.run(claim)
    hotline.database.run(lambda conn: outbox_events.fail(conn, late, at, "too_late"))
    assert hotline.database.run(claim) == []
    desk.deliver_leg(caller, alone, sid=caller.sid)
    assert desk.requested("redirect") == [{"call": caller.sid, "url": action_url(joined)}]
    [renewed] = hotline.database.run(claim)
    hotline.database.run(lambda conn: outbox_events.done(conn, renewed, at))
    desk.deliver_leg(caller, alone, sid=caller.sid)
    assert hotline.database.run(claim) == [], "a second move would interrupt the dialogue"


def test_called_back_member_whom_agent_left_is_told_goodbye(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    leave_queue(caller, "leave")
    desk.do(offers.accept)
    [agent] = desk.requested("call")
    desk.deliver_leg(caller, action_url(desk.deliver_leg(caller, agent["url"])), Digits="1")
    [_agent, member] = desk.requested("call")
    joined = desk.deliver_leg(caller, member["url"], sid="CAback")
    desk.deliver_leg(caller, agent["status"], CallStatus="completed")
    desk.deliver_leg(caller, wait_url(joined), sid="CAback")
    [freed] = desk.requested("redirect")
    assert freed["call"] == "CAback"
    goodbye = desk.deliver_leg(caller, freed["url"], sid="CAback")
    assert "感谢" in goodbye and "<Hangup/>" in goodbye


def test_second_agent_cannot_accept_caller_already_taken(hotline: Any) -> None:
    _, desk = caller_in_queue(hotline)
    desk.do(offers.accept)
    with pytest.raises(NotAllowed, match="taken"):
        Desk(hotline, OTHER).do(offers.accept)
    assert desk.row.agent == AGENT


@pytest.mark.parametrize("how", ["no answer", "declined", "a mailbox"])
def test_caller_returns_to_queue_when_agent_misses_call(hotline: Any, how: str) -> None:
    caller, desk = caller_in_queue(hotline)
    there = {"presence": "available", "presence_since": hotline.clock.now()}
    of_agent = update(agent_table).where(agent_table.c.agent == AGENT).values(**there)
    hotline.database.run(lambda conn: conn.execute(of_agent))
    desk.do(offers.accept)
    [ring] = desk.requested("call")
    if how == "no answer":
        desk.deliver_leg(caller, ring["status"], CallStatus="no-answer")
    else:
        whisper = desk.deliver_leg(caller, ring["url"])
        keyed = action_url(whisper)
        desk.deliver_leg(caller, keyed, Digits="2" if how == "declined" else "")
        desk.deliver_leg(caller, ring["status"], CallStatus="completed")
    assert (desk.row.status, desk.row.agent, desk.row.tries) == ("open", None, 1)
    presence = select(agent_table.c.presence).where(agent_table.c.agent == AGENT)
    assert hotline.database.run(lambda conn: conn.execute(presence).scalar_one()) == "away"
    desk.deliver_leg(caller, ring["status"], CallStatus="no-answer")  # again, and late
    other = Desk(hotline, OTHER)
    other.do(offers.accept)
    desk.deliver_leg(caller, ring["status"], CallStatus="no-answer")
    assert (desk.row.status, desk.row.agent, desk.row.tries) == ("offered", OTHER, 2)
    assert "不用接" in desk.deliver_leg(caller, ring["url"])  # picked up after all


def test_caller_who_hangs_up_in_queue_is_not_offered_to_agents(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    desk.do(offers.accept)
    caller.hang_up()
    assert (desk.row.status, desk.row.outcome) == ("closed", "abandoned")
    [ring] = desk.requested("call")
    assert "不用接" in desk.deliver_leg(caller, ring["url"])
    with pytest.raises(NotAllowed, match="taken"):
        desk.do(offers.accept)


def test_unknown_call_status_is_logged_and_keeps_handover_open(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    form = {"CallSid": caller.sid, "From": caller.number, "CallStatus": "levitating"}
    with capture_logs() as logs:
        assert hotline.deliver(webhook(caller, "/ivr/status", form)).status == 200
    assert desk.row.status == "open"
    assert [log["status"] for log in logs if log["event"] == "unknown call status"] == [
        "levitating"
    ]


def test_caller_who_hangs_up_while_connected_puts_agent_in_wrap_up(hotline: Any) -> None:
    caller, desk = caller_with_agent(hotline)
    caller.hang_up()
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "helped")
    assert desk.requested("hang_up") == [{"call": "CAagent"}]


def test_pin_is_keyed_in_dialogue_and_proof_is_shown_to_agent(hotline: Any) -> None:
    caller, desk = caller_with_agent(hotline)
    assert desk.row.proofs == []
    desk.do(conversations.ask_for_pin)
    prove = desk.requested("redirect")[-1]
    caller.turn = desk.row.turn
    assert "六位服务密码" in desk.deliver_leg(caller, prove["url"], sid=caller.sid)
    back = caller.press("135790").body
    assert "<Enqueue" in back
    assert desk.row.proofs == ["pin"]
    assert "<Leave/>" in heard_in_queue(caller)
    assert "<Conference" in leave_queue(caller, "leave")
    assert desk.row.status == "talking"


def redirect_to_redemption(caller: Any, desk: Desk, sku: str) -> str:
    desk.do(conversations.send_to_redeem, sku=sku)
    caller.turn = desk.row.turn
    return desk.deliver_leg(caller, desk.requested("redirect")[-1]["url"], sid=caller.sid)


def rejoins_conference(caller: Any, desk: Desk) -> bool:
    assert "<Leave/>" in heard_in_queue(caller)
    assert "<Conference" in leave_queue(caller, "leave")
    return bool(desk.row.status == "talking")


ORDERED = "SELECT sku, points, status FROM gift_order WHERE member_id = 1 ORDER BY created_at DESC"


def test_redemption_started_by_agent_is_confirmed_by_member_in_dialogue(hotline: Any) -> None:
    """No agent takes points: the member hears it read back, confirms, and keys the PIN."""
    caller, desk = caller_with_agent(hotline)
    assert "六位服务密码" in redirect_to_redemption(caller, desk, "thermos-cup")
    read_back = caller.press("135790").body
    assert "一千分" in read_back
    assert "不能取消" in read_back
    confirming = caller.press_webhook("1")
    last = hotline.deliver(confirming)
    assert "换好了" in last.body
    assert "<Enqueue" in last.body
    orders = hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all())
    assert tuple(orders[0]) == ("thermos-cup", 1_000, "held")
    assert hotline.deliver(confirming).body == last.body
    assert hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all()) == orders
    assert desk.row.proofs == ["pin"]
    assert rejoins_conference(caller, desk)


@pytest.mark.parametrize(
    "keys", [("*",), ("0",), ("9",), ("135790", "2"), ("135790", "0"), ("135790", "*")]
)
def test_member_who_declines_redemption_returns_to_agent(
    hotline: Any, keys: tuple[str, ...]
) -> None:
    caller, desk = caller_with_agent(hotline)
    before = hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all())
    redirect_to_redemption(caller, desk, "credit-10")
    for key in keys:
        said = caller.press(key).body
    assert "<Enqueue" in said
    assert hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all()) == before
    assert rejoins_conference(caller, desk)


def test_agent_cannot_start_redemption_of_gift_not_on_sale(hotline: Any) -> None:
    _, desk = caller_with_agent(hotline)
    with pytest.raises(NotAllowed, match="not_on_sale"):
        desk.do(conversations.send_to_redeem, sku="nothing")


def test_transfer_queues_caller_for_supervisor_with_note(hotline: Any) -> None:
    caller, desk = caller_with_agent(hotline)
    desk.do(conversations.transfer, to="supervisor", words="Wants more than I may give.")
    moved = desk.requested("redirect")[-1]
    assert not desk.requested("hang_up")  # or the conference would end, with the member in it
    assert "<Enqueue" in desk.deliver_leg(caller, moved["url"], sid=caller.sid)
    assert desk.requested("hang_up") == [{"call": "CAagent"}]
    desk.deliver_leg(caller, desk.requested("call")[0]["status"], CallStatus="completed")
    row = desk.row
    assert (row.status, row.agent, row.meant_for) == ("open", None, "supervisor")
    assert row.note == "Wants more than I may give."
    supervisor = Desk(hotline, "supervisor")
    supervisor.do(offers.accept)
    whisper = desk.deliver_leg(caller, desk.requested("call")[1]["url"])
    keyed = action_url(whisper)
    assert "<Conference" in desk.deliver_leg(caller, keyed, sid="CAsupervisor", Digits="1")
    assert (desk.row.status, desk.row.agent_call) == ("talking", "CAsupervisor")


def test_callback_connects_agent_and_member(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    key = {"CallSid": caller.sid, "From": caller.number, "Digits": "1"}
    assert "<Leave/>" in hotline.deliver(webhook(caller, "/ivr/wait/key?lang=zh", key)).body
    leave_queue(caller, "leave")
    caller.hang_up()
    assert (desk.row.status, desk.row.way) == ("open", "callback")
    desk.do(offers.accept)
    whisper = desk.deliver_leg(caller, desk.requested("call")[0]["url"])
    keyed = action_url(whisper)
    desk.deliver_leg(caller, keyed, Digits="1")
    dial = desk.requested("call")[1]
    assert dial["to"] == caller.number
    out = {"sid": "CAback", "Direction": "outbound-api", "From": "+8610086", "To": caller.number}
    reached = desk.deliver_leg(caller, dial["url"], **out)
    assert "回电" in reached
    assert "<Conference" in reached
    gone_on = action_url(reached)
    assert "<Hangup/>" in desk.deliver_leg(caller, gone_on, **out)
    desk.deliver_leg(caller, dial["status"], CallStatus="completed", **out)
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "helped")


def test_unanswered_callback_ends_as_unreachable(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    leave_queue(caller, "leave")
    desk.do(offers.accept)
    whisper = desk.deliver_leg(caller, desk.requested("call")[0]["url"])
    keyed = action_url(whisper)
    desk.deliver_leg(caller, keyed, Digits="1")
    desk.deliver_leg(
        caller, desk.requested("call")[1]["status"], sid="CAback", CallStatus="no-answer"
    )
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "unreachable")
    assert desk.requested("hang_up") == [{"call": "CAagent"}]


def test_queue_position_is_announced(hotline: Any) -> None:
    caller, _ = caller_in_queue(hotline)
    assert "目前客服都在忙" in heard_in_queue(caller, QueuePosition="1")
    there = update(agent_table).values(presence="available")
    hotline.database.run(lambda conn: conn.execute(there))
    second = hotline.voice_caller("+8613800000002")
    second.call()
    second.press("0")
    said = heard_in_queue(second, "en")
    assert "There is one caller ahead of you. It should take about" in said
    first = update(handover).where(handover.c.session_id == caller.sid)
    hotline.database.run(lambda conn: conn.execute(first.values(status="offered")))
    assert "马上接听" in heard_in_queue(caller)


def test_queued_caller_without_handover_gets_exactly_one(hotline: Any) -> None:
    """If a failure kept the handover from being written, the webhook of the queue writes it."""
    caller = hotline.voice_caller()
    caller.call()
    for _ in range(2):
        assert "<Play>" in heard_in_queue(caller)
    row = Desk(hotline).row
    assert (row.session_id, row.status, row.member_id) == (caller.sid, "open", 1)


def test_redirected_call_changes_nothing(hotline: Any) -> None:
    caller, _ = caller_in_queue(hotline)
    before = hotline.fingerprint()
    assert "<Response></Response>" in leave_queue(caller, "redirected")
    assert hotline.fingerprint() == before


def test_caller_who_leaves_the_queue_without_database_is_put_back_into_it(hotline: Any) -> None:
    """An empty document would end the call."""
    caller, desk = caller_in_queue(hotline)
    outage = Outage(hotline, reads_fail=True, begins="at once")
    back = leave_queue(caller, "leave")
    outage.end()
    assert f'<Enqueue action="/ivr/turn?n={caller.turn}&amp;lang=zh"' in back
    caller.turn -= 1  # the same turn is answered again
    leave_queue(caller, "leave")
    assert desk.row.way == "callback"


def test_caller_is_put_back_into_the_queue_in_the_same_language(hotline: Any) -> None:
    caller = hotline.voice_caller("+8613800000002")
    caller.call()
    queued = caller.press("0").body
    assert 'waitUrl="/ivr/wait?lang=en"' in queued
    left = caller.turn_webhook(QueueResult="leave")._replace(path=action_url(queued))
    outage = Outage(hotline, reads_fail=True, begins="at once")
    back = hotline.deliver(left).body
    outage.end()
    assert 'waitUrl="/ivr/wait?lang=en"' in back and action_url(back) == action_url(queued)


@pytest.mark.parametrize("destination", [Destination.AGENT, Destination.QUEUE])
def test_leg_that_the_agent_moves_keeps_its_language_without_database(
    hotline: Any, destination: Destination
) -> None:
    desk = Desk(hotline)
    caller = hotline.voice_caller("+8613800000002")
    caller.call()
    caller.press("0")
    row, at = desk.row, hotline.clock.now()
    hotline.database.run(lambda conn: call_events.move_member(conn, row, destination, at))
    [moved] = desk.requested("redirect")
    outage = Outage(hotline, reads_fail=True, begins="at once")
    back = desk.deliver_leg(caller, moved["url"], sid=caller.sid)
    outage.end()
    assert 'waitUrl="/ivr/wait?lang=en"' in back


def test_member_call_leg_stays_in_queue_without_database(new_hotline: Any) -> None:
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    caller = new_hotline("sqlite", database_url=nowhere).voice_caller()
    desk = Desk(caller.hotline)
    for path in (call_addresses.JOIN, call_addresses.WAIT, call_addresses.GO_ON):
        assert "<Enqueue" in desk.deliver_leg(
            caller, call_addresses.address(path, 1, "h", n=3), sid=caller.sid
        )
    assert "<Response></Response>" in desk.deliver_leg(
        caller, call_addresses.address(call_addresses.ANSWERED, 1, "h", t=1)
    )
    alone = call_addresses.address(call_addresses.ALONE, 1, "h", lang="en")
    music = desk.deliver_leg(caller, alone, sid=caller.sid)
    assert "<Enqueue" not in music and music.index("<Play>") < music.index("<Redirect>")


# -- by text


def sender_in_queue(hotline: Any) -> tuple[Any, Desk]:
    sender, desk = hotline.sms_sender(), Desk(hotline)
    assert "短信答复" in sender.text("RG").body
    return sender, desk


def test_only_keywords_are_answered_during_agent_text_conversation(hotline: Any) -> None:
    sender, desk = sender_in_queue(hotline)
    assert "12345" in sender.text("JF").body
    desk.do(offers.accept)
    assert desk.row.status == "talking"
    for words in ("余额是多少", "我的订单呢，密码135790", "RG"):
        assert sender.text(words).body.endswith("<Response></Response>")
    desk.do(chat_messages.answer, words="您好，我看一下。")
    assert desk.requested("text") == [{"to": sender.number, "words": "您好，我看一下。"}]
    said = hotline.database.read(
        lambda conn: [
            (row.who, row.words)
            for row in chat_messages.messages_of(conn, desk.row.member_id, desk.row.handover_id)
        ]
    )
    assert said[-4:] == [
        ("member", "余额是多少"),
        ("member", "我的订单呢，密码******"),
        ("member", "RG"),
        ("agent", "您好，我看一下。"),
    ]
    assert "12345" in sender.text("JF").body
    assert said[0] == ("member", "(balance) JF")  # written while waiting, and answered
    assert said[1][0] == "hotline"
    desk.do(lambda conn, agent, **which: conversations.end(conn, **which))
    assert "分" in sender.text("JF").body


def test_marketing_opt_out_works_during_agent_text_conversation(hotline: Any) -> None:
    sender, desk = sender_in_queue(hotline)
    desk.do(offers.accept)
    assert "<Message>" in sender.text("TD").body
    assert hotline.count("SELECT count(*) FROM member WHERE member_id = 1 AND NOT marketing_ok")


def test_text_delivered_twice_is_recorded_once(hotline: Any) -> None:
    sender, desk = sender_in_queue(hotline)
    desk.do(offers.accept)
    webhook = sender.text_webhook("你好")
    answers = {answer.body for answer in hotline.deliver_concurrently(webhook)}
    hotline.redis.flushall()
    answers.add(hotline.deliver(webhook).body)
    assert len(answers) == 1
    said = hotline.database.read(
        lambda conn: chat_messages.messages_of(conn, desk.row.member_id, desk.row.handover_id)
    )
    assert [row.words for row in said].count("你好") == 1


SIGN_OFFS = {
    "signs out": lambda conn, agent, at: agent_changes.sign_out(conn, agent, at),
    "is disabled": lambda conn, agent, at: agent_changes.disable(conn, agent, at),
    "only reads from now on": lambda conn, agent, at: agent_changes.set_role(
        conn, agent, Role.AUDITOR, at
    ),
    "has left the desk": lambda conn, agent, at: idle_timeout.sign_off_gone(conn, at),
}


@pytest.mark.parametrize("how", SIGN_OFFS)
def test_member_of_agent_who_signs_off_returns_to_queue_with_messages(
    hotline: Any, how: str
) -> None:
    sender, desk = sender_in_queue(hotline)
    desk.do(offers.accept)
    webhook = sender.text_webhook("我的杯子呢")
    hotline.deliver(webhook)
    hotline.clock.advance(minutes=current_rules().desk.idle_minutes + 1)
    later = hotline.sms_sender("+8613800000002")
    later.text("RG")
    sign_off, at = SIGN_OFFS[how], hotline.clock.now()
    hotline.database.run(lambda conn: sign_off(conn, AGENT, at))
    waiting = hotline.database.read(lambda conn: queue.waiting(conn, limit=2))
    assert [row.number for row in waiting] == [sender.number, later.number]
    assert hotline.deliver(webhook).body.endswith("<Response></Response>")  # delivered again
    assert "分" in sender.text("JF").body
    first = {"member_id": waiting[0].member_id, "handover_id": waiting[0].handover_id}
    hotline.database.run(lambda conn: offers.accept(conn, **first, agent=OTHER, at=at))
    assert sender.text("在吗").body.endswith("<Response></Response>")
    said = hotline.database.read(lambda conn: chat_messages.messages_of(conn, *first.values()))
    members = [row.words for row in said if row.who == "member"]
    assert members == ["我的杯子呢", "(balance) JF", "在吗"]


def test_call_survives_agent_sign_out_and_unfinished_wrap_up_is_closed(
    hotline: Any,
) -> None:
    caller, desk = caller_with_agent(hotline)
    hotline.database.run(lambda conn: agent_changes.sign_out(conn, AGENT, hotline.clock.now()))
    assert (desk.row.status, desk.row.agent) == ("talking", AGENT)
    caller.hang_up()
    ended = desk.row.ended_at
    hotline.clock.advance(minutes=current_rules().desk.idle_minutes + 1)
    left = hotline.database.run(lambda conn: idle_timeout.sign_off_gone(conn, hotline.clock.now()))
    assert left == 1
    assert (desk.row.status, desk.row.outcome, desk.row.closed_at) == ("closed", "helped", ended)
    assert (
        hotline.database.run(lambda conn: idle_timeout.sign_off_gone(conn, hotline.clock.now()))
        == 0
    )


def test_caller_returns_to_queue_when_ringing_agent_signs_out(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    desk.do(offers.accept)
    hotline.database.run(lambda conn: agent_changes.sign_out(conn, AGENT, hotline.clock.now()))
    assert (desk.row.status, desk.row.agent) == ("open", None)
    assert "不用接" in desk.deliver_leg(caller, desk.requested("call")[0]["url"])


def test_supervisor_takes_over_call_of_agent(hotline: Any) -> None:
    """The member waits until the other telephone is answered, and only then is the first let go."""
    caller, desk = caller_with_agent(hotline)
    supervisor = Desk(hotline, "supervisor")
    supervisor.do(conversations.take_over)
    assert (desk.row.status, desk.row.agent) == ("offered", "supervisor")
    moved = desk.requested("redirect")[-1]
    assert "<Enqueue" in desk.deliver_leg(caller, moved["url"], sid=caller.sid)
    assert desk.requested("hang_up") == [{"call": "CAagent"}]
    desk.deliver_leg(caller, desk.requested("call")[0]["status"], CallStatus="completed")
    keyed = action_url(desk.deliver_leg(caller, desk.requested("call")[1]["url"]))
    assert "<Conference" in desk.deliver_leg(caller, keyed, sid="CAsupervisor", Digits="1")
    assert (desk.row.status, desk.row.agent_call) == ("talking", "CAsupervisor")


def test_only_assigned_agent_can_answer_text_conversation(hotline: Any) -> None:
    _, desk = sender_in_queue(hotline)
    with pytest.raises(NotAllowed, match="not_yours"):
        desk.do(chat_messages.answer, words="Hello")
    desk.do(offers.accept)
    with pytest.raises(NotAllowed, match="not_yours"):
        Desk(hotline, OTHER).do(chat_messages.answer, words="Hello")


def test_queue_change_marker_changes_with_every_handover_step(hotline: Any) -> None:
    _, desk = caller_in_queue(hotline)
    seen = set()

    def look() -> None:
        seen.add(hotline.database.read(queue.change_marker))

    look()
    desk.do(offers.accept)
    look()
    hotline.clock.advance(seconds=5)
    desk.do(lambda conn, agent, **which: offers.missed(conn, **which, this_try=1))
    look()
    desk.do(lambda conn, agent, **which: offers.give_up(conn, **which, how="abandoned"))
    look()
    assert len(seen) == 4
