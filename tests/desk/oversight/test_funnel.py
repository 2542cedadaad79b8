"""The page with the funnel of a dialogue."""

import re
from typing import Any

import pytest
from desk_steps import sentence_keys

from core.conversation import StepVisits, funnel_counts
from core.programme import local_day
from desk.oversight import funnel_branches
from desk.oversight.funnel_steps import funnel_of
from flows.dialogues import DIALOGUES
from flows.engine import Question

OPTION = re.compile(r'<option value="(\w+)"[^>]*>([^<]+)</option>')


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_dialogues_have_the_same_name_in_the_list(desk: Any, language: str) -> None:
    browser = desk.signed_in("supervisor")
    browser.post("/desk/language", language=language)
    listed = dict(OPTION.findall(browser.get("/desk/funnel").text))
    assert listed.keys() == DIALOGUES.flows.keys()
    assert len({name.lower() for name in listed.values()}) == len(listed)
    assert not any(f"({flow.replace('_', ' ')})" in name for flow, name in listed.items())


def test_steps_are_in_the_order_of_the_dialogue_with_their_losses() -> None:
    visits = {
        "how": StepVisits(200, 150, 20), "pick": StepVisits(100, 90), "confirm": StepVisits(80, 40),
        "done": StepVisits(35),
    }  # fmt: skip
    flow = DIALOGUES.flows["redeem_gift"]
    funnel = funnel_of(flow, visits)
    assert [[each.step for each in row] for row in funnel.rows] == [
        ["meant", "which"],
        ["how"],
        ["number", "pick"],
        ["confirm"],
        ["too_soon", "code"],
        ["offered"],
    ]
    assert {each.step for row in funnel.rows[1:] for each in row if each.begins} == {
        "how", "pick", "confirm", "too_soon", "code",
    }  # fmt: skip
    how = next(each for each in funnel.steps if each.step == "how")
    assert (how.width, how.answered_width) == (100, 75)
    assert (how.visits.lost, how.loss_percent, how.loses_many) == (50, 25, False)
    confirm = next(each for each in funnel.steps if each.step == "confirm")
    assert (confirm.width, confirm.answered_width, confirm.loses_many) == (40, 20, True)


@pytest.mark.parametrize(
    ("flow", "rows"),
    [
        ("marketing", [["refuse", "accept"]]),
        ("pin", [["new"], ["again"]]),
        ("withdraw_complaint", [["which"], ["confirm", "confirm_all"]]),
    ],
)
def test_alternatives_are_side_by_side(desk: Any, flow: str, rows: list[list[str]]) -> None:
    assert funnel_branches.rows_of(DIALOGUES.flows[flow]) == rows
    page = desk.signed_in("supervisor").get(f"/desk/funnel?flow={flow}").text
    assert page.count('<ul class="branches">') == sum(len(row) > 1 for row in rows)


@pytest.mark.parametrize("flow", DIALOGUES.flows)
def test_every_question_is_in_one_row(flow: str) -> None:
    asked = [
        name for name, step in DIALOGUES.flows[flow].steps.items() if isinstance(step, Question)
    ]
    rows = funnel_branches.rows_of(DIALOGUES.flows[flow])
    assert sorted(name for row in rows for name in row) == sorted(asked)
    assert all(rows)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_question_has_a_name_in_the_language_of_the_page(language: str) -> None:
    asked = {
        f"step-{name}"
        for flow in DIALOGUES.flows.values()
        for name, step in flow.steps.items()
        if isinstance(step, Question)
    }
    assert asked <= sentence_keys(language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "200 次里 50 次没有继续，其中挂断 20 次"),
        ("en", "50 of 200 dropped off, 20 by hanging up"),
    ],
)
def test_losses_are_said_between_the_steps(desk: Any, language: str, said: str) -> None:
    step = ("voice", "redeem_gift", "how")
    counted = {
        (*step, funnel_counts.VISITED): 200,
        (*step, funnel_counts.ANSWERED): 150,
        (*step, funnel_counts.LEFT): 20,
    }
    today = local_day(desk.clock.now())
    desk.database.run(lambda conn: funnel_counts.add(conn, today, counted))
    browser = desk.signed_in("supervisor")
    browser.post("/desk/language", language=language)
    page = browser.get("/desk/funnel").text
    assert said in page
    assert re.search(r"<span class=\"tag\">25%</span>", page)


REFUSED = {
    "zh": ("没能办成（如积分不够）", "2 次", "0 次", "会员不一定从第一步开始。"),
    "en": ("Ended by a refusal", "2 times", "0 times", "Not everyone starts at the first step."),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_was_refused_has_not_reached_the_end(desk: Any, language: str) -> None:
    refused, twice, never, once_said = REFUSED[language]
    end = ("sms", "redeem_gift", "too_few", funnel_counts.VISITED)
    today = local_day(desk.clock.now())
    browser = desk.signed_in("supervisor")
    browser.post("/desk/language", language=language)
    assert refused not in browser.get("/desk/funnel").text
    desk.database.run(lambda conn: funnel_counts.add(conn, today, {end: 2}))
    page = browser.get("/desk/funnel").text
    *_, reached, refusals = page.split("</ol>")[0].split("<li>")
    assert f">{never}<" in reached
    assert refused in refusals and f">{twice}<" in refusals
    assert page.count(once_said) == 1


def test_few_visits_have_no_share(desk: Any) -> None:
    """Of two members at the code, neither of whom has answered yet, "100%" says nothing."""
    step = ("sms", "redeem_gift", "code", funnel_counts.VISITED)
    today = local_day(desk.clock.now())
    desk.database.run(lambda conn: funnel_counts.add(conn, today, {step: 2}))
    browser = desk.signed_in("supervisor")
    browser.post("/desk/language", language="en")
    page = browser.get("/desk/funnel").text
    assert "2 of 2 dropped off" in page
    assert "100%" not in page.split("</form>")[-1]
    assert "tag late" not in page
