# TraceCoT. `make run` and `make test` need nothing but make and Python 3.11 to 3.13; the first use of any target sets up.
SHELL := /bin/bash
ROOT := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
VENV := $(ROOT)/.venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Nothing here reports home, whoever starts it.
export DAGSTER_DISABLE_TELEMETRY := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DO_NOT_TRACK := 1
export GX_ANALYTICS_ENABLED := false
# Compiled modules are kept: a run and a test start dozens of processes, and each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

# One test worker more than cores: many tests wait for a disk, a clock or a child.
export PYTEST_XDIST_AUTO_NUM_WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))

.PHONY: help
help: ## list what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' "$(ROOT)/Makefile"

.PHONY: setup
setup: ## the virtual environment with the pinned set (every other target does this first)
	@"$(ROOT)/scripts/setup" "$(ROOT)" "$(VENV)"

.PHONY: run
run: setup ## the whole pipeline on the default corpora: packages in, verified train and eval splits out
	@cd "$(ROOT)" && "$(BIN)/tracecot" run

.PHONY: run-llm
run-llm: setup ## the pipeline with a language model too: TRACECOT_MODEL=... TRACECOT_MODEL_KEY=... make run-llm
	@test -n "$$TRACECOT_MODEL" || { echo "Name a model: TRACECOT_MODEL=gpt-4o-mini TRACECOT_MODEL_KEY=... make run-llm" >&2; exit 2; }
	@cd "$(ROOT)" && "$(BIN)/tracecot" run --corpus toolz --corpus inflection

.PHONY: preview
preview: setup ## ten rationales from source to verdict, in seconds
	@cd "$(ROOT)" && "$(BIN)/tracecot" preview

.PHONY: ui
ui: setup ## the Dagster UI with schedules and sensors running
	@cd "$(ROOT)" && "$(BIN)/tracecot" ui

.PHONY: test
test: setup ## the tests
	@cd "$(ROOT)" && "$(BIN)/python" -m pytest -n auto -m "not slow"

.PHONY: test-all
test-all: setup ## the tests, the long ones too
	@cd "$(ROOT)" && "$(BIN)/python" -m pytest -n auto

.PHONY: check
check: setup ## format, lint, types, import contracts, dbt build, definitions load
	@cd "$(ROOT)" && "$(BIN)/ruff" format --check . && "$(BIN)/ruff" check .
	@cd "$(ROOT)" && "$(BIN)/mypy" && PATH="$(BIN):$$PATH" "$(BIN)/lint-imports"
	@cd "$(ROOT)" && "$(BIN)/python" -m tracecot_assets.selfcheck

.PHONY: format
format: setup ## put the code into the house's format
	@cd "$(ROOT)" && "$(BIN)/ruff" check --fix . && "$(BIN)/ruff" format .

.PHONY: golden
golden: setup ## write the golden files anew, to be reviewed as a diff
	@cd "$(ROOT)" && TRACECOT_WRITE_GOLDEN=1 "$(BIN)/python" -m pytest -k golden

.PHONY: lock
lock: setup ## write the installed set to constraints.txt
	@cd "$(ROOT)" && { echo "# The exact set that TraceCoT was tested with, on Python 3.11, 3.12 and 3.13. Refresh: make lock"; \
	  "$(BIN)/pip" freeze --exclude-editable | grep -v ' @ '; } > constraints.txt.new && mv constraints.txt.new constraints.txt
