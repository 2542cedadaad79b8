"""The audit trail records each look and change, and is shown in the reader's language."""

import ast
import csv
import re
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from desk_steps import FOLDER, MASCOT, TALK, request_agent, sentence_keys

LOOKS = "SELECT agent FROM trail WHERE act = 'talk_looked_at'"
TAGS = re.compile("<[^>]+>")
DETAIL = re.compile('<td data-label="详情"><small>(.*?)</small>')


def test_reading_a_colleagues_conversation_is_recorded_once_per_opening(any_desk: Any) -> None:
    request_agent(any_desk, "Hello")
    hers, other = any_desk.signed_in("agent"), any_desk.signed_in("agent2")
    hers.post(f"{TALK}/accept")
    hers.get(TALK)
    hers.get(f"{TALK}/state")
    assert any_desk.sql(LOOKS) == []
    for times in (1, 1, 1):
        assert "Hello" in other.get(f"{TALK}/state").text
        assert any_desk.sql(LOOKS) == [("agent2",)] * times
    for times in (2, 3):
        other.get(TALK)
        other.get(f"{TALK}/state")
        assert any_desk.sql(LOOKS) == [("agent2",)] * times


def test_a_corrected_address_is_recorded_before_and_after(desk: Any) -> None:
    browser = desk.signed_in("agent")
    desk.sql("UPDATE member SET address = 'Road 1' WHERE member_id = 2")
    browser.change("/desk/members/2/address", address="Road 2", words="She moved")
    browser = desk.signed_in("auditor")
    page = unescape(browser.get("/desk/trail").text)
    assert "原因：She moved；原为：地址 Road 1；改为：地址 Road 2" in page
    assert browser.get("/desk/trail.csv").get_data().startswith(b"\xef\xbb\xbfat,agent,")


def test_details_are_shown_in_the_language_of_the_page(desk: Any) -> None:
    lead = desk.signed_in("supervisor")
    lead.change("/desk/catalogue/mascot", **MASCOT | {"cost": "12.5", "points": "990"})
    lead.post("/desk/presence", presence="available")
    lead.post("/desk/agents/agent2/role", role="auditor")
    lead.get("/desk/complaints")
    page = unescape(lead.get("/desk/trail").text)
    for said in ("成本（元） 12.50", "上架 否", "改为：空闲", "角色：审计", "编号：20260002"):
        assert said in page, said
    for raw in ("cost_fen", "on_sale", "becomes", "available", "{", "false", "null"):
        assert not any(raw in detail for detail in DETAIL.findall(page)), raw
    lead.post("/desk/language", language="en")
    assert "Cost (yuan) 12.50" in unescape(lead.get("/desk/trail").text)


@pytest.mark.parametrize(
    ("language", "act", "detail"),
    [
        ("zh", "修改角色", "坐席：agent2；角色：审计员"),
        ("en", "Changed an agent’s role", "Agent: agent2; Role: Auditor"),
    ],
)
def test_the_file_is_in_words_like_the_page(
    desk: Any, language: str, act: str, detail: str
) -> None:
    lead = desk.signed_in("supervisor")
    lead.post("/desk/language", language=language)
    lead.post("/desk/agents/agent2/role", role="auditor")
    lines = csv.DictReader(lead.get("/desk/trail.csv").text.lstrip("\ufeff").splitlines())
    assert (act, detail) in {(line["act"], line["detail"]) for line in lines}
    assert act in (page := unescape(lead.get("/desk/trail").text)) and detail in page


def test_a_conversation_is_a_link_and_its_id_only_in_the_file(desk: Any) -> None:
    request_agent(desk, "Hello")
    desk.signed_in("agent").post(f"{TALK}/accept")
    auditor = desk.signed_in("auditor")
    page = auditor.get("/desk/trail").text
    assert f'<a href="{TALK}">会话</a>' in page
    assert not any("h1" in TAGS.sub("", detail) for detail in DETAIL.findall(page))
    lines = csv.DictReader(auditor.get("/desk/trail.csv").text.lstrip("\ufeff").splitlines())
    assert [line["ids"] for line in lines if line["act"] == "接入会话"] == ["h1"]


def test_every_recorded_detail_has_a_name() -> None:
    calls = [
        node
        for file in Path(FOLDER).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("record", "record_as")
    ]
    names = {each.arg for call in calls for each in call.keywords if each.arg}
    assert len(names) > 15
    assert {f"detail-{name}" for name in names} - sentence_keys("zh") == {
        "detail-at", "detail-act", "detail-entry_id", "detail-detail", "detail-member_id",
    }  # fmt: skip


def test_members_and_agents_are_named_and_times_are_local(desk: Any) -> None:
    desk.signed_in("agent").get("/desk/members/2")
    browser = desk.signed_in("auditor")
    page = browser.get("/desk/trail").text
    assert '<a href="/desk/members/2">Alice Brown</a>' in page
    assert "138****0002" in page
    [(name,)] = desk.sql("SELECT name FROM agent WHERE agent = 'agent'")
    assert f">{name}</td>" in page
    lines = list(csv.DictReader(browser.get("/desk/trail.csv").text.lstrip("\ufeff").splitlines()))
    [look] = [line for line in lines if line["act"] == "查看会员"]
    assert (look["agent_name"], look["member_name"]) == (name, "Alice Brown")
    assert look["member_number"] == "138****0002"
    local = desk.clock.now().astimezone(ZoneInfo("Asia/Shanghai"))
    assert look["at"] == f"{local:%Y-%m-%d %H:%M:%S}"
