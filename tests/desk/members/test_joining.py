"""An agent joins a caller who is no member."""

from typing import Any

import pytest
from desk_steps import details, page_after

NUMBER = "+8613899999999"
FORM = {"number": NUMBER, "name": "陈晨", "born_on": "", "place": "3205", "language": "zh"}


def test_number_of_nobody_offers_joining(any_desk: Any) -> None:
    agent = any_desk.signed_in("agent")
    page = agent.get("/desk/members?q=13899999999").text
    assert f"为 {NUMBER} 入会" in page and "jf.example.cn/hy" in page
    joined = page_after(agent, agent.post("/desk/members", **FORM, consent="yes"))
    assert "已入会，回执短信已经发出。" in joined and "陈晨" in joined
    [(member_id, name, marketing_ok)] = any_desk.sql(
        "SELECT member_id, name, marketing_ok FROM member WHERE number = :number", number=NUMBER
    )
    assert name == "陈晨" and not marketing_ok
    [said] = any_desk.sql("SELECT channel, evidence FROM enrolment")
    assert tuple(said) == ("desk", "desk:agent")
    balance = "SELECT balance FROM member_account WHERE member_id = :id AND unit = 'points'"
    assert any_desk.sql(balance, id=member_id) == [(100,)]
    assert details(any_desk, "member_join") == [{"channel": "desk"}]
    assert any_desk.is_sound()


def test_same_form_again_joins_once(desk: Any) -> None:
    agent = desk.signed_in("agent")
    form = FORM | {"consent": "yes", "form_key": "a" * 32}
    answers = [agent.post("/desk/members", **form) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert desk.sql("SELECT COUNT(*) FROM enrolment") == [(1,)]


def test_consent_to_marketing_is_given_apart(desk: Any) -> None:
    desk.signed_in("agent").post("/desk/members", **FORM, consent="yes", marketing="yes")
    said = 'SELECT "class", "by", evidence FROM consent WHERE evidence LIKE \'desk:%\''
    assert [tuple(row) for row in desk.sql(said)] == [("marketing", "member", "desk:agent")]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"consent": ""}, "请先征得对方同意。"),
        ({"born_on": "2020-01-01"}, "年龄不到规定，不能入会。"),
        ({"number": "+862552345678"}, "这不是本公司的手机号码，不能入会。"),
        ({"number": "+8613800000001"}, "这个号码刚刚已经入会。"),
    ],
)
def test_refusals_say_why_and_change_nothing(desk: Any, given: dict[str, str], reason: str) -> None:
    agent = desk.signed_in("agent")
    refused = agent.post("/desk/members", **(FORM | {"consent": "yes"} | given))
    assert refused.status_code == 422
    assert reason in refused.text
    assert desk.sql("SELECT COUNT(*) FROM enrolment") == [(0,)]


def test_auditor_is_not_offered_it(desk: Any) -> None:
    auditor = desk.signed_in("auditor")
    assert "入会</h2>" not in auditor.get("/desk/members?q=13899999999").text
    assert auditor.post("/desk/members", **FORM, consent="yes").status_code == 403
    assert desk.sql("SELECT COUNT(*) FROM enrolment") == [(0,)]
