"""What a dialogue declares and nobody can reach is an error of `hotline flows check`."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import Any

import pytest

from flows.all_words import load_wording
from flows.authoring import check, unlisted_folders
from flows.authoring.declarations import declaration_problems
from flows.authoring.lint import sentence_problems
from flows.dialogues import DIALOGUES
from flows.engine import CARRIER_WORDS, Call, Dialogue, End, Flow, FlowError, Keyword, Menu
from flows.language import LANGUAGES, Wording
from flows.protocol import Channel

SHOPS = Flow("shops", Menu("menu", on={"near": "near"}), End("near"))
WORDS = """
shops-title = shops
shops-menu = Which shops?
shops-menu-near = Near you
shops-near = The shop nearest to you is { $shop }.
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """A folder of sentences, as that of a dialogue."""
    monkeypatch.syspath_prepend(tmp_path)
    made: Iterator[int] = iter(range(10))

    def package(words: str) -> str:
        name = f"shops_words_{next(made)}_{tmp_path.name}"
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        for language in ("zh", "en"):
            (folder / f"words.{language}.ftl").write_text(words)
        invalidate_caches()
        import_module(name)
        return name

    return package


@pytest.fixture
def found(package: Callable[[str], str]) -> Callable[..., list[str]]:
    """The problems of the hotline with one dialogue more, a line each."""

    def found(
        *flows: Flow,
        words: str = WORDS,
        facts: Mapping[str, Any] | None = None,
        keywords: Sequence[Keyword] = (),
        entry_points: Collection[Flow] = (SHOPS,),
    ) -> list[str]:
        added = Dialogue(
            package(words),
            *(flows or (SHOPS,)),
            keywords=keywords,
            facts={"shop": "Nanjing Road"} if facts is None else facts,
            entry_points=entry_points,
        )
        dialogues = replace(DIALOGUES, declared=[*DIALOGUES.declared, added])
        wording = Wording([*load_wording().phrasebooks, added.phrasebook])
        return [str(problem) for problem in declaration_problems(dialogues, wording)]

    return found


Found = Callable[..., list[str]]


def test_a_whole_dialogue_has_no_problem(found: Found) -> None:
    keyword = Keyword("shops", SHOPS, zh="门店", en="SHOPS")
    assert found(keywords=[keyword], entry_points=()) == []


def test_no_way_in(found: Found) -> None:
    """Neither a menu, nor a keyword, nor a call, nor the engine."""
    assert "shops: no_way_in" in found(entry_points=())


def test_a_call_is_a_way_in(found: Found) -> None:
    caller = Flow("lobby", Menu("menu", on={"shops": "shops"}), Call("shops", SHOPS, then="menu"))
    words = f"{WORDS}lobby-title = lobby\nlobby-menu = Where to?\nlobby-menu-shops = Shops\n"
    assert found(caller, SHOPS, words=words, entry_points=[caller]) == []


def test_a_flow_that_no_dialogue_declares(found: Found) -> None:
    other = Flow("other", Menu("menu", on={"near": "near"}), End("near"))
    assert "other: not_declared" in found(entry_points=[SHOPS, other])


def test_a_keyword_that_leads_to_no_dialogue(found: Found) -> None:
    nowhere = Flow("nowhere", End("over", silent=True))
    assert "nowhere: no_dialogue: NOWHERE" in found(
        keywords=[Keyword("nowhere", nowhere, en="NOWHERE")]
    )
    assert "map: no_dialogue: MAP" in found(keywords=[Keyword("map", en="MAP")])


def test_two_dialogues_with_one_keyword(found: Found) -> None:
    problems = found(keywords=[Keyword("shops", SHOPS, zh="积分", en="SHOPS")])
    assert problems == ["积分: two_dialogues: balance, shops"]
    problems = found(keywords=[Keyword("balance", SHOPS, en="SHOPS")])
    assert "balance: two_dialogues: shops" in problems


def test_a_keyword_that_a_carrier_keeps_for_itself(found: Found) -> None:
    problems = found(keywords=[Keyword("shops", SHOPS, en=" ".join(sorted(CARRIER_WORDS)))])
    assert problems == [f"{word}: carrier_word: shops" for word in sorted(CARRIER_WORDS)]


def test_a_fact_that_no_sentence_uses(found: Found) -> None:
    [problem] = found(facts={"shop": "Nanjing Road", "street": "Nanjing Road"})
    assert problem.endswith(": unused_fact: $street")


def test_a_fact_that_is_not_declared(found: Found) -> None:
    problems = found(facts={})
    assert "shops-near in zh: undeclared_fact: $shop" in problems
    assert "shops-near in en: undeclared_fact: $shop" in problems


def test_a_fact_of_a_sentence_that_is_referred_to(found: Found) -> None:
    """The same facts go to both sentences."""
    words = WORDS.replace("{ $shop }", "{ count-points }")
    problems = found(words=words, facts={"shop": ""})
    assert "shops-near in en: undeclared_fact: $points" in problems


def test_a_sentence_that_nothing_says(found: Found) -> None:
    problems = found(words=f"{WORDS}shops-far = Too far.\n")
    assert problems == ["shops-far in zh: never_said", "shops-far in en: never_said"]


def test_a_menu_that_is_only_shown_may_be_long() -> None:
    assert "text_home" in DIALOGUES.never_spoken
    everything = replace(
        DIALOGUES, declared=[replace_never_spoken(each) for each in DIALOGUES.declared]
    )
    problems = [str(each) for each in sentence_problems(everything, load_wording())]
    assert problems == [
        f"text_home.menu in {language} on {Channel.VOICE}: options: 9" for language in LANGUAGES
    ]


def replace_never_spoken(dialogue: Dialogue) -> Dialogue:
    book = dialogue.phrasebook
    return Dialogue(
        dialogue.package,
        *dialogue.flows,
        keywords=dialogue.keywords,
        facts=book.facts,
        says=book.says,
        entry_points=dialogue.entry_points,
    )


def test_a_folder_without_a_declaration() -> None:
    fewer = replace(DIALOGUES, declared=DIALOGUES.declared[:-1])
    missing = DIALOGUES.declared[-1].package
    assert list(unlisted_folders(DIALOGUES, "flows.dialogues")) == []
    assert [str(each) for each in unlisted_folders(fewer, "flows.dialogues")] == [
        f"{missing}: no_way_in: no DIALOGUE"
    ]


def test_the_check_at_the_start_of_a_process_includes_all_of_this() -> None:
    fewer = replace(DIALOGUES, declared=DIALOGUES.declared[:-1])
    with pytest.raises(FlowError, match="not_declared"):
        check(fewer, load_wording())
