"""Suppliers: edited by supervisors, chosen on an item's page, shown on an order."""

import threading
from typing import Any

import pytest
from desk_steps import details, page_after
from sqlalchemy.exc import IntegrityError

from core.kernel import NotAllowed, NotFound
from core.redemption import catalogue, suppliers

NEW = {"code": "xinyi", "name": "欣怡礼品", "contact": "周小姐 sales@xinyi.example"}
MASCOT = {"points": 800, "name_zh": "限量公仔", "name_en": "Mascot doll", "cost_fen": None}
FORM = {"points": "800", "name_zh": "限量公仔", "name_en": "Mascot doll"}
ACTIVE = "SELECT name, contact, active FROM supplier WHERE code = :code"


def test_a_supplier_is_added_and_changed(any_desk: Any) -> None:
    browser = any_desk.signed_in("supervisor")
    assert 'href="/desk/suppliers"' in browser.get("/desk/catalogue").text
    page = page_after(browser, browser.post("/desk/suppliers", **NEW))
    assert "已添加" in page and "sales@xinyi.example" in page
    assert 'href="/desk/catalogue"' in page
    form = {"name": "欣怡", "contact": NEW["contact"], "active": "yes"}
    assert "已保存" in page_after(browser, browser.change("/desk/suppliers/xinyi", **form))
    assert any_desk.sql(ACTIVE, code="xinyi") == [("欣怡", NEW["contact"], True)]
    assert details(any_desk, "supplier_added") == [
        {"supplier": "xinyi", "becomes": {"name": NEW["name"], "contact": NEW["contact"]}}
    ]
    assert details(any_desk, "supplier_changed") == [
        {"supplier": "xinyi", "was": {"name": "欣怡礼品"}, "becomes": {"name": "欣怡"}}
    ]
    browser.change("/desk/suppliers/xinyi", **form)
    assert len(details(any_desk, "supplier_changed")) == 1
    assert browser.get("/desk/suppliers/nobody").status_code == 404
    assert browser.change("/desk/suppliers/nobody", **form).status_code == 404


def test_a_refused_new_supplier_keeps_what_was_typed(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    refused = browser.post("/desk/suppliers", **NEW | {"code": "hongda"})
    assert refused.status_code == 422 and "代码已被使用" in refused.text
    assert all(f'value="{NEW[name]}"' in refused.text for name in ("name", "contact"))
    for wrong in ({"code": "../x"}, {"code": "Big"}, {"name": " "}, {"contact": "x" * 201}):
        assert browser.post("/desk/suppliers", **NEW | wrong).status_code == 400
    assert desk.sql("SELECT COUNT(*) FROM supplier") == [(3,)]


def test_a_supplier_with_items_on_sale_stays_active(any_desk: Any) -> None:
    browser = any_desk.signed_in("supervisor")
    form = {"name": "联充话费平台", "contact": "ops@topup.example"}
    refused = browser.change("/desk/suppliers/topup", **form)
    assert refused.status_code == 422 and "还有在售内容" in refused.text
    assert 'value="ops@topup.example"' in refused.text
    assert any_desk.sql(ACTIVE, code="topup")[0][1:] == ("值班 ops@topup.example", True)
    item = {"points": "1000", "name_zh": "10元话费", "name_en": "10 yuan credit"}
    browser.change("/desk/catalogue/credit-10", **item, supplier="topup")
    assert "已停用" in page_after(browser, browser.change("/desk/suppliers/topup", **form))
    again = browser.change("/desk/catalogue/credit-10", **item, supplier="topup", on_sale="yes")
    assert again.status_code == 422 and "该供应商已停用" in again.text
    assert any_desk.is_sound()


def test_an_inactive_supplier_stays_with_its_items_and_is_offered_to_no_other(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    browser.change("/desk/catalogue/mascot", **FORM, supplier="hongda")
    desk.sql("UPDATE gift SET on_sale = 0 WHERE supplier = 'hongda'")
    desk.sql("UPDATE supplier SET active = 0 WHERE code = 'hongda'")
    assert "宏达礼品 · 已停用" in browser.get("/desk/catalogue/mascot").text
    for page in ("catalogue/data-1gb", "catalogue"):
        assert "宏达礼品 · 已停用" not in browser.get(f"/desk/{page}").text
    for forged, status in (("nobody", 404), ("\0", 400), ("../x", 400)):
        answer = browser.change("/desk/catalogue/mascot", **FORM, supplier=forged)
        assert answer.status_code == status


def test_of_deactivating_a_supplier_and_selling_its_item_at_once_one_is_refused(
    any_desk: Any,
) -> None:
    """Whichever of the two comes second is refused."""
    database = any_desk.database
    any_desk.sql("UPDATE gift SET on_sale = FALSE WHERE supplier = 'hongda'")
    begun, errors = threading.Barrier(2), []

    def go() -> None:
        values = {"name": "宏达礼品", "contact": "-", "active": False}
        attempt(lambda conn: suppliers.change(conn, "hongda", **values))

    def come() -> None:
        values = MASCOT | {"supplier": "hongda", "on_sale": True}
        attempt(lambda conn: catalogue.change(conn, "mascot", **values))

    def attempt(work: Any) -> None:
        begun.wait()
        try:
            database.run(work)
        except NotAllowed as error:
            errors.append(error.reason)

    threads = [threading.Thread(target=each) for each in (go, come)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors in (["supplier_on_sale"], ["supplier_inactive"])
    assert any_desk.is_sound()


def test_the_list_counts_the_items_of_each_supplier(any_desk: Any) -> None:
    any_desk.sql("UPDATE gift SET on_sale = FALSE WHERE sku = 'mascot'")
    found = any_desk.database.read(suppliers.all_suppliers)
    assert [(each.code, each.items, each.on_sale) for each in found] == [
        ("hongda", 3, 2),
        ("jiahe", 2, 2),
        ("topup", 1, 1),
    ]
    with pytest.raises(NotFound):
        any_desk.database.read(lambda conn: suppliers.by_code(conn, "nobody"))


def test_an_empty_list_of_suppliers_says_what_to_do(desk: Any) -> None:
    desk.sql("UPDATE gift SET supplier = NULL")
    desk.sql("DELETE FROM supplier")
    assert "还没有供应商" in desk.signed_in("auditor").get("/desk/suppliers").text


def test_an_order_shows_the_contact_of_its_supplier(any_desk: Any) -> None:
    browser = any_desk.signed_in("agent2")
    page = browser.get("/desk/orders/20260003").text
    assert "佳和电器" in page and "service@jiahe.example" in page
    assert "20260003" in browser.get("/desk/orders?supplier=jiahe").text
    assert "20260003" not in browser.get("/desk/orders?supplier=hongda").text
    assert "20260001" in browser.get("/desk/orders?status=sent&supplier=hongda").text
    assert browser.get("/desk/orders?supplier=%00").status_code == 400
    any_desk.sql("UPDATE gift SET supplier = NULL WHERE sku = 'earphones'")
    assert "Supplier" not in browser.get("/desk/orders/20260003").text


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE supplier SET code = 'Hong Da' WHERE code = 'topup'",
        "INSERT INTO supplier (code, name, contact, active) VALUES ('', 'x', 'x', TRUE)",
        "INSERT INTO supplier (code, name, contact, active) VALUES ('a_b', 'x', 'x', TRUE)",
        "UPDATE supplier SET name = ''",
        "UPDATE supplier SET contact = ''",
        "UPDATE gift SET cost_fen = -1",
        "UPDATE gift SET supplier = 'nobody'",
        "DELETE FROM supplier WHERE code = 'hongda'",
    ],
)
def test_the_database_refuses_invalid_suppliers(any_desk: Any, broken: str) -> None:
    with pytest.raises(IntegrityError):
        any_desk.sql(broken)
