"""The mutants that are detected the fastest; `make mutants` runs all of them."""

import sys
from pathlib import Path
from subprocess import run as run_command

import pytest
from mutant import RACES
from mutants import HOUSE, IGNORED, MUTANTS, QUICK, copy_tree, passes_unchanged, run


@pytest.mark.parametrize("name", QUICK)
def test_mutant_is_detected_by_simulation(tmp_path: Path, name: str) -> None:
    [mutant] = [mutant for mutant in MUTANTS if mutant.name == name]
    outcome = run(mutant, copy_tree(tmp_path))
    assert "--life" in outcome.failed, outcome.said
    assert passes_unchanged(outcome.failed)


def test_tests_that_would_detect_a_mutant_pass_in_a_copy() -> None:
    *flags, first, _, _ = RACES
    assert passes_unchanged((*flags, first))


def test_a_copy_has_only_what_a_check_reads() -> None:
    kept = {"core", "docs", "tests", "hotline.py", "pyproject.toml"}
    left_out = {
        ".git", ".venv", ".demo", ".fuzz", ".journeys", ".hypothesis", ".mypy_cache", ".ruff_cache",
        ".pytest_cache", ".import_linter_cache", "__pycache__", "hotline.egg-info", "build",
    }  # fmt: skip
    assert IGNORED("", [*kept, *left_out]) == left_out


def test_every_mutant_matches_the_code() -> None:
    for mutant in MUTANTS:
        for edit in mutant.edits:
            text = (HOUSE / edit.file).read_text(encoding="utf-8")
            assert text.count(edit.old) == 1, f"{mutant.name}: {edit.file}"
            compile(text.replace(edit.old, edit.new), edit.file, "exec")


def test_every_race_test_of_the_mutants_exists() -> None:
    found = run_command([sys.executable, *RACES, "--collect-only"], cwd=HOUSE, capture_output=True)
    assert found.returncode == 0, found.stdout
