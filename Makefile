# Needs Python 3.11 or later and make; everything else is fetched by version and hash.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP_FIND_LINKS :=
export PIP_FIND_LINKS
export PORT
# Every process would compile all sources anew: half of the time it takes to start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo demo-reset test check assets bench lock messages site-environment test-environment
.DEFAULT_GOAL := demo

$(BIN)/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

.venv/.site: requirements/site.txt | $(BIN)/uv
	$(BIN)/uv pip install --quiet --require-hashes --python $(BIN)/python -r requirements/site.txt
	touch $@

.venv/.test: requirements/test.txt | $(BIN)/uv
	$(BIN)/uv pip install --quiet --require-hashes --python $(BIN)/python -r requirements/test.txt
	touch $@ .venv/.site

site-environment: .venv/.site
test-environment: .venv/.test

demo: site-environment ## Serve the demonstration on 127.0.0.1:$(PORT)
	@$(BIN)/python manage.py demo --port $(PORT)

demo-reset: site-environment ## Throw away what was entered and start the demonstration anew
	@$(BIN)/python manage.py demo --port $(PORT) --reset

test: test-environment ## Run all tests
	@$(BIN)/python .ci/test.py

check: test-environment ## Lint, types, import contracts, templates, migrations, messages, assets
	@$(BIN)/python .ci/check.py

assets: ## Rebuild CSS and JavaScript
	cd plan/static_src && npm ci --no-audit --no-fund && npm run build

bench: test-environment ## Measure CPU and memory against the budgets; fails past a limit
	@$(BIN)/python .ci/bench.py

messages: test-environment ## Bring message catalogues up to date with the sources
	$(BIN)/python .ci/messages.py --write

lock: | $(BIN)/uv ## Pin dependencies anew
	.ci/lock
