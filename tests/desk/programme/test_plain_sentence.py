"""Sentences as plain text fields, and back to their Fluent source."""

import re
from typing import Any

import pytest
from desk_steps import page_after

from core.conversation import wording_versions
from desk.programme.plain_sentence import plain_sentence, source_of
from flows.all_words import load_wording

CHOOSES = re.compile(r'->|\{ "|\(\d')
"""A choice of words, or a literal."""
PAGE = "/desk/wording/zh/balance-none"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_without_a_choice_of_words_comes_back_unchanged(language: str) -> None:
    wording = load_wording()
    sources = {key: wording.original(key, language) for key in wording.keys(language)}
    plain = {key: plain_sentence(source) for key, source in sources.items()}
    for key, found in plain.items():
        if found is None:
            assert CHOOSES.search(sources[key]), key
        else:
            assert source_of(key, found.fields, found.facts) == sources[key]
    assert sum(found is not None for found in plain.values()) > 0.85 * len(plain)


def test_facts_are_names_in_braces() -> None:
    found = plain_sentence("k = { POINTS($points) }分，{ $points }\n    .voice = 到{ DATE($on) }")
    assert found is not None
    assert found.fields == {
        "all": "{points}分，{points-2}",
        "voice": "到{on}",
        "sms": "",
        "ussd": "",
    }


def test_what_is_typed_is_no_syntax() -> None:
    fields = {"all": "第一行\n.第二行\n[三] {points} {yesterday}", "voice": "", "sms": "*短信"}
    source = source_of("k", fields, {"points": "POINTS($points)"})
    assert source == (
        'k =\n    第一行\n    { "." }第二行\n'
        '    { "[" }三] { POINTS($points) } { $yesterday }\n'
        '    .sms = { "*" }短信'
    )


def make(browser: Any, page: str = PAGE, do: str = "make", **words: str) -> Any:
    form = {"words-all": "", "words-voice": "", "words-sms": "", "words-ussd": ""} | {
        f"words-{name}": text for name, text in words.items()
    }
    return browser.post(page, **form, reason="更短", do=do)


def test_a_sentence_is_reworded_without_its_source(any_desk: Any) -> None:
    supervisor = any_desk.signed_in("supervisor")
    page = supervisor.get(PAGE).text
    assert 'name="words-all"' in page
    assert "<pre>" not in page
    done = page_after(supervisor, make(supervisor, all="还没有积分。", voice="您还没有积分呢。"))
    assert "已保存为草稿" in done
    [draft] = any_desk.database.read(wording_versions.drafts)
    assert draft.source == "balance-none = 还没有积分。\n    .voice = 您还没有积分呢。"


def test_an_unknown_fact_is_named_and_the_words_are_kept(desk: Any) -> None:
    supervisor = desk.signed_in("supervisor")
    answer = make(supervisor, all="还没有{yesterday}。")
    assert answer.status_code == 422
    assert "$yesterday" in answer.text
    assert ">还没有{yesterday}。</textarea>" in answer.text
    assert desk.database.read(wording_versions.drafts) == []


def test_a_sentence_that_chooses_between_words_has_only_a_source(desk: Any) -> None:
    supervisor = desk.signed_in("supervisor")
    page = supervisor.get("/desk/wording/zh/tier-name").text
    assert 'name="words-all"' not in page
    assert '<details class="as-table" open>' in page
    assert make(supervisor, "/desk/wording/zh/tier-name", all="x").status_code == 400
