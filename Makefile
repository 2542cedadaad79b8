# make demo: the hotline on this machine.  make test: every test.  make check: a developer's loop.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
# Two at a time: each has a PostgreSQL and a Redis of its own.
TESTS_AT_ONCE ?= 2
SEED ?= 1
STEPS ?= 200000
ON ?= sqlite

.PHONY: demo test check lint types contracts bench kill draw simulate mutants lock clean

demo: $(VENV)/installed
	$(BIN)/hotline demo --port $(PORT)

test: $(VENV)/installed
	$(BIN)/python -m pytest -q -n $(TESTS_AT_ONCE)

check: lint types contracts test

lint: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/installed
	$(BIN)/mypy

contracts: $(VENV)/installed
	$(BIN)/lint-imports
	$(BIN)/hotline flows check

bench: $(VENV)/installed
	$(BIN)/python bench/turn.py
	$(BIN)/python bench/desks.py
	$(BIN)/python bench/ledger.py

# Two hundred kills of worker processes under load; minutes.
kill: $(VENV)/installed
	$(BIN)/python tests/kill/kill.py

# A seed that fails says how to run its life again: docs/simulation.md.
simulate: $(VENV)/installed
	$(BIN)/python tests/simulation/simulate.py --seed $(SEED) --steps $(STEPS) --on $(ON)

mutants: $(VENV)/installed
	$(BIN)/python tests/simulation/mutants.py

draw: $(VENV)/installed
	$(BIN)/hotline flows draw > docs/dialogues.md

# Needs uv; names no index, so that any mirror will do.
lock:
	uv pip compile pyproject.toml --all-extras --generate-hashes --universal \
		--python-version 3.11 --no-header --no-annotate -o requirements.lock

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf $(VENV) .demo build *.egg-info
