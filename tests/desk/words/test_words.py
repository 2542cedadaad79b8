"""The words of the desk: in every language, for everything that goes on record, and filled in."""

import re

from desk_steps import FOLDER, keys

from flows.language import LANGUAGES

RECORDED = re.compile(r'record(?:_as)?\([^"]*?(?<!f)"(\w+)"')
SAID = re.compile(r"""\bt\('([\w-]+)'[,)]""")


def test_every_sentence_is_there_in_every_language() -> None:
    first, second = (keys(language) for language in LANGUAGES)
    assert first ^ second == set()


def test_no_sentence_is_written_twice() -> None:
    for language in LANGUAGES:
        files = (FOLDER / "words").glob(f"*.{language}.ftl")
        lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
        written = [line.split(" =")[0] for line in lines if re.match(r"[a-zA-Z][\w-]* =", line)]
        assert len(written) == len(set(written))


def test_what_goes_on_record_has_a_name() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in FOLDER.rglob("*.py"))
    acts = set(RECORDED.findall(code))
    assert len(acts) > 15
    assert {f"act-{act}" for act in acts} - keys("en") == set()


def test_what_pages_say_is_written() -> None:
    pages = FOLDER.glob("templates/desk/*.html")
    said = {key for page in pages for key in SAID.findall(page.read_text(encoding="utf-8"))}
    assert len(said) > 100
    assert said - keys("zh") == set()
