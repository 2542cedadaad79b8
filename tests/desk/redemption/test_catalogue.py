"""The catalogue and its stock, as far as what members can redeem, and the cost of each item."""

from datetime import date
from typing import Any

import pytest
from desk_steps import MASCOT, STOCK, details, page_after

from core.kernel import NotAllowed
from core.redemption import gifts
from desk.frame import optional_fen
from desk.words.formatting import yuan

BOUGHT = "SELECT supplier, cost_fen FROM gift WHERE sku = :sku"


def row(page: str, name: str) -> str:
    """The row of a table that is about one item."""
    return next(each for each in page.split("</tr>") if f">{name}</a>" in each)


def test_stock_is_added(any_desk: Any) -> None:
    browser = any_desk.signed_in("supervisor")
    for sku, count, becomes in (
        ("rice-cooker", 5, (5, 5, 0, 0)),
        ("phone-stand", 10, (110, 110, 0, 0)),
    ):
        assert "已入库" in page_after(
            browser, browser.change(f"/desk/catalogue/{sku}/stock", more=str(count))
        )
        assert any_desk.sql(STOCK, sku=sku) == [becomes]
    suppliers = {each["sku"]: each["supplier"] for each in details(any_desk, "stock_added")}
    assert suppliers == {"rice-cooker": "jiahe", "phone-stand": "hongda"}
    assert "服务没有库存" in page_after(
        browser, browser.post("/desk/catalogue/data-1gb/stock", more="5")
    )
    assert browser.change("/desk/catalogue/mascot/stock", more="-5").status_code == 400
    assert any_desk.is_sound()


def test_the_catalogue_is_changed(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    assert "已保存" in page_after(browser, browser.change("/desk/catalogue/mascot", **MASCOT))
    changed = "SELECT points, name_zh, name_en, on_sale FROM gift WHERE sku = 'mascot'"
    assert desk.sql(changed) == [(900, "公仔", "Mascot", 0)]
    assert "已下架" in browser.get("/desk/catalogue").text
    refused = browser.change("/desk/catalogue/mascot", **MASCOT | {"name_en": "Mascot’s"})
    assert refused.status_code == 422
    assert "费用翻倍" in refused.text and 'value="Mascot’s"' in refused.text
    assert desk.sql(changed)[0][2] == "Mascot"
    for wrong in ({"points": "0"}, {"name_zh": "一二三四五六七"}, {"name_en": "x" * 17}):
        answer = browser.change("/desk/catalogue/mascot", **MASCOT | wrong)
        assert answer.status_code == 400


def test_an_item_is_added_stocked_and_put_on_sale(any_desk: Any) -> None:
    browser = any_desk.signed_in("supervisor")
    form = {"kind": "gift", "sku": "umbrella", "number": "9", "points": "700"}
    names = {"name_zh": "雨伞", "name_en": "Umbrella"}
    assert "还未上架" in page_after(browser, browser.post("/desk/catalogue", **form, **names))
    for taken in ({"number": "10"}, {"sku": "umbrella-2"}):
        refused = browser.post("/desk/catalogue", **form | taken, **names)
        assert refused.status_code == 422
        assert "已被使用" in refused.text and 'value="雨伞"' in refused.text
    assert browser.post("/desk/catalogue", **form | {"sku": "../x"}, **names).status_code == 400
    browser.change("/desk/catalogue/umbrella/stock", more="3")
    browser.change("/desk/catalogue/umbrella", points="700", on_sale="yes", **names)
    on_sale = any_desk.database.run(
        lambda conn: gifts.find(conn, "gift", 9, today=date(2026, 6, 1))
    )
    assert (on_sale.points, on_sale.left) == (700, 3)
    assert any_desk.is_sound()


@pytest.mark.parametrize("character", ["\x0b", "\x00", "\x1b", "\ufffe", "\x85"])
def test_a_name_with_a_character_that_cannot_be_displayed_is_refused_with_its_reason(
    any_desk: Any, character: str
) -> None:
    browser = any_desk.signed_in("supervisor")
    for path in ("/desk/catalogue/mascot", "/desk/catalogue"):
        more = {"kind": "gift", "sku": "umbrella", "number": "9"} | MASCOT
        browser.get(path)
        hidden = browser.hidden_in(path) if path.endswith("mascot") else {}
        refused = browser.post(path, **hidden | more | {"name_zh": f"公{character}仔"})
        assert refused.status_code == 422, path
        assert f"无法显示的字符（U+{ord(character):04X}）" in refused.text
        assert 'value="900"' in refused.text  # what else was typed is still there
    assert any_desk.sql("SELECT name_zh FROM gift WHERE sku = 'mascot'") == [("限量公仔",)]
    assert any_desk.sql("SELECT COUNT(*) FROM gift WHERE sku = 'umbrella'") == [(0,)]


def test_a_name_pasted_with_a_line_break_or_a_direction_is_one_line(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    pasted = {"name_zh": "\u202d公\r\n仔\u202c", "name_en": "Mascot\tdoll\n"}
    assert "已保存" in page_after(
        browser, browser.change("/desk/catalogue/mascot", **MASCOT | pasted)
    )
    names = "SELECT name_zh, name_en FROM gift WHERE sku = 'mascot'"
    assert desk.sql(names) == [("公 仔", "Mascot doll")]


def test_an_item_has_a_supplier_and_a_cost(any_desk: Any) -> None:
    browser = any_desk.signed_in("supervisor")
    form = {"kind": "gift", "sku": "umbrella", "number": "9", "points": "1000"}
    names = {"name_zh": "雨伞", "name_en": "Umbrella"}
    bought = {"supplier": "hongda", "cost": "12.5"}
    assert "还未上架" in page_after(
        browser, browser.post("/desk/catalogue", **form, **names, **bought)
    )
    assert any_desk.sql(BOUGHT, sku="umbrella") == [("hongda", 1250)]
    added = details(any_desk, "item_added")[0]["becomes"]
    assert (added["supplier"], added["cost_fen"]) == ("hongda", 1250)
    change = {"points": "1000", "supplier": "jiahe", "cost": "8.00"}
    browser.change("/desk/catalogue/umbrella", **names, **change)
    assert details(any_desk, "item_changed") == [
        {
            "sku": "umbrella",
            "was": {"supplier": "hongda", "cost_fen": 1250},
            "becomes": {"supplier": "jiahe", "cost_fen": 800},
        }
    ]
    browser.change("/desk/catalogue/umbrella", points="1000", **names)
    assert any_desk.sql(BOUGHT, sku="umbrella") == [(None, None)]
    assert "佳和" not in row(browser.get("/desk/catalogue").text, "雨伞")


def test_a_form_that_changes_nothing_is_not_recorded(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    form = {"points": "800", "name_zh": "限量公仔", "name_en": "Mascot doll", "on_sale": "yes"}
    same = form | {"supplier": "hongda", "cost": "6.50"}
    assert "已保存" in page_after(browser, browser.change("/desk/catalogue/mascot", **same))
    assert "item_changed" not in desk.acts()


def test_an_item_below_cost_is_marked(desk: Any) -> None:
    browser = desk.signed_in("auditor")
    page = browser.get("/desk/catalogue").text
    loses, gains, unknown = (row(page, name) for name in ("电饭煲", "蓝牙耳机", "1GB流量"))
    assert all(shown in loses for shown in ("佳和电器", "85.00", "-5.00", "成本倒挂"))
    assert all(shown in gains for shown in ("佳和电器", "46.80", "3.20"))
    assert page.count("成本倒挂") == 1 and "–" in unknown
    assert "成本高于积分折算的金额" in browser.get("/desk/catalogue/rice-cooker").text


def test_costs_are_not_shown_to_agents(desk: Any) -> None:
    for role, sees_them in (("supervisor", True), ("auditor", True), ("agent", False)):
        browser = desk.signed_in(role)
        for path in ("catalogue", "catalogue/rice-cooker"):
            page = browser.get(f"/desk/{path}").text
            assert ("85.00" in page, "成本" in page) == (sees_them, sees_them), (role, path)


def test_a_refused_cost_keeps_what_was_typed(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    wrong = MASCOT | {"supplier": "jiahe", "cost": "12,50"}
    form = {"kind": "data", "sku": "data-5gb", "number": "5"}
    for path, typed in (("/mascot", wrong), ("", wrong | form)):
        refused = browser.change(f"/desk/catalogue{path}", **typed)
        assert refused.status_code == 422 and "例如 12.50" in refused.text
        for value in ("12,50", "900", "公仔", "Mascot"):
            assert f'value="{value}"' in refused.text
        assert '"jiahe" selected' in refused.text
        assert 'name="on_sale" value="yes" checked' not in refused.text
    assert 'value="data" selected' in refused.text
    assert desk.sql(BOUGHT, sku="mascot") == [("hongda", 650)]
    assert desk.acts() == ["sign_in"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0", 0),
        ("12", 1_200),
        ("12.5", 1_250),
        (" 12.50 ", 1_250),
        ("0.07", 7),
        ("1.15", 115),
        ("9999999.99", 999_999_999),
        ("", None),
    ],
)
def test_yuan_are_read_to_the_fen(typed: str, read: int | None) -> None:
    assert optional_fen({"cost": typed}, "cost") == read


@pytest.mark.parametrize("typed", ["12.505", "12.", ".5", "-1", "1e3", "1,000", "１２", "10000000"])
def test_invalid_amounts_in_yuan_are_refused(typed: str) -> None:
    with pytest.raises(NotAllowed):
        optional_fen({"cost": typed}, "cost")


def test_fen_are_shown_in_yuan() -> None:
    assert [yuan(each) for each in (0, 7, 1_250, -5, -123_456)] == [
        "0.00",
        "0.07",
        "12.50",
        "-0.05",
        "-1,234.56",
    ]
