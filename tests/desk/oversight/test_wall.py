"""The wall of the supervisors."""

import re
from datetime import timedelta
from typing import Any

import pytest
from desk_steps import request_agent

from core.programme import local_day, start_of_day

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


@pytest.mark.parametrize(("seconds", "mark"), [(30, None), (100, "close"), (121, "missed")])
def test_a_wait_has_the_colour_and_the_sign_of_its_target(
    desk: Any, seconds: int, mark: str | None
) -> None:
    request_agent(desk, "?")
    desk.clock.at += timedelta(seconds=seconds)
    page = desk.signed_in("supervisor").get("/desk/wall").text
    colour = {None: "good", "close": "soon", "missed": "late"}[mark]
    (wait,) = re.findall(r'<span class="wait big (\w+)">(.*?)<time', page, re.DOTALL)
    assert wait[0] == colour
    assert re.findall(r"icons\.svg#(\w+)", wait[1]) == ([mark] if mark else [])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_curve_shows_the_first_quarter_hour_of_the_day(desk: Any, language: str) -> None:
    desk.clock.at = start_of_day(local_day(desk.clock.now()) + timedelta(days=1))
    browser = desk.signed_in("supervisor")
    browser.post("/desk/language", language=language)
    empty = browser.get("/desk/wall").text
    assert {"zh": "今天还没有人要求人工服务。", "en": "Nobody has asked"}[language] in empty
    assert "<figure" not in empty
    request_agent(desk, "?")
    page = browser.get("/desk/wall").text
    assert 'data-of="curve-numbers"' in page and 'data-until="00:00"' in page
    (row,) = re.findall(r'<tr><th scope="row" data-x="00:00">.*?</tr>', page)
    assert re.findall(r'data-value="(\d+)"', row) == ["1", "0", "0"]


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "只算电话，不算短信"), ("en", "Calls only, not texts")]
)
def test_what_the_share_in_time_counts_is_said(desk: Any, language: str, said: str) -> None:
    request_agent(desk, "?")  # by text
    desk.clock.at += timedelta(minutes=10)
    browser = desk.signed_in("supervisor")
    browser.post("/desk/language", language=language)
    page = browser.get("/desk/wall").text
    assert said in page
    assert "in_time," in browser.get("/desk/wall.csv").text.splitlines()


def test_exported_figures_have_the_day_by_quarter_hour(desk: Any) -> None:
    request_agent(desk, "?")
    lines = desk.signed_in("supervisor").get("/desk/wall.csv").text.splitlines()
    assert {"waiting_text,1", "agents_offline,4", "put_through,1"} <= set(lines)
    assert sum(line.startswith("offered_") for line in lines) == 96
    assert sum(line.endswith(",1") and line.startswith("offered_") for line in lines) == 1
