"""The API does what its OpenAPI document says, for values that it allows and for others:
Schemathesis makes them up from the document, and checks each answer against it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings

from api.frame import Operation
from api.routes import OPERATIONS, PREFIX
from core.clients import Scope
from core.members import cards

EXAMPLES = 15
FIRST_CARD = "620000000000000001"
System = Any  # conftest.System
# One after the other on one database: which values an operation was given before does not matter.
SETTINGS = settings(
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
MODES = {
    "allowed": schemathesis.GenerationMode.POSITIVE,
    "not allowed": schemathesis.GenerationMode.NEGATIVE,
}


@pytest.fixture(autouse=True)
def a_member_with_a_card(api: Any) -> None:
    api.database.run(lambda conn: cards.add_stock(conn, FIRST_CARD, 1))
    number = FIRST_CARD + cards.check_digit(FIRST_CARD)
    assert api.system("cards").post("/members/1/cards", {"number": number}).status_code < 300


@pytest.fixture
def schema(api: Any) -> Any:
    return schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", api.app)


def for_each(cases: Any, use: Callable[[Any], None], examples: int = EXAMPLES) -> None:
    @seed(1)
    @settings(SETTINGS, max_examples=examples)
    @given(case=cases)
    def check(case: Any) -> None:
        use(case)

    check()


def known(system: System, operation: Operation) -> dict[str, Any]:
    """The path's parameters, of a member, an order or a complaint that there is."""
    if operation.path_names == ["member_id"]:
        return {"member_id": 1}
    if not operation.path_names:
        return {}
    kind = operation.path.split("/")[1]
    body = {"sku": "phone-stand", "points": 300} if kind == "orders" else {"words": "坏了"}
    return {"number": system.post(f"/members/1/{kind}", body).json["number"]}


@pytest.mark.parametrize("mode", MODES)
def test_every_operation_keeps_its_contract(api: Any, schema: Any, mode: str) -> None:
    system, keys, succeeded = api.system(), count(), set[str]()
    for operation in OPERATIONS:
        # What is not allowed of an operation without input are parameters of its path.
        has_input = mode == "allowed" or operation.body or operation.query
        path = known(system, operation) if has_input else None
        made = schema[operation.path][operation.method]
        cases = made.as_strategy(generation_mode=MODES[mode], path_parameters=path)

        def check(case: Any, name: str = operation.name) -> None:
            headers = system.authorization
            if mode == "allowed":  # made up, two requests could have one key
                headers |= {"Idempotency-Key": f"key-{next(keys):08}"}
            if case.call_and_validate(headers=headers).status_code < 300:
                succeeded.add(name)

        for_each(cases, check)
    # Nobody has a number that is made up, no card has one, and nothing and nobody has such a name.
    unlikely = {"lookUpMember", "issueCard", "placeOrder", "spendPoints"}
    expected = {each.name for each in OPERATIONS} - unlikely if mode == "allowed" else set()
    assert succeeded - unlikely == expected


def test_a_token_opens_the_operations_of_its_scopes_only(api: Any, schema: Any) -> None:
    systems = {scope: api.system(f"only-{n}", [scope]) for n, scope in enumerate(Scope)}
    for operation in OPERATIONS:
        made = schema[operation.path][operation.method]

        def check(case: Any, scope: Scope = operation.scope) -> None:
            assert case.call().status_code == 401
            for held, system in systems.items():
                status = case.call(headers=system.authorization).status_code
                assert (status == 403) == (held is not scope), (held, scope)

        for_each(made.as_strategy(), check, examples=3)


def test_the_document_has_every_operation_and_no_other(api: Any) -> None:
    client = api.app.test_client()
    found = client.get(f"{PREFIX}/openapi.json").json
    listed = {(path, method) for path, each in found["paths"].items() for method in each}
    assert listed == {(each.path, each.method.lower()) for each in OPERATIONS}
    scopes = found["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"]["scopes"]
    assert list(scopes) == list(Scope)


def test_the_page_shows_every_operation_and_loads_nothing(api: Any) -> None:
    page = api.app.test_client().get(f"{PREFIX}/docs")
    assert page.status_code == 200 and page.mimetype == "text/html"
    for operation in OPERATIONS:
        assert f'id="{operation.name}"' in page.text
    assert "<script" not in page.text and "//" not in page.text.replace("<!doctype", "")
