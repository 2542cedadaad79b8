"""The page with words that were not understood: assigning them, and exporting them for the
corpus."""

import re
from datetime import timedelta
from typing import Any

import pytest
from desk_steps import page_after

from core.conversation import UnclearWords, unclear_words
from core.programme import local_day
from corpus.phrases import Phrase
from flows.language import Label

PATH = "/desk/not-understood"
WORDS = re.compile(r'<th scope="row" lang="[^"]+" class="free">([^<]+)</th>')


def came(desk: Any, words: str, times: int = 1, language: str = "zh", days_ago: int = 0) -> None:
    day = local_day(desk.clock.now()) - timedelta(days=days_ago)
    counted = {UnclearWords(day, "sms", language, words): times}
    desk.database.run(lambda conn: unclear_words.add(conn, counted))


def assign(browser: Any, words: str, label: str, language: str = "zh") -> str:
    form = {"spoken": language, "words": words, "label": label}
    return page_after(browser, browser.post(PATH, **form))


@pytest.mark.parametrize(
    ("language", "empty", "saved"),
    [("zh", "没有要处理的", "已归类。"), ("en", "Nothing to assign", "Assigned.")],
)
def test_words_are_listed_by_times_until_they_are_assigned(
    any_desk: Any, language: str, empty: str, saved: str
) -> None:
    browser = any_desk.signed_in("supervisor")
    browser.post("/desk/language", language=language)
    assert empty in browser.get(PATH).text
    came(any_desk, "分分在哪", 2)
    came(any_desk, "分分在哪", 3, days_ago=1)
    came(any_desk, "弄一下", 4)
    assert WORDS.findall(browser.get(PATH).text) == ["分分在哪", "弄一下"]
    page = assign(browser, "分分在哪", "balance")
    assert saved in page and WORDS.findall(page) == ["弄一下"]
    came(any_desk, "分分在哪")  # again: it stays assigned
    assert WORDS.findall(browser.get(PATH).text) == ["弄一下"]
    assert "words_assigned" in any_desk.acts()


def test_the_export_has_the_format_of_the_corpus(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    for words, language, label in [
        ("分分在哪", "zh", "balance"), ("my pointies", "en", "balance"), ("弄一下", "zh", "none"),
        ("啊", "zh", unclear_words.DISCARDED),
    ]:  # fmt: skip
        came(desk, words, language=language)
        assign(browser, words, label, language)
    exported = browser.get(f"{PATH}/balance.tsv")
    assert exported.headers["Content-Disposition"] == "attachment; filename=balance.tsv"
    lines = exported.text.splitlines()
    phrases = [Phrase(line.split("\t")[0], "balance", line.split("\t")[1]) for line in lines]
    assert phrases == [("en", "balance", "my pointies"), ("zh", "balance", "分分在哪")]
    assert browser.get(f"{PATH}/none.tsv").text == "zh\t弄一下\n"
    assert browser.get(f"{PATH}/discarded.tsv").status_code == 404
    assert "words_exported" in desk.acts()
    assert "discarded.tsv" not in browser.get(PATH).text


def test_a_form_is_carried_out_once(desk: Any) -> None:
    came(desk, "弄一下")
    browser = desk.signed_in("supervisor")
    browser.get(PATH)
    form = {"spoken": "zh", "words": "弄一下", "label": "order", "form_key": "a" * 32}
    browser.post(PATH, **form)
    browser.post(PATH, **form)
    assert desk.acts().count("words_assigned") == 1


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"spoken": "zh", "words": "没有这句", "label": "order"}, 404),
        ({"spoken": "zh", "words": "弄一下", "label": "nothing"}, 400),
        ({"spoken": "fr", "words": "弄一下", "label": "order"}, 400),
        ({"spoken": "zh", "words": "", "label": "order"}, 400),
    ],
)
def test_what_is_not_listed_is_refused(desk: Any, form: dict[str, str], status: int) -> None:
    came(desk, "弄一下")
    browser = desk.signed_in("supervisor")
    browser.get(PATH)
    assert browser.post(PATH, **form).status_code == status
    assert desk.sql("SELECT label FROM unclear_words") == [(None,)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_label_has_a_name(desk: Any, language: str) -> None:
    came(desk, "弄一下")
    browser = desk.signed_in("supervisor")
    browser.post("/desk/language", language=language)
    options = re.findall(r'<option value="(\w+)">([^<]+)</option>', browser.get(PATH).text)
    assert {value for value, _ in options} == {*map(str, Label), unclear_words.DISCARDED}
    assert len({name for _, name in options}) == len(options)
