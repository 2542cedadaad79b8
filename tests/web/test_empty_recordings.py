"""A recording of no length is no complaint: it is asked for again, and at the end the caller hears
that none was filed."""

from typing import Any

import pytest
from plays import RECORDING
from scenarios import COMPLAINTS
from sqlalchemy import text

EMPTY = [
    {"RecordingUrl": RECORDING, "RecordingDuration": "0", "Digits": "#"},
    {"RecordingUrl": RECORDING, "RecordingDuration": "0"},
    {"RecordingUrl": RECORDING, "RecordingStatus": "failed"},
    {},  # as after an empty recording, whose action is not called
]


@pytest.mark.parametrize("result", EMPTY)
def test_empty_recording_is_asked_for_again_and_files_nothing(
    hotline: Any, result: dict[str, str]
) -> None:
    caller, before = hotline.voice_caller(), hotline.count(COMPLAINTS)
    caller.call()
    asked = caller.press("4", "1").body
    assert "<Record" in asked

    def record(**form: str) -> str:
        return str(hotline.deliver(caller.turn_webhook(**form)).body)

    again = record(**result)
    assert "没有听到您说话" in again and "<Record" in again
    assert "<Record" in record(**result)
    told = record(**result)
    assert "没有登记投诉" in told and "人工客服请按0" in told and "<Record" not in told
    assert hotline.count(COMPLAINTS) == before
    # The next one is filed as ever.
    assert "<Record" in caller.press("1").body
    record(RecordingUrl=RECORDING, RecordingDuration="7", Digits="#")
    caller.press("1")
    assert hotline.count(COMPLAINTS) == before + 1


@pytest.mark.parametrize("result", EMPTY)
def test_empty_recording_of_a_conversation_is_not_shown(
    hotline: Any, result: dict[str, str]
) -> None:
    caller = hotline.voice_caller()
    caller.call()
    caller.press("0")
    found = text("SELECT member_id, handover_id FROM handover ORDER BY requested_at DESC")
    member_id, handover_id = hotline.database.run(lambda conn: conn.execute(found).first())
    path = f"/ivr/agent/recorded?m={member_id}&h={handover_id}&t=1"
    report = caller.ringing_webhook()._replace(path=path, form={"CallSid": "CA9"} | result)
    assert hotline.deliver(report).status < 300
    recorded = "SELECT COUNT(*) FROM handover WHERE recording_url IS NOT NULL"
    assert hotline.count(recorded) == 0
    answered = report._replace(form=report.form | {"RecordingUrl": RECORDING})
    answered.form.pop("RecordingStatus", None)
    answered.form["RecordingDuration"] = "9"
    assert hotline.deliver(answered).status < 300
    assert hotline.count(recorded) == 1
