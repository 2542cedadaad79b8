"""From the queue to the agent and back: the TwiML of each call leg, and the handover's row."""

from collections import defaultdict
from typing import Any

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from core.contact_centre import chat_messages, conversations, offers, queue
from core.kernel import NotAllowed
from core.messaging import Event
from core.programme import current_rules
from core.schema import agent as agent_table
from core.schema import handover, outbox
from core.staff import Role, agent_changes, idle_timeout
from ivr import call_addresses
from jobs.deliveries import deliver
from jobs.delivery_context import DeliveryContext

AGENT, OTHER = "agent", "agent2"
CALL_TOPICS = ("call_agent", "call_member_back", "move_member", "hold_member", "hang_up")


@pytest.fixture(params=["sqlite", "postgresql"])
def hotline(request: pytest.FixtureRequest, new_hotline: Any) -> Any:
    return new_hotline(request.param)


class Carrier:
    """Records what the worker requests of the carrier."""

    def __init__(self) -> None:
        self.asked: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def call(self, number: str, url: str, status: str, ring_seconds: int) -> None:
        self.asked["call"].append({"to": number, "url": url, "status": status})

    def redirect(self, call: str, url: str) -> None:
        self.asked["redirect"].append({"call": call, "url": url})

    def hang_up(self, call: str) -> None:
        self.asked["hang_up"].append({"call": call})

    def hold(self, conference: str, call: str, held: bool, music: str) -> None:
        asked = {"conference": conference, "call": call, "hold": held, "music": music}
        self.asked["hold"].append(asked)


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

    def asked(self, what: str) -> list[dict[str, Any]]:
        """As the worker would deliver it; a text is its event's payload."""
        found = select(outbox).order_by(outbox.c.recorded_at, outbox.c.event_id)
        rows = self.hotline.database.run(lambda conn: conn.execute(found).all())
        if what == "text":
            return [row.payload for row in rows if row.topic == "text"]
        carrier, now = Carrier(), self.hotline.clock.now
        context = DeliveryContext(self.hotline.database, carrier, None, "zh", now)
        for row in rows:
            if row.topic in CALL_TOPICS:
                event = Event(
                    row.member_id, row.event_id, row.topic, row.payload, row.recorded_at, 1
                )
                deliver(context, event)
        return carrier.asked[what]

    def leg(self, line: Any, path: str, sid: str = "CAagent", **form: str) -> str:
        given = {"From": line.number, "To": "+8610086", "CallStatus": "in-progress"}
        answer = self.hotline.deliver(webhook(line, path, given | {"CallSid": sid} | form))
        assert answer.status == 200, answer.body
        return str(answer.body)


def webhook(line: Any, path: str, form: dict[str, str]) -> Any:
    return line.ringing()._replace(path=path, form=form)


def next_of(twiml: str) -> str:
    """The address at which the document continues."""
    return twiml.split('action="')[1].split('"')[0].replace("&amp;", "&")


def heard_in_line(line: Any, language: str = "zh", **form: str) -> str:
    given = {"CallSid": line.sid, "From": line.number, "To": "+8610086", **form}
    return str(line.hotline.deliver(webhook(line, f"/ivr/wait?lang={language}", given)).body)


def leaves_the_queue(line: Any, result: str) -> str:
    return str(line.hotline.deliver(line.doing(QueueResult=result)).body)


def in_line(hotline: Any) -> tuple[Any, Desk]:
    line = hotline.line()
    line.call()
    assert "<Enqueue " in line.press("0").body
    return line, Desk(hotline)


def talks(hotline: Any) -> tuple[Any, Desk]:
    """Until both legs are in the conference."""
    line, desk = in_line(hotline)
    desk.do(offers.accept)
    [ring] = desk.asked("call")
    whisper = desk.leg(line, ring["url"])
    assert "金卡" in whisper
    keyed = next_of(whisper)
    assert "<Conference" in desk.leg(line, keyed, Digits="1")
    return line, desk


def test_caller_is_connected_to_agent_until_agent_closes_handover(hotline: Any) -> None:
    line, desk = talks(hotline)
    assert (desk.row.status, desk.row.agent, desk.row.agent_call) == ("talking", AGENT, "CAagent")
    [fetched] = desk.asked("redirect")
    assert fetched["call"] == line.sid
    joined = desk.leg(line, fetched["url"], sid=line.sid)
    assert "录音" in joined
    assert f">{desk.row.handover_id}</Conference>" in joined
    gone_on = next_of(joined)
    after = desk.leg(line, gone_on, sid=line.sid)
    assert "<Gather" in after
    assert desk.leg(line, gone_on, sid=line.sid) == after  # delivered twice
    assert desk.row.status == "talking"  # ended by the agent's own leg, or by hanging up
    [ring] = desk.asked("call")
    desk.leg(line, ring["status"], CallStatus="completed")
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "helped")
    desk.do(conversations.close, disposition="answered", note="Explained.")
    assert (desk.row.status, desk.row.disposition) == ("closed", "answered")


def test_second_agent_cannot_accept_caller_already_taken(hotline: Any) -> None:
    _, desk = in_line(hotline)
    desk.do(offers.accept)
    with pytest.raises(NotAllowed, match="taken"):
        Desk(hotline, OTHER).do(offers.accept)
    assert desk.row.agent == AGENT


@pytest.mark.parametrize("how", ["no answer", "declined", "a mailbox"])
def test_caller_returns_to_queue_when_agent_misses_call(hotline: Any, how: str) -> None:
    line, desk = in_line(hotline)
    there = {"presence": "available", "presence_since": hotline.clock.now()}
    of_agent = update(agent_table).where(agent_table.c.agent == AGENT).values(**there)
    hotline.database.run(lambda conn: conn.execute(of_agent))
    desk.do(offers.accept)
    [ring] = desk.asked("call")
    if how == "no answer":
        desk.leg(line, ring["status"], CallStatus="no-answer")
    else:
        whisper = desk.leg(line, ring["url"])
        keyed = next_of(whisper)
        desk.leg(line, keyed, Digits="2" if how == "declined" else "")
        desk.leg(line, ring["status"], CallStatus="completed")
    assert (desk.row.status, desk.row.agent, desk.row.tries) == ("open", None, 1)
    presence = select(agent_table.c.presence).where(agent_table.c.agent == AGENT)
    assert hotline.database.run(lambda conn: conn.execute(presence).scalar_one()) == "away"
    desk.leg(line, ring["status"], CallStatus="no-answer")  # again, and late
    other = Desk(hotline, OTHER)
    other.do(offers.accept)
    desk.leg(line, ring["status"], CallStatus="no-answer")
    assert (desk.row.status, desk.row.agent, desk.row.tries) == ("offered", OTHER, 2)
    assert "不用接" in desk.leg(line, ring["url"])  # picked up after all


def test_caller_who_hangs_up_in_queue_is_not_offered_to_agents(hotline: Any) -> None:
    line, desk = in_line(hotline)
    desk.do(offers.accept)
    line.hang_up()
    assert (desk.row.status, desk.row.outcome) == ("closed", "abandoned")
    [ring] = desk.asked("call")
    assert "不用接" in desk.leg(line, ring["url"])
    with pytest.raises(NotAllowed, match="taken"):
        desk.do(offers.accept)


def test_unknown_call_status_is_logged_and_keeps_handover_open(hotline: Any) -> None:
    line, desk = in_line(hotline)
    form = {"CallSid": line.sid, "From": line.number, "CallStatus": "levitating"}
    with capture_logs() as logs:
        assert hotline.deliver(webhook(line, "/ivr/status", form)).status == 200
    assert desk.row.status == "open"
    assert [log["status"] for log in logs if log["event"] == "unknown call status"] == [
        "levitating"
    ]


def test_caller_who_hangs_up_while_connected_puts_agent_in_wrap_up(hotline: Any) -> None:
    line, desk = talks(hotline)
    line.hang_up()
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "helped")
    assert desk.asked("hang_up") == [{"call": "CAagent"}]


def test_pin_is_keyed_in_dialogue_and_proof_is_shown_to_agent(hotline: Any) -> None:
    line, desk = talks(hotline)
    assert desk.row.proofs == []
    desk.do(conversations.ask_for_pin)
    prove = desk.asked("redirect")[-1]
    line.at = desk.row.turn
    assert "六位服务密码" in desk.leg(line, prove["url"], sid=line.sid)
    back = line.press("135790").body
    assert "<Enqueue" in back
    assert desk.row.proofs == ["pin"]
    assert "<Leave/>" in heard_in_line(line)
    assert "<Conference" in leaves_the_queue(line, "leave")
    assert desk.row.status == "talking"


def sent_to_redeem(line: Any, desk: Desk, sku: str) -> str:
    desk.do(conversations.send_to_redeem, sku=sku)
    line.at = desk.row.turn
    return desk.leg(line, desk.asked("redirect")[-1]["url"], sid=line.sid)


def is_back(line: Any, desk: Desk) -> bool:
    assert "<Leave/>" in heard_in_line(line)
    assert "<Conference" in leaves_the_queue(line, "leave")
    return bool(desk.row.status == "talking")


ORDERED = "SELECT sku, points, status FROM gift_order WHERE member_id = 1 ORDER BY created_at DESC"


def test_redemption_started_by_agent_is_confirmed_by_member_in_dialogue(hotline: Any) -> None:
    """No agent takes points: the member hears it read back, confirms, and keys the PIN."""
    line, desk = talks(hotline)
    assert "六位服务密码" in sent_to_redeem(line, desk, "thermos-cup")
    read_back = line.press("135790").body
    assert "一千分" in read_back
    assert "不能取消" in read_back
    confirming = line.pressing("1")
    last = hotline.deliver(confirming)
    assert "换好了" in last.body
    assert "<Enqueue" in last.body
    orders = hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all())
    assert tuple(orders[0]) == ("thermos-cup", 1_000, "held")
    assert hotline.deliver(confirming).body == last.body
    assert hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all()) == orders
    assert desk.row.proofs == ["pin"]
    assert is_back(line, desk)


@pytest.mark.parametrize(
    "keys", [("*",), ("0",), ("9",), ("135790", "2"), ("135790", "0"), ("135790", "*")]
)
def test_member_who_declines_redemption_returns_to_agent(
    hotline: Any, keys: tuple[str, ...]
) -> None:
    line, desk = talks(hotline)
    before = hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all())
    sent_to_redeem(line, desk, "credit-10")
    for key in keys:
        said = line.press(key).body
    assert "<Enqueue" in said
    assert hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all()) == before
    assert is_back(line, desk)


def test_agent_cannot_start_redemption_of_gift_not_on_sale(hotline: Any) -> None:
    _, desk = talks(hotline)
    with pytest.raises(NotAllowed, match="not_on_sale"):
        desk.do(conversations.send_to_redeem, sku="nothing")


def test_transfer_queues_caller_for_supervisor_with_note(hotline: Any) -> None:
    line, desk = talks(hotline)
    desk.do(conversations.transfer, to="supervisor", words="Wants more than I may give.")
    moved = desk.asked("redirect")[-1]
    assert not desk.asked("hang_up")  # or the conference would end, with the member in it
    assert "<Enqueue" in desk.leg(line, moved["url"], sid=line.sid)
    assert desk.asked("hang_up") == [{"call": "CAagent"}]
    desk.leg(line, desk.asked("call")[0]["status"], CallStatus="completed")
    row = desk.row
    assert (row.status, row.agent, row.meant_for) == ("open", None, "supervisor")
    assert row.note == "Wants more than I may give."
    supervisor = Desk(hotline, "supervisor")
    supervisor.do(offers.accept)
    whisper = desk.leg(line, desk.asked("call")[1]["url"])
    keyed = next_of(whisper)
    assert "<Conference" in desk.leg(line, keyed, sid="CAsupervisor", Digits="1")
    assert (desk.row.status, desk.row.agent_call) == ("talking", "CAsupervisor")


def test_callback_connects_agent_and_member(hotline: Any) -> None:
    line, desk = in_line(hotline)
    key = {"CallSid": line.sid, "From": line.number, "Digits": "1"}
    assert "<Leave/>" in hotline.deliver(webhook(line, "/ivr/wait/key?lang=zh", key)).body
    leaves_the_queue(line, "leave")
    line.hang_up()
    assert (desk.row.status, desk.row.way) == ("open", "callback")
    desk.do(offers.accept)
    whisper = desk.leg(line, desk.asked("call")[0]["url"])
    keyed = next_of(whisper)
    desk.leg(line, keyed, Digits="1")
    dial = desk.asked("call")[1]
    assert dial["to"] == line.number
    out = {"sid": "CAback", "Direction": "outbound-api", "From": "+8610086", "To": line.number}
    reached = desk.leg(line, dial["url"], **out)
    assert "回电" in reached
    assert "<Conference" in reached
    gone_on = next_of(reached)
    assert "<Hangup/>" in desk.leg(line, gone_on, **out)
    desk.leg(line, dial["status"], CallStatus="completed", **out)
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "helped")


def test_unanswered_callback_ends_as_unreachable(hotline: Any) -> None:
    line, desk = in_line(hotline)
    leaves_the_queue(line, "leave")
    desk.do(offers.accept)
    whisper = desk.leg(line, desk.asked("call")[0]["url"])
    keyed = next_of(whisper)
    desk.leg(line, keyed, Digits="1")
    desk.leg(line, desk.asked("call")[1]["status"], sid="CAback", CallStatus="no-answer")
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "unreachable")
    assert desk.asked("hang_up") == [{"call": "CAagent"}]


def test_queue_position_is_announced(hotline: Any) -> None:
    line, _ = in_line(hotline)
    assert "都不在座位上" in heard_in_line(line, QueuePosition="1")
    there = update(agent_table).values(presence="available")
    hotline.database.run(lambda conn: conn.execute(there))
    second = hotline.line("+8613800000002")
    second.call()
    second.press("0")
    said = heard_in_line(second, "en")
    assert "There is one caller ahead of you. It should take about" in said
    first = update(handover).where(handover.c.session_id == line.sid)
    hotline.database.run(lambda conn: conn.execute(first.values(status="offered")))
    assert "正在接起" in heard_in_line(line)


def test_queued_caller_without_handover_gets_exactly_one(hotline: Any) -> None:
    """What went wrong may have kept the handover from being written: the line writes it."""
    line = hotline.line()
    line.call()
    for _ in range(2):
        assert "<Play>" in heard_in_line(line)
    row = Desk(hotline).row
    assert (row.session_id, row.status, row.member_id) == (line.sid, "open", 1)


def test_redirected_call_changes_nothing(hotline: Any) -> None:
    line, _ = in_line(hotline)
    before = hotline.fingerprint()
    assert "<Response></Response>" in leaves_the_queue(line, "redirected")
    assert hotline.fingerprint() == before


def test_member_call_leg_stays_in_queue_without_database(new_hotline: Any) -> None:
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    line = new_hotline("sqlite", database_url=nowhere).line()
    desk = Desk(line.hotline)
    for path in (call_addresses.JOIN, call_addresses.WAIT, call_addresses.GO_ON):
        assert "<Enqueue" in desk.leg(line, call_addresses.address(path, 1, "h", n=3), sid=line.sid)
    assert "<Response></Response>" in desk.leg(
        line, call_addresses.address(call_addresses.ANSWERED, 1, "h", t=1)
    )


# -- by text


def writes(hotline: Any) -> tuple[Any, Desk]:
    thread, desk = hotline.thread(), Desk(hotline)
    assert "短信答复" in thread.text("RG").body
    return thread, desk


def test_hotline_sends_no_replies_during_agent_text_conversation(hotline: Any) -> None:
    thread, desk = writes(hotline)
    assert "12,345" in thread.text("JF").body or "12345" in thread.text("JF").body
    desk.do(offers.accept)
    assert desk.row.status == "talking"
    for words in ("JF", "我的订单呢，密码135790", "RG"):
        assert thread.text(words).body.endswith("<Response></Response>")
    desk.do(chat_messages.answer, words="您好，我看一下。")
    assert desk.asked("text") == [{"to": thread.number, "words": "您好，我看一下。"}]
    said = hotline.database.read(
        lambda conn: [
            (row.who, row.words)
            for row in chat_messages.messages_of(conn, desk.row.member_id, desk.row.handover_id)
        ]
    )
    assert said[-4:] == [
        ("member", "JF"),
        ("member", "我的订单呢，密码••••••"),
        ("member", "RG"),
        ("agent", "您好，我看一下。"),
    ]
    assert said[0] == ("member", "(balance)")  # written while waiting, and answered
    assert said[1][0] == "hotline"
    desk.do(lambda conn, agent, **which: conversations.end(conn, **which))
    assert "分" in thread.text("JF").body


def test_marketing_opt_out_works_during_agent_text_conversation(hotline: Any) -> None:
    thread, desk = writes(hotline)
    desk.do(offers.accept)
    assert "<Message>" in thread.text("TD").body
    assert hotline.count("SELECT count(*) FROM member WHERE member_id = 1 AND NOT marketing_ok")


def test_text_delivered_twice_is_recorded_once(hotline: Any) -> None:
    thread, desk = writes(hotline)
    desk.do(offers.accept)
    webhook = thread.texting("你好")
    answers = {answer.body for answer in hotline.deliver_at_once(webhook)}
    hotline.redis.flushall()
    answers.add(hotline.deliver(webhook).body)
    assert len(answers) == 1
    said = hotline.database.read(
        lambda conn: chat_messages.messages_of(conn, desk.row.member_id, desk.row.handover_id)
    )
    assert [row.words for row in said].count("你好") == 1


GOES_HOME = {
    "signs out": lambda conn, agent, at: agent_changes.sign_out(conn, agent, at),
    "is disabled": lambda conn, agent, at: agent_changes.disable(conn, agent, at),
    "only reads from now on": lambda conn, agent, at: agent_changes.set_role(
        conn, agent, Role.AUDITOR, at
    ),
    "has left the desk": lambda conn, agent, at: idle_timeout.sign_off_idle(conn, at),
}


@pytest.mark.parametrize("how", GOES_HOME)
def test_member_of_agent_who_signs_off_returns_to_queue_with_messages(
    hotline: Any, how: str
) -> None:
    thread, desk = writes(hotline)
    desk.do(offers.accept)
    webhook = thread.texting("我的杯子呢")
    hotline.deliver(webhook)
    hotline.clock.advance(minutes=current_rules().desk.idle_minutes + 1)
    later = hotline.thread("+8613800000002")
    later.text("RG")
    goes, at = GOES_HOME[how], hotline.clock.now()
    hotline.database.run(lambda conn: goes(conn, AGENT, at))
    line = hotline.database.read(lambda conn: queue.waiting(conn, limit=2))
    assert [row.number for row in line] == [thread.number, later.number]
    assert hotline.deliver(webhook).body.endswith("<Response></Response>")  # delivered again
    assert "分" in thread.text("JF").body
    first = {"member_id": line[0].member_id, "handover_id": line[0].handover_id}
    hotline.database.run(lambda conn: offers.accept(conn, **first, agent=OTHER, at=at))
    assert thread.text("在吗").body.endswith("<Response></Response>")
    said = hotline.database.read(lambda conn: chat_messages.messages_of(conn, *first.values()))
    members = [row.words for row in said if row.who == "member"]
    assert members == ["我的杯子呢", "(balance)", "在吗"]


def test_call_survives_agent_sign_out_and_unfinished_wrap_up_is_closed(
    hotline: Any,
) -> None:
    line, desk = talks(hotline)
    hotline.database.run(lambda conn: agent_changes.sign_out(conn, AGENT, hotline.clock.now()))
    assert (desk.row.status, desk.row.agent) == ("talking", AGENT)
    line.hang_up()
    ended = desk.row.ended_at
    hotline.clock.advance(minutes=current_rules().desk.idle_minutes + 1)
    left = hotline.database.run(lambda conn: idle_timeout.sign_off_idle(conn, hotline.clock.now()))
    assert left == 1
    assert (desk.row.status, desk.row.outcome, desk.row.closed_at) == ("closed", "helped", ended)
    assert (
        hotline.database.run(lambda conn: idle_timeout.sign_off_idle(conn, hotline.clock.now()))
        == 0
    )


def test_caller_returns_to_queue_when_ringing_agent_signs_out(hotline: Any) -> None:
    line, desk = in_line(hotline)
    desk.do(offers.accept)
    hotline.database.run(lambda conn: agent_changes.sign_out(conn, AGENT, hotline.clock.now()))
    assert (desk.row.status, desk.row.agent) == ("open", None)
    assert "不用接" in desk.leg(line, desk.asked("call")[0]["url"])


def test_supervisor_takes_over_call_of_agent(hotline: Any) -> None:
    """The member waits until the other telephone is answered, and only then is the first let go."""
    line, desk = talks(hotline)
    supervisor = Desk(hotline, "supervisor")
    supervisor.do(conversations.take_over)
    assert (desk.row.status, desk.row.agent) == ("offered", "supervisor")
    moved = desk.asked("redirect")[-1]
    assert "<Enqueue" in desk.leg(line, moved["url"], sid=line.sid)
    assert desk.asked("hang_up") == [{"call": "CAagent"}]
    desk.leg(line, desk.asked("call")[0]["status"], CallStatus="completed")
    keyed = next_of(desk.leg(line, desk.asked("call")[1]["url"]))
    assert "<Conference" in desk.leg(line, keyed, sid="CAsupervisor", Digits="1")
    assert (desk.row.status, desk.row.agent_call) == ("talking", "CAsupervisor")


def test_only_assigned_agent_can_answer_text_conversation(hotline: Any) -> None:
    _, desk = writes(hotline)
    with pytest.raises(NotAllowed, match="not_yours"):
        desk.do(chat_messages.answer, words="Hello")
    desk.do(offers.accept)
    with pytest.raises(NotAllowed, match="not_yours"):
        Desk(hotline, OTHER).do(chat_messages.answer, words="Hello")


def test_queue_change_marker_changes_with_every_handover_step(hotline: Any) -> None:
    _, desk = in_line(hotline)
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
