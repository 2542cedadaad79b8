"""Conversations: who may act in one, and what members may write in it."""

import json
import re
from html import unescape
from typing import Any

import pytest
from desk_steps import SCRIPTS, TALK, request_agent, sentence_keys

from core.contact_centre import chat_messages, offers, requests
from core.conversation import SelfService, self_service
from flows.dialogues import DIALOGUES
from flows.dialogues.agent.request import ENGINE_QUESTIONS
from flows.engine import builtin

ACTS = (
    "accept",
    "hold",
    "resume",
    "pin",
    "hand_on",
    "write",
    "end",
    "close",
    "take_over",
    "put_back",
)


@pytest.fixture
def asked(desk: Any) -> Any:
    """Member 3 waits for a conversation by text."""
    return request_agent(desk, "Hello")


def row(desk: Any) -> Any:
    return desk.sql("SELECT status, agent, disposition FROM handover WHERE handover_id = 'h1'")[0]


@pytest.mark.parametrize("act", ACTS)
def test_an_agent_cannot_act_in_a_colleagues_conversation(asked: Any, act: str) -> None:
    hers, others = asked.signed_in("agent"), asked.signed_in("agent2")
    hers.post(f"{TALK}/accept")
    assert row(asked) == ("talking", "agent", None)
    said = asked.sql("SELECT COUNT(*) FROM line")
    form = {"words": "x", "to": "agent2", "disposition": "done"}
    refused = others.post(f"{TALK}/{act}", **form)
    assert refused.status_code == (303 if act == "accept" else 422)
    assert row(asked) == ("talking", "agent", None)
    assert asked.sql("SELECT COUNT(*) FROM line") == said


def test_a_supervisor_acts_in_any_conversation(asked: Any) -> None:
    hers, supervisor = asked.signed_in("agent"), asked.signed_in("supervisor")
    hers.post(f"{TALK}/accept")
    assert "talks/3/h1" in supervisor.get("/desk/").text
    assert "talks/3/h1" not in asked.signed_in("agent2").get("/desk/").text
    page = supervisor.get(TALK).text
    assert f"{TALK}/take_over" in page and f"{TALK}/end" in page and f"{TALK}/write" not in page
    supervisor.post(f"{TALK}/take_over")
    assert row(asked) == ("talking", "supervisor", None)
    assert f"{TALK}/write" in supervisor.get(TALK).text
    assert f"{TALK}/take_over" not in hers.get(TALK).text
    assert asked.acts().count("talk_take_over") == 1


@pytest.mark.parametrize("who", ["agent", "supervisor"])
def test_an_unanswered_offer_is_put_back(desk: Any, who: str) -> None:
    request_agent(desk, "", way="callback")
    hers, gives_up = desk.signed_in("agent"), desk.signed_in(who)
    hers.post(f"{TALK}/accept")
    desk.signed_in("agent2").post(f"{TALK}/put_back")
    assert row(desk) == ("offered", "agent", None)
    assert f"{TALK}/put_back" in gives_up.get(TALK).text
    gives_up.post(f"{TALK}/put_back")
    assert row(desk) == ("open", None, None)
    hers.post(f"{TALK}/accept")
    assert row(desk) == ("offered", "agent", None)


def test_a_supervisor_ends_and_closes_the_conversation_of_an_agent(asked: Any) -> None:
    hers, supervisor = asked.signed_in("agent"), asked.signed_in("supervisor")
    hers.post(f"{TALK}/accept")
    supervisor.post(f"{TALK}/end")
    assert row(asked)[0] == "wrap_up"
    [(told,)] = asked.sql("SELECT payload FROM outbox WHERE topic = 'text'")
    assert "客服已结束本次对话" in json.loads(told)["words"]
    assert f"{TALK}/close" in supervisor.get(TALK).text
    supervisor.post(f"{TALK}/close", disposition="done")
    assert row(asked) == ("closed", "agent", "done")
    supervisor.post(f"{TALK}/take_over")
    assert row(asked)[0] == "closed"


@pytest.mark.parametrize("path", ["talks/2/h1", "talks/3/h2", "talks/9/h1", "members/99"])
def test_unknown_conversations_and_members_are_not_found(asked: Any, path: str) -> None:
    browser = asked.signed_in("agent")
    assert browser.get(f"/desk/{path}").status_code == 404
    if path.startswith("talks"):
        assert browser.get(f"/desk/{path}/state").status_code == 404
        browser.get("/desk/")
        assert browser.post(f"/desk/{path}/accept").status_code == 404


@pytest.mark.parametrize("script", SCRIPTS)
def test_messages_of_a_member_are_escaped(desk: Any, script: str) -> None:
    desk.sql("UPDATE member SET name = :name", name=script)
    request_agent(desk, script)
    browser = desk.signed_in("agent")
    pages = [browser.get("/desk/").text, browser.client.get("/desk/queue").text]
    browser.post(f"{TALK}/accept")
    for path in ("", "talks/3/h1", "talks/3/h1/state", "members/3", "members?q=13800000003"):
        pages.append(browser.client.get(f"/desk/{path}", follow_redirects=True).text)
    for page in pages:
        for live in ("<script>alert", "<img src=x", "<svg onload", 'href="javascript:', ">49<"):
            assert live not in page


def test_a_conversation_by_text_is_not_called_a_call(any_desk: Any) -> None:
    request_agent(any_desk, "(balance) JF")
    hers, other = any_desk.signed_in("agent"), any_desk.signed_in("supervisor")
    hers.post(f"{TALK}/accept")
    for path in ("", "talks/3/h1"):
        page = hers.get(f"/desk/{path}").text
        assert "短信沟通中" in page and "通话中" not in page
    assert "JF (积分余额)</li>" in page
    (named,) = any_desk.sql("SELECT name FROM agent WHERE agent = 'agent'")
    for to, shown in (("agent", named.name), ("supervisor", "班长")):
        any_desk.sql(
            "UPDATE handover SET status = 'open', agent = NULL, meant_for = :to, version = 9", to=to
        )
        assert f"转给{shown}" in other.get("/desk/").text


def wish_line(browser: Any) -> str:
    """What the page says that the member wants, without its mark-up."""
    found = re.search('<p class="wish">(.*?)</p>', browser.get(TALK).text)
    assert found
    return unescape(re.sub("<[^>]+>", "|", found[1]))


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ([], "还没有说明"),
        (["(started)", "(agent) 0"], "还没有说明"),
        (["1", "***", "(agent) 0"], "还没有说明"),
        (["你好", "好的", "(agent) 人工"], "还没有说明"),
        (["(balance) JF", "(agent) 人工"], "查积分"),
        (["(balance) JF", "怎么投诉", "(agent) 转人工"], "|怎么投诉|"),
        (["(complaint) TS", "杯子碎了", "1", "怎么投诉", "(agent) 转人工"], "|怎么投诉|"),
        (["我的宽带昨天断了", "好的", "(agent) 人工"], "|我的宽带昨天断了|"),
        (["我的宽带昨天断了", "帮我转人工"], "|我的宽带昨天断了|"),
        (["帮我转人工"], "|帮我转人工|"),
        (["(complaint_status) 投诉进度", "耳机还没到，转人工"], "|耳机还没到，转人工|"),
        (
            ["(balance) JF", "agent please and my cup is broken"],
            "|agent please and my cup is broken|",
        ),
        (["我的宽带昨天断了", "(balance) JF", "(agent) 人工"], "查积分"),
        (["我的宽带昨天断了", *["1"] * 8, "(agent) 人工"], "还没有说明"),
        (["(balance) JF", *["1"] * 8, "(agent) 人工"], "还没有说明"),
    ],
)
@pytest.mark.parametrize("way", ["queue", "callback"])
def test_what_a_caller_wants_is_said_in_words(
    desk: Any, way: str, said: list[str], wish: str
) -> None:
    request_agent(desk, "", way=way)
    lines = json.dumps([["member", words] for words in said])
    desk.sql(
        """UPDATE handover SET path = '["voice_home.menu"]', transcript = :lines""", lines=lines
    )
    assert wish_line(desk.signed_in("agent")) == f"|想办：| {wish}"


@pytest.mark.parametrize(
    ("words", "wish"), [("五月的积分没到账", "|五月的积分没到账|"), ("Hello", "还没有说明")]
)
def test_what_is_written_to_the_agent_is_the_wish(desk: Any, words: str, wish: str) -> None:
    request_agent(desk, words)
    assert wish_line(desk.signed_in("agent")) == f"|想办：| {wish}"


def test_what_is_written_last_while_waiting_is_the_wish(desk: Any) -> None:
    request_agent(desk, "五月的积分没到账")
    at = desk.clock.now()
    lines = [("member", "算了，我想改收货地址")]
    desk.database.run(lambda conn: chat_messages.add(conn, 3, "h1", lines, at))
    assert wish_line(desk.signed_in("agent")) == "|想办：| |算了，我想改收货地址|"


@pytest.mark.parametrize("words", ["你们快点", "快点啊", "hurry up please", "人呢，快点"])
def test_impatience_while_waiting_is_no_wish(desk: Any, words: str) -> None:
    request_agent(desk, "五月的积分没到账")
    at = desk.clock.now()
    desk.database.run(lambda conn: chat_messages.add(conn, 3, "h1", [("member", words)], at))
    assert wish_line(desk.signed_in("agent")) == "|想办：| |五月的积分没到账|"


@pytest.mark.parametrize(
    ("language", "path"),
    [
        ("zh", ["电话主菜单", "投诉和补登菜单", "补登积分"]),
        ("en", ["Main menu of calls", "Complaints menu", "Claim for missing points"]),
    ],
)
def test_the_path_of_a_call_is_said_in_words(desk: Any, language: str, path: list[str]) -> None:
    request_agent(desk, "")
    stops = json.dumps(["voice_home.menu", "complaints_menu.menu", "claim.receipt", "gone.menu"])
    desk.sql("UPDATE handover SET path = :stops", stops=stops)
    browser = desk.signed_in("agent")
    browser.post("/desk/language", language=language)
    shown = browser.get(TALK).text.partition('<p class="path">')[2].partition("</p>")[0]
    assert re.findall("<span>([^<]+)</span>", shown) == [*path, "gone.menu"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_dialogue_that_a_member_may_stop_at_is_a_wish(language: str) -> None:
    stopped_at = DIALOGUES.flows.keys() - ENGINE_QUESTIONS
    wishes = {f"wish-{flow}" for flow in stopped_at if not flow.endswith("_home")}
    assert wishes <= sentence_keys(language)


@pytest.mark.parametrize(
    ("language", "words", "shown"),
    [
        ("en", "(balance) JF", "JF (balance)"),
        ("en", "(balance) Balance", "Balance"),
        ("zh", "(balance) 积分余额", "积分余额"),
    ],
)
def test_a_keyword_is_explained_unless_it_is_the_explanation(
    desk: Any, language: str, words: str, shown: str
) -> None:
    request_agent(desk, words)
    browser = desk.signed_in("agent")
    browser.post("/desk/language", language=language)
    assert f"</span>{shown}</li>" in browser.get(TALK).text


@pytest.mark.parametrize("path", ["members/{}", "talks/{}/h1", "talks/{}/h1/state", "rules/{}"])
def test_an_id_too_large_for_the_database_is_not_found(desk: Any, path: str) -> None:
    browser = desk.signed_in("supervisor")
    for number in (2**63 - 1, 2**63, 10**40):
        assert browser.get(f"/desk/{path.format(number)}").status_code == 404
    assert browser.post(f"/desk/approvals/{2**63}/x", approves="yes").status_code == 404


def test_one_button_holds_the_member_and_takes_them_back(desk: Any) -> None:
    agent = request_agent(desk, "", way="queue").signed_in("agent")
    at = desk.clock.now()
    which = {"member_id": 3, "handover_id": "h1"}
    desk.database.run(lambda conn: offers.accept(conn, **which, agent="agent", at=at))
    desk.database.run(lambda conn: offers.connect(conn, **which, this_try=1, call="CA1", at=at))

    def offered() -> list[str]:
        page = agent.get(TALK).text
        return [act for act in ("hold", "resume") if f'action="{TALK}/{act}"' in page]

    assert offered() == ["hold"]
    agent.post(f"{TALK}/hold")
    assert offered() == ["resume"]
    agent.post(f"{TALK}/resume")
    assert offered() == ["hold"]
    agent.post(f"{TALK}/hold")
    agent.post(f"{TALK}/pin")
    assert offered() == ["hold"], "the member comes back from the dialogue and hears the agent"


def test_a_member_who_waits_in_two_ways_is_one_row(desk: Any) -> None:
    request_agent(desk, "Hello")
    at = desk.clock.now()
    summary = requests.SessionSummary("s2", "voice", "zh", "", [], [], [], 1)
    for member_id, number, name in ((3, "+8613800000003", "h2"), (0, "", "x1"), (0, "", "x2")):
        desk.database.run(
            lambda conn, member_id=member_id, number=number, name=name: requests.request(
                conn, member_id=member_id, number=number, way="queue", summary=summary,
                priority=3, key=name, at=at, handover_id=name,
            )
        )  # fmt: skip
    page = desk.signed_in("agent").get("/desk/").text
    assert page.count('<th scope="row">') == 3
    assert "有 3 位在等" in page
    assert page.count('id="accept-') == 4


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("agent", ("自助", "积分余额、会员等级", "未办理业务")),
        ("agent2", ("Self-service", "balance, tier", "Nothing requested")),
    ],
)
def test_contacts_without_an_agent_are_in_the_history(any_desk: Any, who: str, shown: Any) -> None:
    for channel, flow in (("voice", ""), ("sms", "balance"), ("sms", "tier")):
        seen = {SelfService(2, channel, flow): 1}
        any_desk.database.run(
            lambda conn, seen=seen: self_service.record(conn, any_desk.clock.at, seen)
        )
    page = any_desk.signed_in(who).get("/desk/members/2").text
    history = page[page.index('id="contacts-title"') :]
    assert history.count(f"<b>{shown[0]}</b>") == 2
    assert f'<p class="words">{shown[1]}</p>' in history
    assert f'<p class="words">{shown[2]}</p>' in history


@pytest.mark.parametrize(
    ("way", "offered", "not_offered"),
    [("text", "no_reply", "wrong_number"), ("queue", "wrong_number", "no_reply")],
)
def test_outcomes_fit_the_way_of_the_conversation(
    desk: Any, way: str, offered: str, not_offered: str
) -> None:
    hers = request_agent(desk, "Hello", way).signed_in("agent")
    hers.post(f"{TALK}/accept")
    if way == "queue":
        desk.sql("UPDATE handover SET status = 'talking'")
    hers.post(f"{TALK}/end")
    page = hers.get(TALK).text
    assert f'value="{offered}"' in page
    assert f'value="{not_offered}"' not in page
    assert hers.post(f"{TALK}/close", disposition=not_offered).status_code == 400
    hers.post(f"{TALK}/close", disposition=offered)
    assert row(desk) == ("closed", "agent", offered)


@pytest.mark.parametrize(("language", "said"), [("zh", "H (主菜单)"), ("en", "H (main menu)")])
def test_keywords_in_the_conversation_are_said_in_words(
    asked: Any, language: str, said: str
) -> None:
    lines = [("member", "(main) H"), ("member", "(sorry) my mistake")]
    at = asked.clock.now()
    asked.database.run(lambda conn: chat_messages.add(conn, 3, "h1", lines, at))
    hers = asked.signed_in("agent")
    hers.post("/desk/language", language=language)
    page = hers.get(TALK).text
    thread = page.partition('id="talk-lines"')[2].partition("</ol>")[0]
    assert said in thread
    assert "(sorry) my mistake" in thread
    assert "(main)" not in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_of_the_engine_has_a_name(language: str) -> None:
    assert {f"heard-{name}" for name in builtin.COMMANDS | {"agent", "repeat"}} <= sentence_keys(
        language
    )


@pytest.mark.parametrize(("language", "said"), [("zh", "还没有说明"), ("en", "not said yet")])
def test_who_asks_for_an_agent_at_the_home_menu_has_said_no_wish(
    asked: Any, language: str, said: str
) -> None:
    asked.sql("""UPDATE handover SET path = '["text_home.menu"]'""")
    hers = asked.signed_in("agent")
    hers.post("/desk/language", language=language)
    assert said in hers.get("/desk/").text
    wish = hers.get(TALK).text.partition('class="wish"')[2].partition("</p>")[0]
    assert said in wish
    assert "<small>" not in wish
