"""What is recorded of a turn, what it has carried out, and the message that follows it."""

from typing import Any
from xml.sax.saxutils import escape

from plays import webhook_after

from core.conversation import turn_log
from core.members import BLANK
from flows.dialogues import DIALOGUES

# A reply to a message whose session is lost is recorded, and changes nothing else.
RECORDED = frozenset({"turn"})


def recorded_reply(hotline: Any) -> dict[str, Any]:
    """The newest reply that the database has recorded."""
    newest = "SELECT member_id, session_id, message_id FROM turn ORDER BY recorded_at, seq"
    found = hotline.database.run(
        lambda conn: [turn_log.find(conn, *row) for row in conn.exec_driver_sql(newest)]
    )
    reply: dict[str, Any] = found[-1].reply
    return reply


def recorded_words(hotline: Any) -> list[str]:
    """The words of the newest recorded reply: without a one-time code, so in two parts where it has
    one."""
    reply = recorded_reply(hotline)
    lines = (*reply["say"], *(option["text"] for option in reply["options"]))
    return [escape(part) for line in lines for part in line.split(BLANK)]


def effects_carried_out(hotline: Any) -> set[str]:
    """Will have the names of the dialogues' steps with an effect that are carried out from now
    on, as in Scenario.effects."""
    player, carried_out = hotline.conversation._taker._engine._player, set[str]()
    do = player._do

    def record(context: Any, step: Any) -> None:
        flow = context.session.top.flow
        do(context, step)
        if step.effect:
            carried_out.add(effect_name(flow, step.name))

    player._do = record
    return carried_out


def effect_name(flow: str, step: str) -> str:
    """The dialogue and the step: dialogues build flows that differ in what they are about only."""
    [dialogue] = [each for each in DIALOGUES.declared if flow in [one.name for one in each.flows]]
    return f"{dialogue.package.rpartition('.')[2]}.{step}"


def next_webhook(hotline: Any, webhook: Any) -> Any:
    """The next message of the same session: back to the main menu."""
    key = "9" if webhook.path.startswith("/ivr") else "H" if "/sms" in webhook.path else "00"
    return webhook_after(hotline, webhook, key)


def replies(answers: list[Any]) -> set[Any]:
    assert {answer.status for answer in answers} == {200}
    return {answer.body for answer in answers}
