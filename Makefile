# Every target makes or refreshes .venv itself when pyproject.toml or a lock file has changed.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
ARGS   ?=

.PHONY: run test lint bench demo clean lock format

run: $(VENV)/.run  ## set up and start: Discord with a token, else a conversation in the terminal
	@$(BIN)/warta run $(ARGS)

test: $(VENV)/.dev  ## set up and run every test
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(VENV)/.dev  ## style, types and the rules of architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev  ## print the tables of the README and docs
	$(BIN)/python -m benchmarks

demo: $(VENV)/.run  ## questions put to the sample newsroom, one after the other
	@printf '%s\n' 'who accused DeepSeek?' 'Siapa yang menuduh DeepSeek?' 'how many houses were flooded in Tambakreja?' \
	  'who won the world cup?' | $(BIN)/warta chat --sample

clean:  ## remove what the other targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
       --no-header --no-annotate --upgrade
lock: | $(VENV)/bin/python  ## resolve the lock files anew; a range is changed in pyproject.toml
	$(PIP) install uv
	$(LOCK) pyproject.toml --group build -o requirements.lock
	$(LOCK) --group dev -c requirements.lock -o requirements-dev.lock

$(VENV)/bin/python:
	@echo "Setting up in $(VENV) ..." >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Warta needs Python 3.11 or newer; name one with: make PYTHON=python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.run: pyproject.toml requirements.lock | $(VENV)/bin/python
	@$(PIP) install --require-hashes -r requirements.lock </dev/null
	@$(PIP) install --no-deps --no-build-isolation -e . </dev/null
	@touch $@

$(VENV)/.dev: pyproject.toml requirements-dev.lock $(VENV)/.run
	@$(PIP) install --require-hashes -r requirements-dev.lock </dev/null
	@touch $@
