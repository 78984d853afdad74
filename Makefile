# Paths here are relative, and tools run as `.venv/bin/python -m tool`: a checkout may lie under a path
# with spaces or Chinese characters, which neither make nor a shebang line can be trusted with.

# Interpreter for .venv; empty means: take the first working one. Example: make demo PYTHON=/opt/py/bin/python3
PYTHON ?=
# What `make demo` starts from: the bundled sample company's own files. Its scenarios land where runs do.
SAMPLE := scenarios/library/sample
RUNS := results/runs
# Few years, so that the demo is quick; the seed is the one on which `optimize` judges what it finds, so that all
# parts of the report are about the same years.
YEARS := --seed 10000001 --replications
# Only `make lock` needs uv.
UV ?= uv

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input --quiet
UV_COMPILE := env -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS $(UV) pip compile pyproject.toml \
	--quiet --no-config --universal --python-version 3.11 --fork-strategy fewest --only-binary :all: \
	--upgrade --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

# Tests that live no year (tests/unlived.py holds them to it): they run while the simulator is compiled.
UNLIVED := $(filter-out %/test_sections.py %/test_roles.py,$(wildcard tests/scenarios/test_*.py)) tests/scenarios/books \
	$(wildcard tests/scenarios/crm/test_*.py) \
	$(filter-out %/test_compose.py,$(wildcard tests/scenarios/crm/fit/test_*.py)) \
	$(patsubst %,tests/test_%.py,architecture components packaging requirements) \
	$(patsubst %,tests/cli/test_%.py,calibrate_import levers_command) tests/levers/test_measure_words.py \
	tests/optimizer/test_solve.py $(patsubst %,tests/oracles/test_%.py,pay_oracles pay_plans) tests/recovery \
	$(patsubst %,tests/results/test_%.py,anonymise efficiency fit_report pay_letter pay_lint pay_replay pay_statement \
	payout_curve workdays) $(patsubst %,tests/sim/test_%.py,distributions draws examples expected_pay legal_limits \
	market_rules money pay_curve pay_engine pay_properties process_rules training_rules waits) \
	tests/world/test_market_tables.py
FUZZED := tests/scenarios tests/sim/test_pay_curve.py tests/sim/test_pay_properties.py tests/sim/test_money.py

LINT = $(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy

CALIBRATE = $(PY) -m cli calibrate --map $(SAMPLE)/map.yaml --opportunities $(SAMPLE)/opportunities.csv \
	--roster $(SAMPLE)/roster.csv --quotas $(SAMPLE)/quotas.csv

export PYTHON
.DEFAULT_GOAL := help
.PHONY: help demo test lint format verify bench docs wheel lock clean _venv _core _dev

help: ## Show this menu
	@echo 'quotalab: simulator for sales quotas and commission plans'
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo 'The first run sets up .venv; it needs only Python 3.11 or newer. PYTHON=... names one to use.'

demo: _core ## From a sample company's files to a stress test, a better plan and a report; sets up what is missing
	@$(PY) -m sim.kernel
	@$(CALIBRATE) --like baseline -o $(RUNS)/sample.yaml --chart $(RUNS)/sample.svg
	@$(PY) -m cli stress $(RUNS)/sample.yaml --targets 0.9:1.1:0.1 --no-assumptions $(YEARS) 40
	@$(PY) -m cli optimize $(RUNS)/sample.yaml -o $(RUNS)/sample_optimum.yaml --turns 1 --replications 40 --no-assumptions
	@$(PY) -m cli compare $(RUNS)/sample.yaml $(RUNS)/sample_optimum.yaml $(YEARS) 30
	@echo; echo 'The report, to open in a browser:'
	@$(PY) -m cli report sample sample_optimum sample-stress sample-optimum

# The simulator is compiled on one core while the other reads the code and tries what needs no simulator.
test: _dev ## Run every check: ruff, its formatter, mypy and the tests
	@$(PY) -m sim.kernel & ahead=$$!; \
	{ $(LINT) && $(PY) -m sim.kernel story && $(PY) -m pytest -q -p tests.unlived $(UNLIVED); } || { kill $$ahead; exit 1; }; \
	wait $$ahead && $(PY) -m pytest -n 2 --dist worksteal -q $(UNLIVED:%=--ignore=%)

lint: _dev ## Run ruff, its formatter (check only) and mypy
	@$(LINT)

format: _dev ## Rewrite the code as ruff wants it
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

verify: _dev ## Show what every lever moves and which published results come out, and run the long statistical suites
	@$(PY) tests/levers/lever_table.py
	@$(PY) tests/evidence/evidence_table.py
	@$(PY) -m pytest -m verify -n 2
	@THOROUGH=yes $(PY) -m pytest -n 2 $(FUZZED)

bench: _core ## Time the simulator against its twin, with all its parts and with many minds, and a whole search against one plan told by SimPy
	@$(PY) bench/twins.py
	@$(PY) bench/world.py
	@$(PY) bench/minds.py --reps 100 --rounds 3
	@$(PY) bench/search.py

docs: _core ## Rewrite docs/reference from the program
	@$(PY) docs/generate.py

wheel: _core ## Build the wheel into dist/
	@$(PY) -m hatchling build -t wheel -d dist

lock: ## Pin the newest versions in both lock files (needs uv: UV=/path/to/uv)
	@command -v "$(UV)" >/dev/null || { echo 'make lock needs uv: pip install uv, or UV=/path/to/uv' >&2; exit 1; }
	@$(UV_COMPILE) --extra build --output-file requirements.lock
	@$(UV_COMPILE) --all-extras --constraint requirements.lock --output-file requirements-dev.lock

clean: ## Remove .venv, caches and dist/; what was simulated stays
	@rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Candidates are run, not just looked up: version-manager shims exist for versions that are not installed,
# and Debian ships a Python without ensurepip, which cannot fill a venv.
_venv:
	@if $(PY) -c 'import pip' >/dev/null 2>&1; then exit 0; fi; \
	if [ -n "$$PYTHON" ]; then set -- "$$PYTHON"; \
	else set -- python3.14 python3.13 python3.12 python3.11 python3 python; fi; \
	for candidate do \
		if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
			>/dev/null 2>&1; then \
			echo "creating .venv with $$candidate" >&2; \
			exec "$$candidate" -m venv --clear .venv; \
		fi; \
	done; \
	echo "No usable Python among: $$*" >&2; \
	echo 'Needed: Python 3.11 or newer with its venv and ensurepip modules (Debian/Ubuntu: apt install python3-venv).' >&2; \
	echo 'Name one yourself with: make ... PYTHON=/path/to/python3' >&2; \
	exit 1

# A stamp holds the checksum of what was installed, and the place: a moved checkout needs a new link to itself.
_core: _venv
	@sum=$$({ cat requirements.lock pyproject.toml; pwd; } | cksum); \
	if [ "$$sum" = "$$(cat .venv/core.stamp 2>/dev/null)" ]; then exit 0; fi; \
	echo 'installing requirements.lock (once; about 230 MB to download)' >&2; \
	$(PIP) install --require-hashes --only-binary :all: -r requirements.lock && \
	$(PIP) install --no-deps --no-build-isolation --editable . && \
	echo "$$sum" > .venv/core.stamp

_dev: _core
	@sum=$$({ cat requirements-dev.lock; cat .venv/core.stamp; } | cksum); \
	if [ "$$sum" = "$$(cat .venv/dev.stamp 2>/dev/null)" ]; then exit 0; fi; \
	echo 'installing requirements-dev.lock (once)' >&2; \
	$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock && \
	echo "$$sum" > .venv/dev.stamp
