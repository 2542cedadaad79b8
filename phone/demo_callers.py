"""The callers that the demo's phone offers: the seeded members, each with a note of what is
special, and the agents' telephones."""

from __future__ import annotations

from typing import TypedDict

from core.seed import AGENTS, PEOPLE
from core.staff import Role


class DemoCaller(TypedDict):
    number: str
    person: str
    tier: str
    language: str
    points: str
    name: dict[str, str]  # what is special about this member, by language
    note: dict[str, str]


SEEDED = {person.number: person for person in PEOPLE.values()}


def _member(number: str, points: str, zh: str, en: str) -> DemoCaller:
    person = SEEDED.get(number)
    name_zh, note_zh = zh.split("|")
    name_en, note_en = en.split("|")
    return {
        "number": number,
        "person": person.name if person else "",
        "tier": person.tier if person else "none",
        "language": person.language if person else "",
        "points": points,
        "name": {"zh": name_zh, "en": name_en},
        "note": {"zh": note_zh, "en": note_en},
    }


def _agent(agent: str, name: str, role: Role, language: str, number: str) -> DemoCaller:
    """An agent's telephone, where accepted calls ring."""
    zh, en = ("班长", "Supervisor") if role is Role.SUPERVISOR else ("坐席", "Agent")
    return {
        "number": number,
        "person": name,
        "tier": "desk",
        "language": language,
        "points": "",
        "name": {"zh": zh, "en": en},
        "note": {"zh": f"{agent} 的电话", "en": f"The phone of {agent}"},
    }


DEMO_CALLERS: tuple[DemoCaller, ...] = (
    _member("+8613800000001", "12,345",
            "积分将到期|2,000 分 20 天后到期；三页明细；一件礼品在途",
            "Expiring points|2,000 expire in 20 days; a long history; a gift on its way"),
    _member("+8613800000002", "3,200",
            "投诉处理中|没有订单；有一件投诉在处理",
            "Open complaint|No orders; one complaint still open"),
    _member("+8613800000003", "88,888",
            "优先接入人工|人工排队优先；有一笔兑换待确认",
            "First in line|Reaches an agent first; a redemption on hold"),
    _member("+8613800000004", "0",
            "新会员|没有明细，尚未设置密码",
            "New member|No history and no PIN yet"),
    _member("+8613800000005", "5,000",
            "68 岁|长者服务：直接转人工客服，自助菜单更短",
            "68 years old|Straight to an agent; a shorter menu"),
    _member("+8613800000006", "9,000",
            "密码已锁定|输错三次；用短信验证码马上就能重设",
            "PIN locked|Three wrong tries; a code by text resets it at once"),
    _member("+8613800000007", "150",
            "账户已冻结|已挂失：只能投诉和转人工客服",
            "Account frozen|Reported lost: complaints and agents only"),
    _member("+8613899999999", "",
            "非会员|这个号码还不是会员",
            "Not a member|This number is not in the points program"),
    *(_agent(*one) for one in AGENTS if one[2] is not Role.AUDITOR),
)  # fmt: skip
