# The commands of this project; `make help` lists them. Needs Python 3.11 or newer; uses uv when it is there.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PORT ?= 8501
WORKERS ?= 2
ARGS ?=

# Compiled files are kept, whatever the shell says: without them every start compiles some thousand modules anew.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run-stamp
DEV_STAMP := $(VENV)/.dev-stamp
CODE := $(wildcard metrics db words export service pages terminal app.py server.py cli.py scripts bench tests)

.PHONY: help run test check sbom bench fuzz faults mutants lock fmt clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN_STAMP) ## Install, prepare the database and serve on 127.0.0.1 (another port: make run PORT=8600)
	@echo
	@echo "  Målstreg: http://127.0.0.1:$(PORT)   (Ctrl-C stops it)"
	@echo
	@MAALSTREG_INIT=1 exec $(BIN)/streamlit run server.py --server.address 127.0.0.1 --server.port $(PORT) \
		--server.headless true

test: $(DEV_STAMP) ## Run all tests, with PostgreSQL, Chromium and nginx (a few: make test ARGS="-k trend")
	@scripts/test_needs.sh $(BIN)/python
	$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

check: $(DEV_STAMP) ## Lint, format, types, import directions, catalogues, size limits, names and known vulnerabilities
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(BIN)/python -m scripts.catalogues
	$(BIN)/python -m scripts.limits
	$(BIN)/python -m scripts.names
	$(BIN)/python -m scripts.vulnerabilities

sbom: $(DEV_STAMP) ## Write which packages Målstreg is made of (CycloneDX, under build/)
	@$(BIN)/python -m scripts.sbom

bench: $(DEV_STAMP) ## Measure what is slow, as ratios within the same run
	@scripts/test_needs.sh $(BIN)/python
	$(BIN)/python -m bench $(ARGS)

fuzz: $(DEV_STAMP) ## Give a target input nobody meant (make fuzz ARGS="plan 50000 --seed 7")
	$(BIN)/python -W ignore -m bench.fuzz $(ARGS)

faults: $(DEV_STAMP) ## Kill writers and servers, stop PostgreSQL, fill disks, and look for what is lost
	@scripts/test_needs.sh $(BIN)/python
	$(BIN)/python -W ignore -m bench.faults $(ARGS)

mutants: $(DEV_STAMP) ## Break a rule of the domain at a time and run its tests (a few: make mutants ARGS="role-for-one-day")
	@scripts/test_needs.sh $(BIN)/python
	$(BIN)/python -m scripts.mutants $(ARGS)

lock: ## Refresh the lock files (newer versions: make lock ARGS=--upgrade)
	scripts/lock.sh $(ARGS)

fmt: $(DEV_STAMP) ## Format and fix what can be fixed
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

clean: ## Remove the environment and caches (the database under var/ stays)
	rm -rf $(VENV) build .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp says that the environment holds what its lock file asks for; the dev lock holds all of the other.
$(RUN_STAMP): requirements.lock pyproject.toml scripts/install.sh
	scripts/install.sh $(VENV) requirements.lock
	@touch $@

$(DEV_STAMP): requirements-dev.lock pyproject.toml scripts/install.sh
	scripts/install.sh $(VENV) requirements-dev.lock
	@touch $(RUN_STAMP) $@
