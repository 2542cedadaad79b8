"""Times to come as members say them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from flows.language import find_time, keyed_time, moment_of

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 6, 1, 10, 20, tzinfo=ZONE)


def meant(text: str) -> str | None:
    found = find_time(text)
    at = moment_of(found[0], MONDAY) if found else None
    return f"{at:%m-%d %H:%M}" if at else None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("明天下午三点给我回电", "06-02 15:00"),
        ("今晚8点以后", "06-01 20:00"),
        ("后天上午十点半", "06-03 10:30"),
        ("下周三下午2点", "06-10 14:00"),
        ("周五15:30", "06-05 15:30"),
        ("周一九点", "06-08 09:00"),
        ("6月3号下午四点", "06-03 16:00"),
        ("三号四点一刻", "06-03 16:15"),
        ("三点", "06-01 15:00"),
        ("明早九点", "06-02 09:00"),
        ("明晚", "06-02 19:00"),
        ("明天", "06-02 10:00"),
        ("今天", "06-01 11:00"),
        ("今晚十二点", "06-01 23:00"),
        ("半小时后", "06-01 10:50"),
        ("一个半小时以后", "06-01 11:50"),
        ("二十分钟后", "06-01 10:40"),
        ("tomorrow at 3", "06-02 15:00"),
        ("after 6", "06-01 18:00"),
        ("tonight after 8", "06-01 20:00"),
        ("friday at 3:30 pm", "06-05 15:30"),
        ("next tuesday morning", "06-09 09:00"),
        ("on the 3rd at noon", "06-03 12:00"),
        ("june 3 at 4pm", "06-03 16:00"),
        ("4pm on the 3rd of June", "06-03 16:00"),
        ("half past three", "06-01 15:30"),
        ("quarter to five tomorrow", "06-02 16:45"),
        ("in two hours", "06-01 12:20"),
        ("in half an hour", "06-01 10:50"),
        ("in 20 minutes", "06-01 10:40"),
        ("the day after tomorrow", "06-03 10:00"),
        ("tommorow at 3pm", "06-02 15:00"),
        ("2moro 3pm", "06-02 15:00"),
        ("day after tomorow at 10am", "06-03 10:00"),
        ("明天三点到五点之间", "06-02 15:00"),
        ("四点以前都没空", "06-01 16:00"),
        ("between 3 and 5 pm", "06-01 15:00"),
        ("not before four", "06-01 16:00"),
    ],
)
def test_time_is_read(text: str, at: str) -> None:
    assert meant(text) == at


@pytest.mark.parametrize(
    "text",
    [
        "六点以前", "before 6", "今天早上八点", "25点", "at 25", "二月三十号", "february 30th",
        "500 points", "给我送500分", "call me back", "可以吗", "今天三点明天四点",
    ],
)  # fmt: skip
def test_no_time_to_come_is_read(text: str) -> None:
    assert meant(text) is None


@pytest.mark.parametrize(
    ("keys", "at"), [("1530", "15:30"), ("15", "15:00"), ("3", "15:00"), ("930", "09:30")]
)
def test_time_is_keyed(keys: str, at: str) -> None:
    said = keyed_time(keys)
    assert said is not None
    found = moment_of(said, MONDAY.replace(hour=8))
    assert found is not None and f"{found:%H:%M}" == at
    assert keyed_time("2561") is None
