"""Sentences as plain text fields, and back to their Fluent source."""

import re
from typing import Any

import pytest
from desk_steps import page_after

from core.conversation import wording_versions
from desk.programme.plain_sentence import PlainSentence, plain_sentence, source_of
from flows.all_words import load_wording

PAGE = "/desk/wording/zh/balance-none"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nearly_every_sentence_has_plain_fields_that_give_it_back(language: str) -> None:
    wording = load_wording()
    sources = {key: wording.original(key, language) for key in wording.keys(language)}
    plain = {key: found for key, source in sources.items() if (found := plain_sentence(source))}
    for key, found in plain.items():
        source = source_of(key, found.fields, found)
        assert plain_sentence(source) == found
        if not found.choices and '"' not in sources[key]:
            assert source == sources[key]
    assert len(plain) >= 0.98 * len(sources)


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
    plain = PlainSentence(facts={"points": "POINTS($points)"})
    source = source_of("k", fields, plain)
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


CHOOSING = "/desk/wording/en/tier-name"
SPACE_BEFORE_WORDS = "/desk/wording/en/rules_asked-between"


def test_a_choice_is_a_block_with_a_field_for_each_branch() -> None:
    source = (
        'k = 有{ $count ->\n        [0] { "" }\n       *[other] { POINTS($count) }张'
        "{ $kind ->\n        *[gold] 金卡\n    }\n    }。"
    )
    found = plain_sentence(source)
    assert found is not None
    assert {name: words for name, words in found.fields.items() if words} == {
        "all": "有{choice-1}。",
        "choice-1.other": "{count}张{choice-2}",
        "choice-2.gold": "金卡",
    }
    assert [each.fact for each in found.choices.values()] == ["count", "kind"]
    changed = source_of("k", found.fields | {"choice-1.0": "零张", "choice-2.gold": ""}, found)
    again = plain_sentence(changed)
    assert again is not None
    assert again.fields == found.fields | {"choice-1.0": "零张", "choice-2.gold": ""}


def test_a_branch_is_reworded_without_the_source(desk: Any) -> None:
    supervisor = desk.signed_in("supervisor")
    page = supervisor.get(CHOOSING).text
    fields = dict(re.findall(r'<textarea name="words-([^"]+)"[^>]*>([^<]*)</textarea>', page))
    assert "其他情况" in page and len(fields) > 5
    assert "没有任何改动：与目前的说法相同。" in make(supervisor, CHOOSING, **fields).text
    branch = next(name for name, words in fields.items() if words == "Gold")
    refused = make(supervisor, CHOOSING, **fields | {branch: "{choice-1}"})
    assert refused.status_code == 422 and "$choice-1" in refused.text
    make(supervisor, CHOOSING, **fields | {branch: "Golden"})
    [draft] = desk.database.read(wording_versions.drafts)
    assert "Golden" in draft.source and "Silver" in draft.source


def test_a_sentence_that_begins_with_a_space_has_only_a_source(desk: Any) -> None:
    supervisor = desk.signed_in("supervisor")
    page = supervisor.get(SPACE_BEFORE_WORDS).text
    assert 'name="words-all"' not in page
    assert '<details class="as-table" open>' in page
    assert make(supervisor, SPACE_BEFORE_WORDS, all="x").status_code == 400
