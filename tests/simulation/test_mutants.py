"""A few mutants, the quickest to be found; `make mutants` runs them all."""

from pathlib import Path

import pytest
from mutants import HOUSE, MUTANTS, QUICK, copy_house, run


@pytest.mark.parametrize("name", QUICK)
def test_it_is_found(tmp_path: Path, name: str) -> None:
    [mutant] = [mutant for mutant in MUTANTS if mutant.name == name]
    outcome = run(mutant, copy_house(tmp_path))
    assert outcome.caught, outcome.said
    assert "again: simulate.py --seed mutants" in outcome.said


def test_every_mutant_still_fits() -> None:
    for mutant in MUTANTS:
        for edit in mutant.edits:
            text = (HOUSE / edit.file).read_text(encoding="utf-8")
            assert text.count(edit.old) == 1, f"{mutant.name}: {edit.file}"
            compile(text.replace(edit.old, edit.new), edit.file, "exec")
