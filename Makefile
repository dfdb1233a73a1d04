# SPDX-License-Identifier: AGPL-3.0-or-later
# make run     installs what is missing, then opens Maillon on fictitious people (no display: papers and pictures in out/)
# make test    installs what is missing, then runs everything the continuous integration runs
# make setup   installs only; the program is then .venv/bin/maillon
# make bench   measures, and writes out/bench.json
# make lock    recomputes versions and hashes of the dependencies (needs uv)
# make clean   removes everything that was made: .venv/, out/ and the caches

PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
OUT := out
DEMO := $(OUT)/demonstration

# A stamp is named after everything it depends on: the requirements' hashes, the interpreter and this folder's place.
# As long as the name exists, nothing is installed; when anything changes, so does the name.
PLACE := $(shell { $(PYTHON) -c 'import sys; print(sys.version, sys.base_prefix)'; pwd; cat requirements.txt pyproject.toml .ci/install; } 2>/dev/null | sha256sum | cut -c1-16)
DEV_PLACE := $(shell { echo $(PLACE); cat requirements-dev.txt; } | sha256sum | cut -c1-16)
READY := $(VENV)/.ready-$(PLACE)
DEV_READY := $(VENV)/.ready-dev-$(DEV_PLACE)

.DEFAULT_GOAL := help
.PHONY: help setup dev run tour test lint bench lock clean

help:
	@sed -n 's/^# \(make .*\)/  \1/p' Makefile

# Compiled here, because an environment may forbid it (PYTHONDONTWRITEBYTECODE) and each start would compile again; so
# is the catalogue, which opens ten times faster read once and for all.
setup: $(READY)
	@$(BIN)/python -m compileall -q app migrations
	@$(BIN)/python -m app.services.catalogues

dev: $(DEV_READY)
	@:

$(READY):
	@PYTHON="$(PYTHON)" sh .ci/install $(VENV) requirements.txt
	@rm -f $(VENV)/.ready-* && touch $@

$(DEV_READY):
	@PYTHON="$(PYTHON)" sh .ci/install $(VENV) requirements-dev.txt
	@rm -f $(VENV)/.ready-* && touch $@ $(READY)

# --- The application ---------------------------------------------------------------------------------------------

$(DEMO)/.made: | setup
	@rm -rf $(DEMO) && mkdir -p $(OUT)
	@$(BIN)/maillon demo $(DEMO) && touch $@

run: setup $(DEMO)/.made
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/maillon --vault $(DEMO); else exec $(MAKE) --no-print-directory tour; fi

tour: setup $(DEMO)/.made
	@$(BIN)/maillon tour $(DEMO) -o $(OUT)
	@echo "Les papiers et les images sont dans $(CURDIR)/$(OUT)/ :"; cd $(OUT) && ls -1 *.pdf *.png 2>/dev/null | sed 's/^/  /'

# --- The proof ---------------------------------------------------------------------------------------------------

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports --no-logo

test: lint
	$(BIN)/python -m pytest --numprocesses=logical --maxprocesses=8 --dist=loadfile

# Writes $(OUT)/bench.json.
bench: setup
	@mkdir -p $(OUT)
	$(BIN)/python -m benchmarks

# --- Upkeep ------------------------------------------------------------------------------------------------------

# Versions and hashes only: no header, no annotation, no address, so that each machine uses the registry it is set up for.
EXPORT := $(UV) export --quiet --locked --no-emit-project --no-header --no-annotate --format requirements-txt --group build

lock:
	@command -v $(UV) >/dev/null || { echo "« uv » est nécessaire pour recalculer les versions (make lock UV=/chemin/vers/uv)." >&2; exit 1; }
	$(UV) lock --quiet
	{ echo '# SPDX-License-Identifier: AGPL-3.0-or-later'; $(EXPORT) --no-dev; } >requirements.txt
	{ echo '# SPDX-License-Identifier: AGPL-3.0-or-later'; $(EXPORT) --group dev; } >requirements-dev.txt

clean:
	rm -rf $(VENV) $(OUT) resources/compiled build *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find app tests benchmarks migrations -name __pycache__ -type d -exec rm -rf {} +
