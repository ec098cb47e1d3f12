# Shipyard's own targets. The generated project has a Makefile of its own.
.DEFAULT_GOAL := help

PYTHON ?= python3
# Tests run on this many processes; `make test WORKERS=0` runs them in one, for a debugger.
WORKERS ?= auto
# More words for pytest: make test ARGS="-k licence"
ARGS ?=

BIN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)
READY := .venv/ready
# The demo needs little of that; who has all of it needs nothing more.
DEMO := $(or $(wildcard $(READY)),.venv/demo)
CODE := bench demo docs hooks release-tool/src release-tool/tests scripts shipyard shipyard_template.py testkit tests
# The release tool is held to every rule of ruff.
TOOL := release-tool/hatch_build.py release-tool/src
GITLAB := .venv/node/node_modules/.bin/gitlab-ci-local

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: $(DEMO) ## Walk the ten steps: a package, a rehearsal, two releases on an index of its own
	@$(BIN)/python -m demo

.PHONY: test
test: $(READY) ## Run every fast test, and one whole story for each promise
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow or story" $(ARGS)

.PHONY: test-all
test-all: $(READY) ## Run every test, and say what they cost
	$(BIN)/python -m pytest -n $(WORKERS) --budget tests/budget.toml $(ARGS)

.PHONY: runners
runners: $(GITLAB) ## Install what runs pipelines and opens websites in tests

.PHONY: pins
pins: $(READY) ## Refresh the versions of actions, images and tools in the pipelines
	@$(BIN)/python -m scripts.pins

.PHONY: rehearse
rehearse: $(READY) ## Rehearse releases of Shipyard and of the release tool, by the tool as it is here
	@$(BIN)/python -m shipyard rehearse --yes
	@$(BIN)/python -m shipyard rehearse release-tool --yes

.PHONY: release
release: $(READY) ## Release Shipyard with its own tool; make release ARGS="--bump minor"
	@$(BIN)/python -m shipyard release $(ARGS)

.PHONY: lint
lint: $(READY) ## Check style, formatting and types
	$(BIN)/python -m ruff check --config pyproject.toml .
	$(BIN)/python -m ruff check --config release-tool/pyproject.toml $(TOOL)
	$(BIN)/python -m ruff format --config pyproject.toml --check .
	$(BIN)/python -m mypy $(CODE)

.PHONY: format
format: $(READY) ## Put imports and formatting in order
	$(BIN)/python -m ruff check --config pyproject.toml --fix-only .
	$(BIN)/python -m ruff format --config pyproject.toml .

.PHONY: docs
docs: $(READY) ## Build the website into build/docs
	@$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going docs build/docs
	@echo "Open build/docs/index.html"

.PHONY: bench
bench: $(READY) ## Measure everything that the documentation quotes
	@$(BIN)/python -m bench

.PHONY: pictures
pictures: $(READY) ## Take the pictures of docs/ anew, from real runs
	@$(BIN)/python -m demo.pictures

.PHONY: clean
clean: ## Remove what the targets made, .venv included
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# GitHub's pipelines are run by act, which is in .venv already; GitLab's by this, which needs Node. Websites need a browser.
$(GITLAB): $(READY) scripts/runners $(wildcard testkit/node/* testkit/node/re2/*)
	@scripts/runners
	@touch $@

# The environment: made on first need, and anew when its declaration changed.
$(READY): GROUP = dev
.venv/demo: GROUP = demo
$(READY) .venv/demo: pyproject.toml
	@echo "Making .venv (once)"
	@PYTHON="$(PYTHON)" scripts/environment $(GROUP)
	@touch $@
