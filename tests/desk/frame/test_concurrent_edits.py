"""Concurrent edits: no change is overwritten unseen, and nothing counts twice."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from desk_steps import MASCOT

AT_FIRST = "SELECT SUM(at_first) FROM stock WHERE sku = 'mascot'"


@pytest.mark.parametrize(
    ("form", "first", "second", "shown"),
    [
        (
            "catalogue/mascot",
            MASCOT | {"points": "990"}, MASCOT | {"name_en": "Doll"}, 'value="Doll"',
        ),
        (
            "suppliers/hongda",
            {"name": "H", "contact": "c", "active": "yes"},
            {"name": "Mine", "contact": "c", "active": "yes"}, "Mine",
        ),
        (
            "members/2/address",
            {"address": "Road 1", "words": "x"}, {"address": "Road 2", "words": "y"}, "Road 2",
        ),
    ],
)  # fmt: skip
def test_a_form_that_shows_outdated_values_is_refused(
    any_desk: Any, form: str, first: Any, second: Any, shown: str
) -> None:
    one, other = (any_desk.signed_in("supervisor") for _ in range(2))
    as_seen = other.hidden_in(f"/desk/{form}")
    assert one.change(f"/desk/{form}", **first).status_code == 303
    refused = other.post(f"/desk/{form}", **as_seen | second)
    assert refused.status_code == 409 and "同事" in refused.text and shown in refused.text
    changes = [act for act in any_desk.acts() if act.endswith(("_changed", "_address"))]
    assert len(changes) == 1
    assert other.change(f"/desk/{form}", **second).status_code == 303
    assert other.post(f"/desk/{form}", **second).status_code == 409, "not shown to anybody"


def test_stock_is_added_once_per_form(any_desk: Any) -> None:
    ((before,),) = any_desk.sql(AT_FIRST)
    browsers = [any_desk.signed_in("supervisor") for _ in range(2)]
    form = browsers[0].hidden_in("/desk/catalogue/mascot/stock") | {"more": "5"}
    tokens = [browser.hidden_in("/desk/catalogue/mascot/stock") for browser in browsers]
    with ThreadPoolExecutor() as pool:
        answers = pool.map(
            lambda pair: pair[0].post(
                "/desk/catalogue/mascot/stock", **form | {"csrf_token": pair[1]["csrf_token"]}
            ),
            zip(browsers, tokens, strict=True),
        )
        assert [answer.status_code for answer in answers] == [303, 303]
    assert any_desk.sql(AT_FIRST) == [(before + 5,)]
    assert any_desk.acts().count("stock_added") == 1
    again = browsers[0].post("/desk/catalogue/mascot/stock", **form | {"more": "6"})
    assert "已经提交过" in browsers[0].get(again.location).text
    assert any_desk.sql(AT_FIRST) == [(before + 5,)]


def test_of_two_simultaneous_changes_one_is_refused(any_desk: Any) -> None:
    form, browsers = "/desk/catalogue/mascot", [any_desk.signed_in("supervisor") for _ in range(2)]
    for n in range(5):
        sent = [
            browser.hidden_in(form) | MASCOT | {"name_en": f"{which}{n}"}
            for browser, which in zip(browsers, "ab", strict=True)
        ]
        with ThreadPoolExecutor() as pool:
            answers = pool.map(
                lambda pair: pair[0].post(form, **pair[1]), zip(browsers, sent, strict=True)
            )
            assert sorted(answer.status_code for answer in answers) == [303, 409]
