# The hotline's tasks; `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# uv installs in seconds what takes pip a minute, from the same lock file.
UV := $(shell command -v uv 2>/dev/null)
PORT ?= 8000
# Workers of the tests, two a core, because a third of their time is spent waiting: for processes to
# start, for time-outs. Six are no faster than four. They share the work in long runs (worksteal), so
# that what a module's tests share is built once.
TESTS_AT_ONCE ?= 4
SEED ?= 1
STEPS ?= 200000
WEEKS ?= 20
REQUESTS ?= 1000000
PROCESSES ?= 4
ON ?= sqlite
# The tests start some hundred processes. Where Python is told to keep no compiled modules, each of
# them compiles the whole product again, a second of processor each.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo test check lint types contracts dead bench flood stall kill draw simulate walk mutants fuzz train understanding journeys sip lock pythons wheels clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/installed ## Run the hotline on this machine: PORT=8000
	@echo "Starting the demo (Ctrl-C ends it) ..."
	@$(BIN)/hotline demo --port $(PORT)

test: $(VENV)/installed ## Run every test, about 20 minutes on two cores
	@echo "Running every test, $(TESTS_AT_ONCE) at a time: about 20 minutes on two cores ..."
	@$(BIN)/python -m pytest -q -n $(TESTS_AT_ONCE) --dist worksteal

check: lint types contracts dead test ## Run everything that a change must pass

lint: $(VENV)/installed ## Check format and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/installed ## Check types
	$(BIN)/mypy
	$(BIN)/mypy -p corpus -p journeys

contracts: $(VENV)/installed ## Check the layers between rooms, and the dialogues
	$(BIN)/lint-imports
	$(BIN)/hotline flows check

dead: $(VENV)/installed ## Find code that nothing in the product uses
	$(BIN)/python tests/structure/dead_code.py

bench: $(VENV)/installed ## Measure turns, live desks, the ledger and jobs; minutes
	$(BIN)/python bench/turn.py
	$(BIN)/python bench/desks.py
	$(BIN)/python bench/ledger.py
	$(BIN)/python bench/member_jobs.py

flood: $(VENV)/installed ## Flood a server process, and ask whether it still answers; minutes
	$(BIN)/python bench/flood.py

stall: $(VENV)/installed ## Stop PostgreSQL and Redis under load, and time the answers; 4 minutes
	$(BIN)/python bench/stall.py

kill: $(VENV)/installed ## Kill workers two hundred times under load, and audit the ledger; minutes
	$(BIN)/python tests/kill/kill.py

# A seed that fails prints how to run its life again: docs/simulation.md.
simulate: $(VENV)/installed ## Run the simulation: SEED=1 STEPS=200000 ON=sqlite WEEKS=20
	$(BIN)/python tests/simulation/simulate.py --seed $(SEED) --steps $(STEPS) --on $(ON)
	WEEKS=$(WEEKS) $(BIN)/python -m pytest -q -n auto tests/jobs/providers/test_a_week_of_all_doors.py

walk: $(VENV)/installed ## Walk the dialogues with every input at every node; minutes
	$(BIN)/python -m pytest -q -rP -n 2 --every-node tests/flows/engine/test_exhaustive_walk.py

mutants: $(VENV)/installed ## Check that the simulation catches each planted fault; minutes
	$(BIN)/python tests/simulation/mutants.py

train: $(VENV)/installed ## Train the understanding of free words again; 2 minutes
	$(BIN)/python -c "import sklearn" 2>/dev/null || $(INSTALL) -e ".[train]"
	$(BIN)/python -m corpus.train

understanding: $(VENV)/installed ## Measure what is understood of phrases that were not trained on
	$(BIN)/python -m corpus.evaluate

journeys: $(VENV)/installed ## Speak ten calls to audio, and measure them: docs/journeys
	$(BIN)/python -m journeys

# PJSIP, voices, and what the tests hear them with: 180 MB. Other Pythons and platforms have no PJSIP.
sip: $(VENV)/installed ## Install what `hotline phone sip` needs
	@$(INSTALL) --require-hashes -r requirements-sip.lock

# Continues where it was stopped; a finding prints its number: docs/fuzzing.md.
fuzz: $(VENV)/installed ## Send random requests to every route: SEED=1 REQUESTS=1000000
	$(BIN)/python tests/fuzz/fuzz.py --seed $(SEED) --requests $(REQUESTS) --processes $(PROCESSES)

draw: $(VENV)/installed ## Draw the dialogues into docs/dialogues.md
	$(BIN)/hotline flows draw > docs/dialogues.md

pythons: ## Install and start the demo on each Python from 3.11 that is here; minutes
	@$(PYTHON) tests/pythons/start_demos.py

wheels: $(VENV)/installed ## Check that the lock needs no compiler, on any Python and platform
	@$(BIN)/python tests/pythons/wheels.py

# Names no index, so that any mirror will do.
COMPILE = uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate
EXTRAS = tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']
lock: ## Pin all dependencies with their hashes; needs uv
	$(COMPILE) pyproject.toml --extra demo --extra dev --extra journeys --extra otel -o requirements.lock
	$(COMPILE) pyproject.toml --extra otel --constraint requirements.lock -o deploy/requirements.lock
	$(PYTHON) -c "import tomllib; e = $(EXTRAS); print(*e['sip'], *e['sip-test'], sep='\n')" | \
		$(COMPILE) - --constraint requirements.lock -o requirements-sip.lock

ifeq ($(UV),)
CREATE = $(PYTHON) -m venv $(VENV)
INSTALL = $(BIN)/python -m pip install --quiet
DURATION = about a minute
else
CREATE = uv venv --quiet --seed --allow-existing --python "$$(command -v $(PYTHON))" $(VENV)
INSTALL = uv pip install --quiet --python $(BIN)/python
DURATION = some seconds, with uv
endif

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
		echo "Python 3.11 or later is needed, and $(PYTHON) is not. Name one, for example:"; \
		echo "  make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing into $(VENV), once: $(DURATION)."
	@echo "  1/3 creating the virtual environment ..."
	@$(CREATE)
	@echo "  2/3 downloading and installing $$(grep -c '==' requirements.lock) packages (the longest step) ..."
	@$(INSTALL) --require-hashes -r requirements.lock
	@echo "  3/3 installing the hotline itself ..."
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@
	@echo "Installed."

clean: ## Remove the environment, the demo's data and builds
	rm -rf $(VENV) .demo build *.egg-info
