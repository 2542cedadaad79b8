"""docs/security.md: every requirement of ASVS 5.0, levels 1 and 2, stands there once, and the tests
that it names exist."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
REQUIREMENT = re.compile(r"V\d+\.\d+\.\d+")
# By section: how many requirements of the levels 1 and 2 it has, if they are numbered without gaps.
SECTIONS = {
    "V1": (2, 9, 11, 3, 2), "V2": (3, 3, 4, 1), "V3": (0, 2, 4, 6, 5, 0, 2), "V4": (3, 1, 2, 4),
    "V5": (1, 3, 2, 3), "V6": (3, 12, 4, 4, 5, 3, 0, 4), "V7": (3, 4, 2, 5, 2, 2),
    "V8": (2, 3, 1, 1), "V9": (3, 4), "V10": (2, 2, 4, 11, 5, 2, 3), "V11": (2, 3, 3, 4, 1, 1),
    "V12": (3, 2, 4), "V13": (1, 5, 2, 5), "V14": (2, 4, 3), "V15": (3, 3, 7),
    "V16": (1, 5, 4, 3, 3), "V17": (1, 4, 2),
}  # fmt: skip
MET = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.split("\n## Met\n")[1].split("\n## Not applicable")[0].splitlines()
    if line.startswith("| V")
]


@cache
def functions_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def requirements() -> set[str]:
    return {
        f"{chapter}.{section}.{number}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts, start=1)
        for number in range(1, count + 1)
    }


def test_every_requirement_stands_there_once() -> None:
    tables = PAGE.split("\n## Met\n")[1]
    rows = [line.split("|")[1] for line in tables.splitlines() if line.startswith("| V")]
    listed = Counter(found for row in rows for found in REQUIREMENT.findall(row))
    assert set(listed) == requirements()
    assert [name for name, times in listed.items() if times > 1] == []


@pytest.mark.parametrize("row", MET, ids=[row[0] for row in MET])
def test_the_test_of_a_requirement_exists(row: list[str]) -> None:
    _, words, where, test = row
    assert words and where
    if test == "(documentation)":
        return
    path, _, name = test.strip("`").partition("::")
    assert name in functions_in(path), test


def test_the_places_that_the_page_links_to_exist() -> None:
    headings = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= anchors
