"""Authorization by URL: every endpoint of the desk, requested by every role and by nobody.

The walk reads what each view declares, so that a new view is tested without a change here.
"""

from typing import Any

import pytest
from desk_steps import rules

from core.staff import Role
from desk.frame import DeskBlueprint, public, requires_role
from desk.frame.authorization import UndeclaredAccess, access_of

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
SENSITIVE_VIEWS = {
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
    "exchanges": {"GET": {"supervisor", "auditor"}},
    "exchanges/1/x/added": {"POST": {"supervisor"}},
    "suggestions": {"GET": {"agent", "supervisor", "auditor"}},
    "suggestions/s1/recording": {"GET": {"agent", "supervisor", "auditor"}},
    "not-understood": {"GET": {"supervisor"}, "POST": {"supervisor"}},
    "not-understood/balance.tsv": {"GET": {"supervisor"}},
    "complaints/20260002/note": {"POST": {"agent", "supervisor"}},
    "orders/20260001/reverse": {"POST": {"agent", "supervisor"}},
    "agents/agent2/disable": {"POST": {"supervisor"}},
}
"""Written by hand, independent of the declarations. The item of a path need not exist: 404 is not
403."""


def ask(browser: Any, method: str, path: str) -> Any:
    if method == "GET":
        with browser.client.get(path) as answer:  # the stream of a page ends when it is closed
            return answer
    form = {"csrf_token": browser.token, "form_key": "0" * 32, "words": "x", "seen": "0"}
    return browser.client.open(path, method=method, data=form)


def was_admitted(answer: Any) -> bool:
    """The view itself refuses an incomplete form, so that role was admitted."""
    asked_to_sign_in = answer.status_code == 303 and "/desk/sign-in" in answer.location
    return answer.status_code != 403 and not asked_to_sign_in


@pytest.mark.parametrize("role", [*Role])
def test_every_view_admits_the_roles_it_declares(desk: Any, role: Role) -> None:
    for method, path, access in rules(desk.app):
        browser = desk.signed_in(role.value)
        answer = ask(browser, method, path)
        assert answer.status_code < 500, (method, path, answer.text)
        if path not in ("/desk/sign-in", "/desk/sign-out"):  # these lead to the sign-in anyway
            assert was_admitted(answer) == (access.public or role in access.roles), (method, path)


def test_a_visitor_who_is_not_signed_in_is_sent_to_sign_in(desk: Any) -> None:
    for method, path, access in rules(desk.app):
        browser = desk.browser()
        browser.get("/desk/sign-in")
        answer = ask(browser, method, path)
        if not access.public:
            assert answer.status_code == 303 and "/desk/sign-in" in answer.location, (method, path)
    assert desk.acts() == ["sign_in_refused"]


def test_no_view_lets_an_auditor_change_something(desk: Any) -> None:
    for method, _, access in rules(desk.app):
        assert method not in CHANGING or access.own or Role.AUDITOR not in access.roles


@pytest.mark.parametrize("path", SENSITIVE_VIEWS)
def test_sensitive_views_admit_only_the_listed_roles(desk: Any, path: str) -> None:
    for method, roles in SENSITIVE_VIEWS[path].items():
        for role in Role:
            answer = ask(desk.signed_in(role.value), method, f"/desk/{path}")
            assert was_admitted(answer) == (role.value in roles), (method, role)


def test_a_changed_role_takes_effect_at_once(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    assert browser.get("/desk/agents").status_code == 200
    desk.sql("UPDATE agent SET role = 'agent' WHERE agent = 'supervisor'")
    assert browser.get("/desk/agents").status_code == 403


@pytest.mark.parametrize("act", ["disable", "role", "reset", "enable"])
def test_supervisors_cannot_change_their_own_account(desk: Any, act: str) -> None:
    browser = desk.signed_in("supervisor")
    answer = browser.post(f"/desk/agents/supervisor/{act}", role="auditor")
    assert answer.status_code == 403
    assert desk.sql("SELECT role, active FROM agent WHERE agent = 'supervisor'") == [
        ("supervisor", 1)
    ]


def test_only_a_supervisor_reverses_for_our_own_failure(desk: Any) -> None:
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
def test_a_view_without_valid_access_cannot_be_registered(view: Any, methods: Any) -> None:
    with pytest.raises(UndeclaredAccess):
        DeskBlueprint("desk", "desk").add_url_rule("/x", view_func=view, methods=methods)


def test_only_the_listed_views_are_public(desk: Any) -> None:
    """An explicit list: a view becomes public only on purpose."""
    views = desk.app.view_functions
    found = {
        rule.endpoint
        for rule in desk.app.url_map.iter_rules()
        if rule.endpoint.startswith("desk.") and access_of(views[rule.endpoint]).public
    }
    assert found == {
        "desk.sign_in",
        "desk.enter",
        "desk.company_sign_in",
        "desk.company_callback",
        "desk.choose_language",
        "desk.static",
    }
    assert access_of(public(lambda: "")).public
