"""The rules at the desk: filled in, refused without losing what was typed, approved by another, in
effect on their day, down to what a member then hears."""

import html
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from desk_steps import page_after

from core.programme import Programme, editable_fields, set_current_rules, shipped_rules
from core.programme import versions as rules
from core.rule_impact.dry_run import ESTIMATORS
from core.rule_impact.in_flight import IN_FLIGHT
from desk.programme.rule_form import as_text
from desk.programme.rule_values import unit_of
from desk.words import Words
from flows.language import LANGUAGES

TOMORROW, LATER = "2026-06-02", "2026-06-20"
NEW = "/desk/rules/new"
PROVINCES = ("delivery.remote_provinces", "delivery.unserved_provinces")
INPUT = re.compile(r'<input id="[^"]+" name="([^"]+)" value="([^"]*)"')
DIALLED = {"phoneNumber": "+8613800000004", "serviceCode": "*105*1#", "text": "1"}


@pytest.fixture(autouse=True)
def programme() -> Iterator[None]:
    """Restores the shipped rules after a test that replaces them."""
    yield
    set_current_rules(shipped_rules())


def filled_in(**changed: str) -> dict[str, str]:
    """The prefilled form with changes; expiry__years_after stands for expiry.years_after."""
    form = {each.path: as_text(each.value) for each in editable_fields.fields_of(shipped_rules())}
    form |= {"effective_on": TOMORROW, "reason": "春季活动"}
    return form | {name.replace("__", "."): value for name, value in changed.items()}


def supervisors(desk: Any) -> tuple[Any, Any]:
    desk.sql("UPDATE agent SET role = 'supervisor' WHERE agent = 'agent2'")
    first, second = desk.signed_in("supervisor"), desk.signed_in("agent2")
    second.post("/desk/language", language="zh")
    for browser in (first, second):
        browser.get(NEW)
    return first, second


def shown(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in INPUT.findall(page)}


def versions(desk: Any) -> list[Any]:
    return list(desk.database.read(rules.all_versions))


def test_the_form_is_prefilled_with_the_rules_in_effect(any_desk: Any) -> None:
    browser = any_desk.signed_in("supervisor")
    page = browser.get(NEW).text
    assert filled_in().items() - {"effective_on": "", "reason": ""}.items() >= shown(page).items()
    assert len(shown(page)) == len(editable_fields.fields_of(shipped_rules()))
    assert f'name="effective_on" type="date" value="{TOMORROW}"' in page
    assert 'class="changed"' not in page and 'class="wrong"' not in page


def test_a_version_is_drafted_approved_and_withdrawn(any_desk: Any) -> None:
    maker, other = supervisors(any_desk)
    form = filled_in(redemption__opens_after_points="2000", expiry__notices_days_before="60，30 7")
    page = page_after(maker, maker.post(NEW, **form))
    assert "草稿" in page and "春季活动" in page and "1,000 分</s> → <b>2,000 分" in page
    assert "90, 30, 7 天</s> → <b>60, 30, 7 天" in page
    made = versions(any_desk)[0]
    assert made.rules.expiry.notices_days_before == (60, 30, 7)
    assert (made.effective_on.isoformat(), made.made_by) == (TOMORROW, "supervisor")
    assert "不能审批自己提交的" in page and "/rules/1/approve" not in page
    own = page_after(maker, maker.post("/desk/rules/1/approve", seen="0"))
    assert "不能审批自己提交的" in own
    other.get("/desk/rules/1")
    assert "已通过" in page_after(other, other.post("/desk/rules/1/approve", seen="0"))
    assert "已经处理过" in page_after(other, other.post("/desk/rules/1/approve", seen="0"))
    assert "已撤回" in page_after(maker, maker.post("/desk/rules/1/withdraw"))
    acts = {act: any_desk.acts().count(act) for act in any_desk.acts() if act.startswith("rules_")}
    assert acts.pop("rules_tried") >= 1
    assert acts == {"rules_made": 1, "rules_approved": 1, "rules_withdrawn": 1}
    assert versions(any_desk)[0].withdrawn_by == "supervisor"
    assert any_desk.is_sound()


def test_the_trail_records_the_changed_rules(desk: Any) -> None:
    maker, _ = supervisors(desk)
    maker.post(NEW, **filled_in(expiry__years_after="3", delivery__remote_provinces="XZ TW"))
    found = desk.sql("SELECT agent, member_id, detail FROM trail WHERE act = 'rules_made'")
    ((agent, member_id, detail),) = found
    assert (agent, member_id) == ("supervisor", 0)
    assert '"becomes":{"expiry.years_after":3,"delivery.remote_provinces":["XZ","TW"]}' in detail
    assert '"was":{"expiry.years_after":2,' in detail


def test_the_members_shown_as_examples_are_recorded(any_desk: Any) -> None:
    maker, _ = supervisors(any_desk)
    maker.post(NEW, **filled_in(redemption__opens_after_points="50000"))
    page = maker.get("/desk/rules/1").text
    assert "目前可以兑换、生效后不能兑换的会员" in page and "138****0001" in page
    assert "将不能再兑换" in page
    tried = "SELECT CAST(detail AS TEXT) FROM trail WHERE act = 'rules_tried'"
    ((detail,),) = any_desk.sql(tried)
    assert json.loads(detail)["members"] == [1, 2, 5, 6]
    for name, sees in (("agent", False), ("auditor", True)):
        text = any_desk.signed_in(name).get("/desk/rules/1").text
        assert ("138****0001" in text) == ("例如" in text) == sees
        assert "/desk/rules/1/approve" not in text and "/rules/new" not in text
    assert any_desk.acts().count("rules_tried") == 2


WRONG: list[tuple[dict[str, str], str, str]] = [
    ({"expiry__years_after": "viele"}, "expiry.years_after", "请填写整数"),
    ({"expiry__years_after": ""}, "expiry.years_after", "请填写整数"),
    ({"expiry__years_after": "51"}, "expiry.years_after", "不能大于 50"),
    ({"claim__within_days": "0"}, "claim.within_days", "必须大于 0"),
    ({"texts__from_hour": "-1"}, "texts.from_hour", "不能小于 0"),
    ({"texts__from_hour": "22"}, "texts.until_hour", "结束时间必须晚于"),
    ({"tiers__2__growth_from": "900"}, "tiers.2.growth_from", "每一级的起点必须高于"),
    ({"complaint__decide_working_days": "16"}, "complaint.decide_working_days", "不能超过最长"),
    ({"agents__ahead_minutes": "30, 20, 10"}, "agents.ahead_minutes", "数字个数不对"),
    ({"agents__ahead_minutes": "3 2 1 0 0"}, "agents.ahead_minutes", "数字个数不对"),
    ({"expiry__notices_days_before": " , "}, "expiry.notices_days_before", "数字个数不对"),
    ({"expiry__notices_days_before": "9, x"}, "expiry.notices_days_before", "请填写整数"),
    ({"delivery__remote_provinces": "NM, xj"}, "delivery.remote_provinces", "两个大写字母"),
    ({"effective_on": "2026-06-01"}, "effective_on", "最早只能从明天起"),
    ({"effective_on": "soon"}, "effective_on", "请选择日期"),
    ({"reason": "  "}, "reason", "请填写原因"),
    ({"reason": "x" * 2_001}, "reason", "请填写原因"),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), WRONG)
def test_a_refused_form_keeps_all_values(
    desk: Any, typed: dict[str, str], field: str, sentence: str
) -> None:
    maker, _ = supervisors(desk)
    form = filled_in(**{"desk__goodwill_points_max": "600", "reason": "<b>为什么</b>"} | typed)
    answer = maker.post(NEW, **form)
    page = answer.text
    assert answer.status_code == 422 and versions(desk)[1:] == []
    assert shown(page).items() <= {name: value.strip() for name, value in form.items()}.items()
    reason = re.search(r"<textarea[^>]*>([^<]*)</textarea>", page)
    assert reason and html.unescape(reason.group(1)) == form["reason"].strip()
    assert f'type="date" value="{form["effective_on"]}"' in page
    near = page[page.index(f'name="{field}"') :]
    said = re.search(r'<p class="wrong" id="([^"]+)">([^<]+)</p>', near)
    assert said and sentence in said.group(2)
    assert f'aria-invalid="true" aria-describedby="{said.group(1)}"' in near.split(">")[0] + ">"
    assert page.count('class="wrong"') == 1
    assert "原为 500 分" in page


def test_all_errors_are_shown_at_once(desk: Any) -> None:
    maker, _ = supervisors(desk)
    wrong = {
        "expiry__years_after": "x",
        "claim__within_days": "0",
        "effective_on": "",
        "reason": "",
    }
    assert maker.post(NEW, **filled_in(**wrong)).text.count('class="wrong"') == 4


def test_a_corrected_form_is_accepted(desk: Any) -> None:
    maker, _ = supervisors(desk)
    page = maker.post(NEW, **filled_in(expiry__years_after="x", desk__idle_minutes="15")).text
    form = filled_in() | shown(page) | {"expiry.years_after": "3"}
    assert "已保存为草稿" in page_after(maker, maker.post(NEW, **form))
    rules_made = versions(desk)[0].rules
    assert (rules_made.expiry.years_after, rules_made.desk.idle_minutes) == (3, 15)


def test_unchanged_rules_are_no_version(desk: Any) -> None:
    maker, _ = supervisors(desk)
    answer = maker.post(NEW, **filled_in())
    assert answer.status_code == 422 and "没有任何调整" in answer.text
    assert "春季活动" in answer.text


def test_a_form_without_a_rule_is_refused(desk: Any) -> None:
    maker, _ = supervisors(desk)
    form: dict[str, Any] = filled_in(expiry__years_after="3")
    assert maker.post(NEW, **form | {"tiers.1.growth_from": None}).status_code == 400
    assert maker.post("/desk/rules/1/approve").status_code == 400
    assert maker.post("/desk/rules/1/approve", seen="0").status_code == 404
    assert maker.post("/desk/rules/1/burn").status_code == 404
    for address in ("/desk/rules/9", f"{NEW}?from=9"):
        assert maker.get(address).status_code == 404


def test_every_rule_can_be_changed_in_the_form(desk: Any) -> None:
    """Changes all rules at once: none is lost on the way to the rules in effect."""
    maker, _ = supervisors(desk)
    typed = filled_in()
    for each in editable_fields.fields_of(shipped_rules()):
        if isinstance(each.value, list):
            typed[each.path] = "GD、HN" if "provinces" in each.path else "9; 8 7,6"
        else:
            typed[each.path] = f" {int(each.value) + (-1 if 'until' in each.path else 1)} "
    assert "已保存为草稿" in page_after(maker, maker.post(NEW, **typed))
    made = {each.path: each.value for each in editable_fields.fields_of(versions(desk)[0].rules)}
    before = {each.path: each.value for each in editable_fields.fields_of(shipped_rules())}
    assert all(made[path] != before[path] for path in before)
    assert made["delivery.remote_provinces"] == ["GD", "HN"]
    assert made["agents.ahead_minutes"] == [9, 8, 7, 6]
    page = maker.get("/desk/rules/1").text
    assert page.count("<s>") == len(made) and maker.get(f"{NEW}?from=1").status_code == 200


def test_a_new_version_can_start_from_another_version(desk: Any) -> None:
    maker, _ = supervisors(desk)
    maker.post(NEW, **filled_in(expiry__years_after="4", effective_on=LATER))
    page = maker.get(f"{NEW}?from=1&on=2026-06-05").text
    assert shown(page)["expiry.years_after"] == "4"
    assert 'class="changed"' in page and "原为 2 年" in page
    assert 'value="2026-06-05"' in page


def test_the_form_shows_the_rules_of_its_day(desk: Any) -> None:
    maker, other = supervisors(desk)
    maker.post(NEW, **filled_in(expiry__years_after="4", effective_on=LATER))
    other.post("/desk/rules/1/approve", seen="0")
    assert shown(maker.get(NEW).text)["expiry.years_after"] == "2"
    assert shown(maker.get(f"{NEW}?on={LATER}").text)["expiry.years_after"] == "4"


def test_a_later_version_replaces_an_earlier_one(desk: Any) -> None:
    """The page of the replaced version says so, and an outdated approval is refused."""
    maker, other = supervisors(desk)
    maker.post(NEW, **filled_in(expiry__years_after="4", effective_on=LATER))
    maker.post(NEW, **filled_in(desk__idle_minutes="15"))
    other.post("/desk/rules/1/approve", seen="0")
    page = other.get("/desk/rules/2").text
    assert "起由版本 1 接替" in page
    form = filled_in(claim__within_days="60", effective_on="2026-06-21")
    maker.post(NEW, **form)
    assert "与版本 1 对比" in maker.get("/desk/rules/3").text
    stale = page_after(other, other.post("/desk/rules/3/approve", seen="0"))
    assert "同事刚刚处理过" in stale and versions(desk)[0].approved_by is None
    assert "已通过" in page_after(other, other.post("/desk/rules/3/approve", seen="1"))


def test_the_list_shows_the_status_of_each_version(any_desk: Any) -> None:
    maker, other = supervisors(any_desk)
    assert "规则还没有调整过" in maker.get("/desk/rules").text
    for n in range(4):
        maker.post(NEW, **filled_in(expiry__years_after=str(3 + n), desk__idle_minutes="9"))
    other.post("/desk/rules/2/approve", seen="0")
    other.post("/desk/rules/3/approve", seen="2")
    maker.post("/desk/rules/1/withdraw")
    page = maker.get("/desk/rules").text
    assert "规则还没有调整过" not in page

    def statuses() -> list[str]:
        page = maker.get("/desk/rules").text.split("<tbody>")[1].split("</tbody>")[0]
        return re.findall(r'class="tag ?\w*">([^<]+)<', page)

    assert statuses() == ["草稿", "待生效", "待生效", "已撤回", "生效中"]
    any_desk.clock.advance(days=1)
    maker.sign_in("supervisor")
    assert statuses() == ["已过期", "生效中", "已失效", "已撤回", "已失效"]
    assert "现行规则：版本 3" in maker.get("/desk/rules").text
    late = (
        page_after(other, other.post("/desk/rules/3/withdraw")) if other.sign_in("agent2") else ""
    )
    assert "已经生效" in late
    assert "系统初始规则" in maker.get("/desk/rules/0").text


def heard(desk: Any, session: str) -> str:
    """A member without points asks for the balance."""
    address = "/ussd/session?token=demo-ussd-token"
    return str(desk.app.test_client().post(address, data=DIALLED | {"sessionId": session}).text)


def test_a_version_takes_effect_on_its_day(any_desk: Any) -> None:
    """In a running process a member hears the new rule from midnight on."""
    maker, other = supervisors(any_desk)
    poller = any_desk.app.extensions["poller"]
    maker.post(NEW, **filled_in(earning__points_per_yuan="7"))
    other.post("/desk/rules/1/approve", seen="0")
    poller.run_once()
    assert "每消费1元积1分" in heard(any_desk, "ATUid_1")
    any_desk.clock.at += timedelta(hours=14)  # midnight in Shanghai
    poller.run_once()
    assert "每消费1元积7分" in heard(any_desk, "ATUid_2")


def test_the_form_names_the_groups_that_the_programme_serves_first(any_desk: Any) -> None:
    first, _ = supervisors(any_desk)
    assert "优先时间：钻石卡、65 岁以上、金卡、其他" in first.get(NEW).text
    document = shipped_rules().model_dump(mode="json")
    document["callers"]["senior_from_age"] = 70
    document["agents"] |= {"ahead_groups": ["senior", "gold"], "ahead_minutes": [9, 5, 0]}
    set_current_rules(Programme.model_validate(document))
    assert "优先时间：70 岁以上、金卡、其他" in first.get(NEW).text


@pytest.mark.parametrize(
    ("language", "cost", "becomes", "remote"),
    [
        ("zh", "1 分钱", "0.85 分钱", "内蒙古、青海、新疆、西藏"),
        ("en", "1 fen", "0.85 fen", "Inner Mongolia, Qinghai, Xinjiang, Tibet"),
    ],
)
def test_costs_and_provinces_are_said_as_a_person_says_them(
    any_desk: Any, language: str, cost: str, becomes: str, remote: str
) -> None:
    maker, _ = supervisors(any_desk)
    maker.post("/desk/language", language=language)
    page = maker.get("/desk/rules").text
    assert f"<dd>{cost}</dd>" in page and f"<dd>{remote}</dd>" in page
    cheaper = filled_in(redemption__cost_mfen_per_point="850", delivery__remote_provinces="TW")
    made = page_after(maker, maker.post(NEW, **cheaper))
    assert f"<s>{cost}</s> → <b>{becomes}</b>" in made
    assert f"<s>{remote}</s> → <b>TW</b>" in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_every_effect_has_its_words(language: str) -> None:
    words = Words()
    for each in editable_fields.fields_of(shipped_rules()):
        assert words.say(f"rule-{each.name}", language, tier="", place=1, groups="")
        unit = unit_of(each)
        assert (unit == "") == (each.path in PROVINCES)
        assert not unit or words.say(f"unit-{unit}", language, count=2)
    for section in editable_fields.SECTIONS:
        assert words.has(f"rules-section-{section}", language)
    assert set(IN_FLIGHT) <= set(ESTIMATORS)


def test_only_changed_rules_are_marked_in_the_form(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    page = browser.get("/desk/rules/new").text
    assert 'class="changed"' not in page
    fields = dict(re.findall(r'name="([a-z_]+\.[a-z_.0-9]+)" value="([^"]*)"', page))
    changed = fields | {"redemption.hold_days": "16", "redemption.reversal_days": "007"}
    refused = browser.post("/desk/rules/new", **changed, effective_on="2026-07-01", reason="")
    assert refused.status_code == 422
    marked = refused.text.split('<div class="changed">')[1:]
    assert len(marked) == 1
    assert 'name="redemption.hold_days"' in marked[0].partition("</div>")[0]
