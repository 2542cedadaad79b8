"""Who may what, by URL: every endpoint of the desk, asked by every role, and by nobody.

The walk reads what each view declares, so a new view is walked without a word here. What the
declarations themselves must keep is below it.
"""

from typing import Any

import pytest
from desk_steps import rules

from core.staff import Role
from desk.frame import DeskBlueprint, public, requires_role
from desk.frame.authorization import UndeclaredAccess, access_of

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
"""What stands in an address; an item that is not there is as good: 404 is no 403."""

SAID_BY_HAND = {
    "agents": {"GET": {"supervisor", "auditor"}, "POST": {"supervisor"}},
    "trail": {"GET": {"supervisor", "auditor"}},
    "trail.csv": {"GET": {"supervisor", "auditor"}},
    "catalogue": {"GET": {"agent", "supervisor", "auditor"}},
    "catalogue/mascot": {"GET": {"agent", "supervisor", "auditor"}, "POST": {"supervisor"}},
    "catalogue/mascot/stock": {"POST": {"supervisor"}},
    "suppliers": {"GET": {"agent", "supervisor", "auditor"}, "POST": {"supervisor"}},
    "suppliers/hongda": {"GET": {"agent", "supervisor", "auditor"}, "POST": {"supervisor"}},
    "wording": {"GET": {"agent", "supervisor", "auditor"}},
    "wording/zh/balance-none": {
        "GET": {"agent", "supervisor", "auditor"},
        "POST": {"supervisor"},
    },
    "wording/versions/1/approve": {"POST": {"supervisor"}},
    "wording/versions/1/withdraw": {"POST": {"supervisor"}},
    "rules": {"GET": {"agent", "supervisor", "auditor"}},
    "rules/new": {"GET": {"supervisor"}, "POST": {"supervisor"}},
    "rules/0": {"GET": {"agent", "supervisor", "auditor"}},
    "rules/1/approve": {"POST": {"supervisor"}},
    "rules/1/withdraw": {"POST": {"supervisor"}},
    "talks/2/none/recording": {"GET": {"supervisor", "auditor"}},
    "complaints/20260002/note": {"POST": {"agent", "supervisor"}},
    "orders/20260001/reverse": {"POST": {"agent", "supervisor"}},
    "agents/agent2/disable": {"POST": {"supervisor"}},
}
"""A second opinion on what must not slip, written by hand."""


def ask(browser: Any, method: str, path: str) -> Any:
    if method == "GET":
        return browser.client.get(path)
    form = {"csrf_token": browser.token, "words": "x", "seen": "0"}
    return browser.client.open(path, method=method, data=form)


def was_let_in(answer: Any) -> bool:
    """A form that lacks something is refused by the view itself, so it was let in."""
    asked_to_sign_in = answer.status_code == 303 and "/desk/sign-in" in answer.location
    return answer.status_code != 403 and not asked_to_sign_in


@pytest.mark.parametrize("role", [*Role])
def test_every_view_lets_in_whom_it_says(desk: Any, role: Role) -> None:
    for method, path, access in rules(desk.app):
        browser = desk.signed_in(role.value)
        answer = ask(browser, method, path)
        assert answer.status_code < 500, (method, path, answer.text)
        if path not in ("/desk/sign-in", "/desk/sign-out"):  # these lead to the sign-in anyway
            assert was_let_in(answer) == (access.public or role in access.roles), (method, path)


def test_nobody_is_let_in(desk: Any) -> None:
    for method, path, access in rules(desk.app):
        browser = desk.browser()
        browser.get("/desk/sign-in")
        answer = ask(browser, method, path)
        if not access.public:
            assert answer.status_code == 303 and "/desk/sign-in" in answer.location, (method, path)
    assert desk.acts() == ["sign_in_refused"]


def test_an_auditor_changes_nothing(desk: Any) -> None:
    for method, _, access in rules(desk.app):
        assert method not in CHANGING or access.own or Role.AUDITOR not in access.roles


@pytest.mark.parametrize("path", SAID_BY_HAND)
def test_what_must_not_slip(desk: Any, path: str) -> None:
    for method, roles in SAID_BY_HAND[path].items():
        for role in Role:
            answer = ask(desk.signed_in(role.value), method, f"/desk/{path}")
            assert was_let_in(answer) == (role.value in roles), (method, role)


def test_a_supervisor_is_no_supervisor_any_more_at_once(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    assert browser.get("/desk/agents").status_code == 200
    desk.sql("UPDATE agent SET role = 'agent' WHERE agent = 'supervisor'")
    assert browser.get("/desk/agents").status_code == 403


@pytest.mark.parametrize("act", ["disable", "role", "reset", "enable"])
def test_nobody_changes_themselves(desk: Any, act: str) -> None:
    browser = desk.signed_in("supervisor")
    answer = browser.post(f"/desk/agents/supervisor/{act}", role="auditor")
    assert answer.status_code == 403
    assert desk.sql("SELECT role, active FROM agent WHERE agent = 'supervisor'") == [
        ("supervisor", 1)
    ]


def test_a_failure_of_ours_is_a_supervisors_word(desk: Any) -> None:
    form = {"reason": "our_failure", "words": "Lost in our warehouse."}
    answer = desk.signed_in("agent").post("/desk/orders/20260001/reverse", **form)
    assert answer.status_code == 403
    assert desk.sql("SELECT status FROM gift_order WHERE number = '20260001'") == [("sent",)]


def undeclared() -> str:
    return ""


@requires_role(Role.SUPERVISOR, Role.AUDITOR)
def changed_by_an_auditor() -> str:
    return ""


@pytest.mark.parametrize(
    ("view", "methods"), [(undeclared, ["GET"]), (changed_by_an_auditor, ["POST"])]
)
def test_a_view_that_does_not_say_who_may_cannot_be_served(view: Any, methods: Any) -> None:
    with pytest.raises(UndeclaredAccess):
        DeskBlueprint("desk", "desk").add_url_rule("/x", view_func=view, methods=methods)


def test_what_is_open_to_all(desk: Any) -> None:
    """Each of them on purpose."""
    views = desk.app.view_functions
    found = {
        rule.endpoint
        for rule in desk.app.url_map.iter_rules()
        if rule.endpoint.startswith("desk.") and access_of(views[rule.endpoint]).public
    }
    assert found == {"desk.sign_in", "desk.enter", "desk.choose_language", "desk.static"}
    assert access_of(public(lambda: "")).public
