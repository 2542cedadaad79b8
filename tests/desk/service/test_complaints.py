"""Working on complaints and claims over HTTP, as far as the ledger and the outbox."""

from datetime import timedelta
from typing import Any

import pytest
from desk_steps import COMPLAINT, page_after
from sqlalchemy import text

from core.kernel import NotAllowed
from core.programme import current_rules
from core.service import complaint_grades, complaints, suggestions

AGENT, SUPERVISOR = "agent", "supervisor"


def act(browser: Any, name: str, seen: int, **form: Any) -> str:
    """Sends the action, and returns the page that follows."""
    return page_after(browser, browser.post(f"{COMPLAINT}/{name}", seen=seen, **form))


def test_a_complaint_from_first_contact_to_closing(any_desk: Any) -> None:
    desk, browser = any_desk, any_desk.signed_in("agent2")
    page = browser.get("/desk/complaints").text
    assert "20260002" in page and "138****0002" in page and "First contact" in page
    assert "Alice Brown" in browser.get(COMPLAINT).text
    assert "Emma Clark" in act(browser, "assign", 0, to="agent2")
    act(browser, "contact", 1, words="She will send the bill.")
    act(browser, "note", 2, words="Waiting for the bill.")
    assert "We text the member" in act(browser, "decide", 3, words="400 points are added.")
    assert "Closed" in act(browser, "close", 4, words="She is content.", satisfaction="5")
    ((status, satisfaction, level),) = desk.sql(
        "SELECT status, satisfaction, level FROM complaint WHERE number = '20260002'"
    )
    assert (status, satisfaction, level) == ("closed", 5, 1)
    told = desk.sql("SELECT topic FROM outbox WHERE member_id = 2 ORDER BY event_id")
    assert [topic for (topic,) in told][-2:] == ["complaint_decided", "complaint_closed"]
    steps = desk.sql("SELECT act FROM complaint_step ORDER BY step_id")
    assert [act for (act,) in steps] == ["assign", "contact", "note", "decide", "close"]
    assert "complaint_decide" in desk.acts() and "complaint_looked_at" in desk.acts()


def test_a_reopened_complaint_is_decided_by_a_supervisor(desk: Any) -> None:
    browser = desk.signed_in(AGENT)
    act(browser, "decide", 0, words="没有漏记。")
    assert "重新受理" in act(browser, "reopen", 1, words="会员有小票。")
    assert "二级投诉由班长答复" in act(browser, "decide", 2, words="已补。")
    act(desk.signed_in(SUPERVISOR), "decide", 2, words="已补。")
    decided = desk.sql("SELECT level, decision FROM complaint WHERE number = '20260002'")
    assert decided == [(2, "已补。")]


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("agent", ("办结，评分 4（满分 5）", "会员")),
        ("agent2", ("Closed, rated 4 of 5", "Member")),
    ],
)
def test_the_members_grade_is_a_step_of_the_case(any_desk: Any, who: str, shown: Any) -> None:
    browser = any_desk.signed_in(who)
    act(browser, "decide", 0, words="OK.")
    grade = {"member_id": 2, "number": "20260002", "satisfaction": 4, "at": any_desk.clock.at}
    any_desk.database.run(lambda conn: complaint_grades.grade(conn, **grade))
    page = browser.get(COMPLAINT).text
    assert f"<b>{shown[0]}</b> · {shown[1]} ·" in page
    act(browser, "reopen", 1, words="?")  # the member acted meanwhile
    assert any_desk.sql("SELECT status FROM complaint WHERE number = '20260002'") == [("closed",)]


@pytest.mark.parametrize("at_time", [True, False])
def test_a_complaint_that_nobody_grades_is_closed_after_seven_days(
    any_desk: Any, at_time: bool
) -> None:
    browser = any_desk.signed_in("agent2")
    act(browser, "decide", 0, words="OK.")
    found = complaint_grades.Ungraded(2, "seed-complaint", "20260002")
    at = any_desk.clock.at + timedelta(days=7 if at_time else 6)
    assert (
        any_desk.database.run(lambda conn: complaint_grades.close_ungraded(conn, found, at))
        == at_time
    )
    assert not any_desk.database.run(lambda conn: complaint_grades.close_ungraded(conn, found, at))
    ((status, satisfaction),) = any_desk.sql(
        "SELECT status, satisfaction FROM complaint WHERE number = '20260002'"
    )
    assert (status, satisfaction) == ("closed" if at_time else "decided", None)
    shown = "<b>Closed</b> · Automatic, no rating in time ·" in browser.get(COMPLAINT).text
    assert shown == at_time == ("complaint_ungraded" in any_desk.acts())
    trail = any_desk.signed_in(SUPERVISOR).get("/desk/trail").text
    assert ("到期未评分，自动办结投诉" in trail) == at_time == ("系统自动" in trail)


def test_an_action_on_an_outdated_complaint_is_refused(any_desk: Any) -> None:
    first, second = any_desk.signed_in(AGENT), any_desk.signed_in("agent2")
    for browser in (first, second):
        browser.get(COMPLAINT)
    act(first, "decide", 0, words="是。")
    assert "A colleague just worked on this" in act(second, "decide", 0, words="No.")
    assert any_desk.sql("SELECT COUNT(*) FROM complaint_step") == [(1,)]
    assert "complaint_decide" in any_desk.acts()


def test_overdue_complaints_come_first(desk: Any) -> None:
    browser = desk.signed_in("agent2")
    assert "overdue" not in browser.get("/desk/complaints").text
    desk.clock.advance(hours=20)
    browser.sign_in("agent2")
    assert "overdue since" in browser.get("/desk/complaints").text
    act(browser, "contact", 0, words="Called.")
    assert "overdue" not in browser.get("/desk/complaints").text


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("explode", {}),
        ("decide", {"words": " "}),
        ("decide", {"words": "x" * 2_001}),
        ("close", {"words": "x", "satisfaction": "6"}),
        ("note", {"words": "x", "seen": "-1"}),
    ],
)
def test_invalid_fields_are_refused(desk: Any, name: str, form: dict[str, str]) -> None:
    answer = desk.signed_in(AGENT).post(f"{COMPLAINT}/{name}", **form)
    assert answer.status_code in (400, 404)
    assert desk.sql("SELECT COUNT(*) FROM complaint_step") == [(0,)]


def test_a_granted_claim_earns_what_the_bill_would_have(desk_with_claim: Any) -> None:
    browser = desk_with_claim.signed_in("agent2")
    assert "R-100" in browser.get("/desk/claims").text
    assert browser.get("/desk/claims/20269999").status_code == 200
    form = {"source": "mobile", "yuan": "100", "on": "2026-05-30", "words": "It is his receipt."}
    page = page_after(browser, browser.post("/desk/claims/20269999/grant", **form))
    # silver: 100 yuan * 1.2, and 20 % for two years of membership
    assert "144 points" in page
    again = page_after(browser, browser.post("/desk/claims/20269999/grant", **form))
    assert "A colleague just worked on this" in again
    granted = "SELECT SUM(amount) FROM posting WHERE unit = 'points' AND memo = '20269999 agent2'"
    assert desk_with_claim.sql(granted) == [(144,)]
    assert desk_with_claim.sql("SELECT COUNT(*) FROM outbox WHERE topic = 'claim_decided'") == [
        (1,)
    ]
    assert desk_with_claim.is_sound()


def test_a_claim_too_old_or_of_a_member_in_arrears_is_refused(desk_with_claim: Any) -> None:
    browser = desk_with_claim.signed_in("agent2")
    form = {"source": "mobile", "yuan": "100", "on": "2026-01-01", "words": "Old."}
    page = page_after(browser, browser.post("/desk/claims/20269999/grant", **form))
    assert "The receipt is too old" in page
    desk_with_claim.database.run(
        lambda conn: conn.execute(text("UPDATE member SET status = 'arrears' WHERE member_id = 2"))
    )
    form["on"] = "2026-05-30"
    page = page_after(browser, browser.post("/desk/claims/20269999/grant", **form))
    assert "has unpaid bills" in page
    assert desk_with_claim.sql("SELECT status FROM claim") == [("open",)]
    browser.post("/desk/claims/20269999/refuse", words="It is another member's.")
    assert desk_with_claim.sql("SELECT status, reason FROM claim") == [
        ("refused", "It is another member's.")
    ]


CLAIM = "/desk/claims/20269999"
DEAR = {"source": "mobile", "yuan": "5000", "on": "2026-05-30", "words": "A new telephone."}


def done(browser: Any, path: str, **form: str) -> str:
    return page_after(browser, browser.post(path, **form))


def approval(desk: Any) -> str:
    [(which,)] = desk.sql("SELECT approval_id FROM approval WHERE status = 'waiting'")
    return f"/desk/approvals/2/{which}"


def test_a_claim_above_the_limit_takes_two_people(desk_with_claim: Any) -> None:
    agent, supervisor = desk_with_claim.signed_in("agent2"), desk_with_claim.signed_in("supervisor")
    posted = "SELECT amount, memo FROM posting WHERE unit = 'points' AND memo LIKE '20269999 %'"
    assert "A supervisor was asked" in done(agent, f"{CLAIM}/grant", **DEAR)
    assert desk_with_claim.sql(posted) == [] and "claim_asked" in desk_with_claim.acts()
    for act in ("grant", "refuse"):
        assert f"{CLAIM}/{act}" not in agent.get(CLAIM).text
        assert "A supervisor is deciding this claim" in done(
            agent, f"{CLAIM}/{act}", **DEAR | {"yuan": "1"}
        )
    page = supervisor.get("/desk/approvals").text
    assert "7,200" in page and "R-100" in page and "5,000.00" in page and CLAIM in page
    supervisor.post(approval(desk_with_claim), approves="no")
    assert desk_with_claim.sql("SELECT status FROM claim") == [("open",)]
    done(agent, f"{CLAIM}/grant", **DEAR)
    supervisor.post(approval(desk_with_claim), approves="yes")
    # in two postings: the bill's, and the bonus for the years of membership
    by = "20269999 agent2+supervisor"
    assert sorted(desk_with_claim.sql(posted)) == [(1_200, by), (6_000, by)]
    assert desk_with_claim.sql("SELECT status, reason FROM claim") == [("granted", DEAR["words"])]
    assert desk_with_claim.sql("SELECT COUNT(*) FROM outbox WHERE topic = 'claim_decided'") == [
        (1,)
    ]
    assert desk_with_claim.is_sound()


def test_own_claims_and_those_of_members_in_arrears_are_not_approved(desk_with_claim: Any) -> None:
    desk_with_claim.sql("UPDATE agent SET role = 'supervisor' WHERE agent = 'agent2'")
    asks, other = desk_with_claim.signed_in("agent2"), desk_with_claim.signed_in("supervisor")
    done(asks, f"{CLAIM}/grant", **DEAR)
    assert "You can’t approve your own request" in done(
        asks, approval(desk_with_claim), approves="yes"
    )
    desk_with_claim.sql("UPDATE member SET status = 'arrears' WHERE member_id = 2")
    other.post(approval(desk_with_claim), approves="yes")
    assert desk_with_claim.sql("SELECT status FROM claim") == [("open",)]
    assert desk_with_claim.sql("SELECT status FROM approval") == [("waiting",)]


@pytest.mark.parametrize(("yuan", "status"), [("1389", "granted"), ("1390", "open")])
def test_a_claim_at_the_limit_takes_one_person(
    desk_with_claim: Any, yuan: str, status: str
) -> None:
    """A silver member of two years; the amounts earn 1,999 and 2,001 points."""
    assert current_rules().desk.claim_points_alone_max == 2_000
    desk_with_claim.signed_in("agent2").post(f"{CLAIM}/grant", **DEAR | {"yuan": yuan})
    assert desk_with_claim.sql("SELECT status FROM claim") == [(status,)]


RECORDING = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1"
NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.mark.parametrize(
    ("url", "status"), [(None, 404), ("https://example.org/x.wav", 404), (RECORDING, 502)]
)
def test_a_recording_that_cannot_be_fetched_gets_an_error_status(
    new_desk: Any, url: str | None, status: int
) -> None:
    """Without a recording, with a foreign URL, and with a carrier that does not answer."""
    desk = new_desk(twilio_api_url=NOBODY_LISTENS)
    desk.sql("UPDATE complaint SET words = NULL, recording_url = :url", url=url)
    browser = desk.signed_in(AGENT)
    page = browser.get(COMPLAINT).text
    assert ("<audio" in page) == (url is not None)
    assert ("录音已不再保存" in page) == (url is None)
    assert browser.get(f"{COMPLAINT}/recording").status_code == status
    assert desk.acts().count("complaint_listened") == 1


def test_the_recordings_of_a_member_are_deleted(new_desk: Any) -> None:
    desk = new_desk()
    desk.sql("UPDATE complaint SET words = NULL, recording_url = :url", url=RECORDING)
    browser = desk.signed_in(AGENT)
    assert "forget_recordings" in browser.get("/desk/members/2").text
    form = {"words": "会员来电要求删除"}
    assert browser.post("/desk/members/2/forget_recordings", **form).status_code == 303
    assert desk.sql("SELECT recording_url FROM complaint WHERE member_id = 2") == [(None,)]
    asked = desk.sql("SELECT payload FROM outbox WHERE topic = 'delete_recording'")
    assert [str(payload) for (payload,) in asked] == ['{"recording":"RE1"}']
    assert "forget_recordings" not in browser.get("/desk/members/2").text
    assert desk.is_sound()


def test_a_withdrawn_complaint_is_shown_as_such_and_no_longer_worked_on(any_desk: Any) -> None:
    browser = any_desk.signed_in("agent2")
    any_desk.database.run(
        lambda conn: complaints.withdraw(
            conn, member_id=2, number="20260002", at=any_desk.clock.now()
        )
    )
    assert "20260002" not in browser.get("/desk/complaints").text
    assert "20260002" in browser.get("/desk/complaints?status=withdrawn").text
    assert "Withdrawn by the member" in browser.get(COMPLAINT).text
    assert "The member withdrew this complaint" in act(browser, "decide", 0, words="400 points.")
    assert "Note added" in act(browser, "note", 0, words="She called about it.")
    statuses = any_desk.sql("SELECT status FROM complaint WHERE number = '20260002'")
    assert statuses == [("withdrawn",)]


def test_an_agent_who_acts_first_keeps_a_complaint_from_being_withdrawn(any_desk: Any) -> None:
    act(any_desk.signed_in("agent2"), "assign", 0, to="agent2")
    with pytest.raises(NotAllowed, match="in_work"):
        any_desk.database.run(
            lambda conn: complaints.withdraw(
                conn, member_id=2, number="20260002", at=any_desk.clock.now()
            )
        )


def test_what_a_member_adds_and_the_category_are_shown(any_desk: Any) -> None:
    browser = any_desk.signed_in("agent2")
    any_desk.database.run(
        lambda conn: complaints.add(
            conn, member_id=2, number="20260002", words="He was rude, too.", key="add",
            at=any_desk.clock.now(),
        )
    )  # fmt: skip
    page = browser.get(COMPLAINT).text
    assert "He was rude, too." in page and "Not classified" in page
    assert "Category changed" in act(browser, "classify", 1, category="service")
    assert "20260002" in browser.get("/desk/complaints?category=service").text
    assert "Service (1)" in browser.get("/desk/complaints?category=points").text
    assert "20260002" not in browser.get("/desk/complaints?category=points").text
    assert browser.get("/desk/complaints?category=nonsense").status_code == 400


def make_suggestions(desk: Any, count: int) -> None:
    def work(conn: Any) -> None:
        for n in range(count):
            said = (None, RECORDING) if n == 0 else (f"More tea, please ({n}).", None)
            suggestions.make(
                conn, member_id=3, words=said[0], recording_url=said[1], channel="sms",
                at=desk.clock.now() + timedelta(seconds=n // 2), suggestion_id=f"s{n}",
            )  # fmt: skip

    desk.database.run(work)


def test_suggestions_are_listed_the_newest_first(any_desk: Any) -> None:
    assert "No suggestions yet" in any_desk.signed_in("agent2").get("/desk/suggestions").text
    make_suggestions(any_desk, 52)
    browser = any_desk.signed_in("agent2")
    first = browser.get("/desk/suggestions").text
    assert first.index("(51)") < first.index("(2)") and "138****0003" in first
    assert "+8613800000003" not in first and "s0/recording" not in first
    assert "s0/recording" in browser.get("/desk/suggestions?after=s2").text
    assert browser.get("/desk/suggestions?after=nothing").status_code == 404
    assert "suggestions_listed" in any_desk.acts()
    browser.get("/desk/suggestions/s0/recording")
    assert "suggestion_listened" in any_desk.acts()
    assert browser.get("/desk/suggestions/s1/recording").status_code == 404
