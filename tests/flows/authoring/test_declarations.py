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

KIOSK = Flow("kiosk", Menu("menu", on={"near": "near"}), End("near"))
WORDS = """
kiosk-title = kiosks
kiosk-menu = Which kiosks?
kiosk-menu-near = Near you
kiosk-near = The kiosk nearest to you is { $street }.
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """A folder of sentences, as that of a dialogue."""
    monkeypatch.syspath_prepend(tmp_path)
    made: Iterator[int] = iter(range(10))

    def package(words: str) -> str:
        name = f"sentences_{next(made)}_{tmp_path.name}"
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
        entry_points: Collection[Flow] = (KIOSK,),
    ) -> list[str]:
        added = Dialogue(
            package(words),
            *(flows or (KIOSK,)),
            keywords=keywords,
            facts={"street": "Nanjing Road"} if facts is None else facts,
            entry_points=entry_points,
        )
        dialogues = replace(DIALOGUES, declared=[*DIALOGUES.declared, added])
        wording = Wording([*load_wording().phrasebooks, added.phrasebook])
        return [str(problem) for problem in declaration_problems(dialogues, wording)]

    return found


Found = Callable[..., list[str]]


def test_complete_dialogue_has_no_problems(found: Found) -> None:
    keyword = Keyword("kiosk", KIOSK, zh="报亭", en="KIOSK")
    assert found(keywords=[keyword]) == []


def test_dialogue_reached_only_by_keyword_is_reported(found: Found) -> None:
    keyword = Keyword("kiosk", KIOSK, en="KIOSK")
    assert found(keywords=[keyword], entry_points=()) == ["kiosk: no_menu"]


def test_duplicate_flow_name_is_reported(found: Found) -> None:
    balance = Flow("balance", Menu("menu", on={"near": "near"}), End("near"))
    assert "balance: two_dialogues" in found(KIOSK, balance)


def test_duplicate_sentence_is_reported(found: Found) -> None:
    problems = found(words=f"{WORDS}kiosk-near = Another {{ $street }}.\n")
    assert problems == ["kiosk-near in zh: written_twice", "kiosk-near in en: written_twice"]


def test_invalid_fluent_syntax_is_reported(found: Found) -> None:
    problems = found(words=f"{WORDS}kiosk-menu-simply = Near {{ street\n")
    assert [problem.partition(" in ")[2] for problem in problems] == [
        f"{language}: unreadable: kiosk-menu-simply = Near {{ street" for language in LANGUAGES
    ]


def test_unreachable_flow_is_reported(found: Found) -> None:
    """Neither a menu, nor a keyword, nor a call, nor the engine."""
    assert "kiosk: no_way_in" in found(entry_points=())


def test_flow_called_by_another_flow_is_reachable(found: Found) -> None:
    caller = Flow("lobby", Menu("menu", on={"kiosk": "kiosk"}), Call("kiosk", KIOSK, then="menu"))
    words = f"{WORDS}lobby-title = lobby\nlobby-menu = Where to?\nlobby-menu-kiosk = Kiosks\n"
    assert found(caller, KIOSK, words=words, entry_points=[caller]) == []


def test_undeclared_flow_is_reported(found: Found) -> None:
    other = Flow("other", Menu("menu", on={"near": "near"}), End("near"))
    assert "other: not_declared" in found(entry_points=[KIOSK, other])


def test_keyword_without_dialogue_is_reported(found: Found) -> None:
    nowhere = Flow("nowhere", End("over", silent=True))
    assert "nowhere: no_dialogue: NOWHERE" in found(
        keywords=[Keyword("nowhere", nowhere, en="NOWHERE")]
    )
    assert "map: no_dialogue: MAP" in found(keywords=[Keyword("map", en="MAP")])


def test_keyword_shared_by_two_dialogues_is_reported(found: Found) -> None:
    problems = found(keywords=[Keyword("kiosk", KIOSK, zh="积分", en="KIOSK")])
    assert problems == ["积分: two_dialogues: balance, kiosk"]
    problems = found(keywords=[Keyword("balance", KIOSK, en="KIOSK")])
    assert "balance: two_dialogues: kiosk" in problems


def test_keyword_reserved_by_carrier_is_reported(found: Found) -> None:
    problems = found(keywords=[Keyword("kiosk", KIOSK, en=" ".join(sorted(CARRIER_WORDS)))])
    assert problems == [f"{word}: carrier_word: kiosk" for word in sorted(CARRIER_WORDS)]


def test_unused_fact_is_reported(found: Found) -> None:
    [problem] = found(facts={"street": "Nanjing Road", "square": "Nanjing Road"})
    assert problem.endswith(": unused_fact: $square")


def test_undeclared_fact_is_reported(found: Found) -> None:
    problems = found(facts={})
    assert "kiosk-near in zh: undeclared_fact: $street" in problems
    assert "kiosk-near in en: undeclared_fact: $street" in problems


def test_undeclared_fact_of_referenced_sentence_is_reported(found: Found) -> None:
    """The same facts go to both sentences."""
    words = WORDS.replace("{ $street }", "{ count-points }")
    problems = found(words=words, facts={"street": ""})
    assert "kiosk-near in en: undeclared_fact: $points" in problems


def test_unused_sentence_is_reported(found: Found) -> None:
    problems = found(words=f"{WORDS}kiosk-far = Too far.\n")
    assert problems == ["kiosk-far in zh: never_said", "kiosk-far in en: never_said"]


def test_menu_that_is_never_spoken_may_have_many_options() -> None:
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


def test_folder_without_dialogue_declaration_is_reported() -> None:
    fewer = replace(DIALOGUES, declared=DIALOGUES.declared[:-1])
    missing = DIALOGUES.declared[-1].package
    assert list(unlisted_folders(DIALOGUES, "flows.dialogues")) == []
    assert [str(each) for each in unlisted_folders(fewer, "flows.dialogues")] == [
        f"{missing}: no_way_in: no DIALOGUE"
    ]


def test_startup_check_includes_declaration_problems() -> None:
    fewer = replace(DIALOGUES, declared=DIALOGUES.declared[:-1])
    with pytest.raises(FlowError, match="not_declared"):
        check(fewer, load_wording())
