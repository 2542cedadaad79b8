"""The wall of the supervisors."""

from datetime import timedelta
from typing import Any

import pytest
from desk_steps import request_agent

ROWS = {
    "zh": [("30", "时限内"), ("100", "快到时限"), ("121", "已超时")],
    "en": [("30", "Within target"), ("100", "Close to the limit"), ("121", "Over target")],
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_how_a_wait_stands_is_said_in_words(desk: Any, language: str) -> None:
    begins = desk.clock.now()
    request_agent(desk, "?")
    browser = desk.signed_in("supervisor")
    browser.post("/desk/language", language=language)
    for seconds, words in ROWS[language]:
        desk.clock.at = begins + timedelta(seconds=int(seconds))
        page = browser.get("/desk/wall").text
        assert [each for _, each in ROWS[language] if f">{each}<" in page] == [words]


def test_exported_figures_have_the_day_by_quarter_hour(desk: Any) -> None:
    request_agent(desk, "?")
    lines = desk.signed_in("supervisor").get("/desk/wall.csv").text.splitlines()
    assert {"waiting_text,1", "agents_offline,4", "put_through,1"} <= set(lines)
    assert sum(line.startswith("offered_") for line in lines) == 96
    assert sum(line.endswith(",1") and line.startswith("offered_") for line in lines) == 1
