"""The catalogue and its stock, down to what members can redeem."""

from typing import Any

from test_office import STOCK, after

from core import gifts


def test_stock_that_comes_in(any_desk: Any) -> None:
    browser = any_desk.signed_in("supervisor")
    for sku, count, becomes in (
        ("rice-cooker", 5, (5, 5, 0, 0)),
        ("phone-stand", 10, (110, 110, 0, 0)),
    ):
        assert "已入库" in after(
            browser, browser.post(f"/desk/catalogue/{sku}/stock", more=str(count))
        )
        assert any_desk.sql(STOCK, sku=sku) == [becomes]
    assert "服务没有库存" in after(
        browser, browser.post("/desk/catalogue/data-1gb/stock", more="5")
    )
    assert browser.post("/desk/catalogue/mascot/stock", more="-5").status_code == 400
    assert any_desk.is_sound()


def test_the_catalogue_is_changed(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    form = {"points": "900", "name_zh": "公仔", "name_en": "Mascot"}
    assert "已保存" in after(browser, browser.post("/desk/catalogue/mascot", **form))
    changed = "SELECT points, name_zh, name_en, on_sale FROM gift WHERE sku = 'mascot'"
    assert desk.sql(changed) == [(900, "公仔", "Mascot", 0)]
    assert "已下架" in browser.get("/desk/catalogue").text
    curly = {"points": "900", "name_zh": "公仔", "name_en": "Mascot’s"}
    assert "费用翻倍" in after(browser, browser.post("/desk/catalogue/mascot", **curly))
    assert desk.sql(changed)[0][2] == "Mascot"
    for wrong in ({"points": "0"}, {"name_zh": "一二三四五六七"}, {"name_en": "x" * 17}):
        answer = browser.post("/desk/catalogue/mascot", **form | wrong)
        assert answer.status_code == 400


def test_an_item_is_added_stocked_and_put_on_sale(any_desk: Any) -> None:
    browser = any_desk.signed_in("supervisor")
    form = {"kind": "gift", "sku": "umbrella", "number": "9", "points": "700"}
    names = {"name_zh": "雨伞", "name_en": "Umbrella"}
    assert "还未上架" in after(browser, browser.post("/desk/catalogue", **form, **names))
    for taken in ({"number": "10"}, {"sku": "umbrella-2"}):
        page = after(browser, browser.post("/desk/catalogue", **form | taken, **names))
        assert "已被使用" in page
    assert browser.post("/desk/catalogue", **form | {"sku": "../x"}, **names).status_code == 400
    browser.post("/desk/catalogue/umbrella/stock", more="3")
    browser.post("/desk/catalogue/umbrella", points="700", on_sale="yes", **names)
    on_sale = any_desk.database.run(lambda conn: gifts.find(conn, "gift", 9))
    assert (on_sale.points, on_sale.left) == (700, 3)
    assert any_desk.is_sound()
