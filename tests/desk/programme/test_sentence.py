"""A sentence reworded at the desk: tried out, refused without losing what was typed, approved by
another, and then said to members."""

import html
import json
import re
from typing import Any

import pytest
from desk_steps import page_after

from core.conversation import wording_versions
from flows.all_words import load_wording

KEY = "balance-none"
PAGE = f"/desk/wording/zh/{KEY}"
SHORT = f"{KEY} = 还没有积分。\n    .voice = 您还没有积分呢。"
DIALLED = {"phoneNumber": "+8613800000004", "serviceCode": "*105*1#", "text": "1"}


def supervisors(desk: Any) -> tuple[Any, Any]:
    desk.sql("UPDATE agent SET role = 'supervisor' WHERE agent = 'agent2'")
    first, second = desk.signed_in("supervisor"), desk.signed_in("agent2")
    second.post("/desk/language", language="zh")
    for browser in (first, second):
        browser.get(PAGE)
    return first, second


def typed(page: str) -> str:
    found = re.search(r'<textarea class="source"[^>]*>([^<]*)</textarea>', page)
    assert found
    return html.unescape(found.group(1))


def heard(desk: Any, session: str) -> str:
    """A member without points asks for the balance."""
    address = "/ussd/session?token=demo-ussd-token"
    return str(desk.app.test_client().post(address, data=DIALLED | {"sessionId": session}).text)


def make(browser: Any, source: str = SHORT, reason: str = "更短", page: str = PAGE) -> Any:
    return browser.post(page, source=source, reason=reason, do="make")


def test_a_reworded_sentence_reaches_members_and_is_withdrawn(any_desk: Any) -> None:
    maker, other = supervisors(any_desk)
    poller = any_desk.app.extensions["poller"]
    assert typed(maker.get(PAGE).text) == load_wording().original(KEY, "zh")
    page = page_after(maker, make(maker))
    assert "已保存为草稿" in page and "您还没有积分呢。" in page and "更短" in page
    assert "不能审批自己提交的" in page and "versions/1/approve" not in page
    assert "待审批的改写" in other.get("/desk/wording").text
    assert "每消费1元" in heard(any_desk, "ATUid_1")
    own = page_after(maker, maker.post("/desk/wording/versions/1/approve", seen="0"))
    assert "不能审批自己提交的" in own
    done = page_after(other, other.post("/desk/wording/versions/1/approve", seen="0"))
    assert "10 秒内启用" in done and typed(done) == SHORT
    poller.run_once()
    assert "还没有积分。" in heard(any_desk, "ATUid_2")
    assert "已改写" in other.get(f"/desk/wording?q={KEY}&in=zh").text
    assert "已撤回" in page_after(other, other.post("/desk/wording/versions/1/withdraw"))
    assert "已经处理过" in page_after(other, other.post("/desk/wording/versions/1/withdraw"))
    poller.run_once()
    assert "每消费1元" in heard(any_desk, "ATUid_3")
    acts = sorted(act for act in any_desk.acts() if act.startswith("wording_"))
    assert acts == ["wording_approved", "wording_made", "wording_withdrawn"]


def test_a_preview_stores_nothing(desk: Any) -> None:
    maker, _ = supervisors(desk)
    answer = maker.post(PAGE, source=SHORT, reason="", do="try")
    assert answer.status_code == 200 and typed(answer.text) == SHORT
    assert "您还没有积分呢。" in answer.text and "还不能保存" not in answer.text
    assert desk.database.read(wording_versions.drafts) == []


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("没有积分", "格式不对"),
        (f"{KEY} = 没有 {{ $points", "少了一个 }"),
        (f"{KEY} = {{ $balance_of_yesterday }}", "$balance_of_yesterday"),
        (f"{KEY} = {'没' * 400}", "条短信，最多 3 条"),
        (f"{KEY} = 没有\n    .ussd = {'没' * 90}", "一屏放不下"),
        (f"{KEY} = <script>alert(1)</script> {{ $x }}", "$x"),
    ],
)
def test_a_sentence_that_does_not_fit_is_refused_and_kept_in_the_form(
    desk: Any, source: str, sentence: str
) -> None:
    maker, _ = supervisors(desk)
    answer = make(maker, source)
    assert answer.status_code == 422 and sentence in answer.text
    assert typed(answer.text) == source and 'value="更短"' in answer.text
    assert "<script>alert" not in answer.text and "Expected" not in answer.text
    assert desk.database.read(wording_versions.drafts) == []


def test_an_unchanged_sentence_is_no_version(desk: Any) -> None:
    maker, _ = supervisors(desk)
    answer = make(maker, load_wording().original(KEY, "zh"))
    assert answer.status_code == 422 and "没有任何改动" in answer.text


def test_an_outdated_approval_is_refused(desk: Any) -> None:
    maker, other = supervisors(desk)
    make(maker)
    make(maker, f"{KEY} = 没有积分。")
    assert "使用中" in page_after(other, other.post("/desk/wording/versions/1/approve", seen="0"))
    stale = page_after(other, other.post("/desk/wording/versions/2/approve", seen="0"))
    assert "同事刚刚处理过" in stale
    assert "已被替换" in page_after(other, other.post("/desk/wording/versions/2/approve", seen="1"))


def test_an_approval_checks_the_fit_again(desk: Any) -> None:
    """Rewords two lines of one menu, each as long as the other leaves room for."""
    maker, other = supervisors(desk)
    keys = ("text_home-menu-tier", "text_home-menu-history")
    for key in keys:
        answer = make(maker, f"{key} = {'等级' * 8}", page=f"/desk/wording/zh/{key}")
        assert answer.status_code == 303
    other.get(PAGE)
    for version, said in ((1, "10 秒内启用"), (2, "已经放不下")):
        decided = other.post(f"/desk/wording/versions/{version}/approve", seen="0")
        assert said in page_after(other, decided)
        desk.app.extensions["poller"].run_once()


def test_referenced_sentences_are_linked(desk: Any) -> None:
    supervisor, _ = supervisors(desk)
    page = supervisor.get("/desk/wording/zh/redeem_data-confirm").text
    assert "文字取自" in page and 'href="/desk/wording/zh/redeem_credit-confirm"' in page
    assert "换后不能取消" in page
    assert "文字取自" not in supervisor.get("/desk/wording/zh/redeem_credit-pick").text


def test_unknown_sentences_versions_and_actions_are_not_found(desk: Any) -> None:
    maker, _ = supervisors(desk)
    for path in ("zh/no-such", f"fr/{KEY}"):
        assert maker.get(f"/desk/wording/{path}").status_code == 404
        assert make(maker, page=f"/desk/wording/{path}").status_code == 404
    assert maker.post("/desk/wording/versions/9/approve", seen="0").status_code == 404
    make(maker)
    assert maker.post("/desk/wording/versions/1/burn").status_code == 404


def test_only_supervisors_reword(desk: Any) -> None:
    maker, _ = supervisors(desk)
    make(maker)
    for name in ("agent", "auditor"):
        page = desk.signed_in(name).get(PAGE).text
        assert "您还没有积分呢。" in page
        assert "<textarea" not in page and "versions/1/" not in page


@pytest.mark.parametrize(
    ("language", "key", "title"),
    [
        ("zh", "redeem_gift-confirm", "礼品兑换 · 确认"),
        ("en", "redeem_gift-confirm", "Gift redemption · Confirmation"),
        ("zh", "voice_home-menu", "电话主菜单"),
        ("zh", "redeem_gift-gone", "礼品兑换"),
        ("zh", "engine-sorry", "各流程通用"),
        ("en", "text-order_placed", "Text notifications"),
    ],
)
def test_a_sentence_is_named_by_where_it_is_said(
    desk: Any, language: str, key: str, title: str
) -> None:
    browser = desk.signed_in("supervisor")
    browser.post("/desk/language", language=language)
    assert f'<h1 class="capital">{title} <small>' in browser.get(f"/desk/wording/zh/{key}").text
    assert f"{title} <small>" in browser.get(f"/desk/wording?in=zh&q={key}").text


def test_facts_have_examples_that_are_told_apart(desk: Any) -> None:
    page = html.unescape(
        desk.signed_in("supervisor").get("/desk/wording/zh/redeem_gift-confirm").text
    )
    found = re.search(r'data-facts="(\[\[.*?\]\])"', page)
    assert found
    assert dict(json.loads(found.group(1))) == {
        "points": "88888①", "name": "保温杯和茶具", "left": "88888②",
        "redeem_gift-final": "发出后不能取消", "redeem_gift-final.voice": "发出以后不能取消",
    }  # fmt: skip
