# Each target says what it does; `make` alone lists them.
PYTHON := $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= 2
MANAGE := $(BIN)/python manage.py
# What production insists on, for checks only: no server is started with it.
CHECK_ENVIRONMENT = DJANGO_SETTINGS_MODULE=kb.settings.production \
	DJANGO_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
	ALLOWED_HOSTS=exchange.example BASE_URL=https://exchange.example

.DEFAULT_GOAL := help
.PHONY: help system system-for-tests assets run test test-fast test-postgres test-rest elasticsearch lint lint-types lint-rest format messages audit requirements screenshots picture benchmark benchmark-engine benchmark-load benchmark-pages clean

help: ## List what can be done here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

# What a bare Debian machine lacks, as root or by sudo; where neither is allowed they say what to copy.
system:
	@requirements/system.sh run

system-for-tests:
	@requirements/system.sh test

$(VENV)/bin/pip: | system
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Install Python 3.11 or newer first."; exit 1; }
	@echo "Making the virtual environment …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.txt | $(VENV)/bin/pip
	@echo "Installing what the site needs …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@echo "Installing what tests and checks need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

assets: $(VENV)/.base
	@$(MANAGE) compile_catalogues
	@$(MANAGE) compile_fonts

# The worker begins anew where it has ended: SQLite on a busy machine may have it wait for too long (django-tasks-db 0.13 ends then).
run: system assets ## Start the site with demonstration content (PORT=8000; DEBUG=true for Django's own pages of errors)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) setup_site
	@$(MANAGE) load_content --demonstration
	@$(MANAGE) create_demo_accounts
	@$(MANAGE) search_rebuild --if-needed
	@echo
	@echo "  Site:   http://localhost:$(PORT)/"
	@echo "  Admin:  http://localhost:$(PORT)/admin/"
	@echo "  Mails:  var/mail/"
	@echo "  End it with Ctrl-C."
	@echo
	@export BASE_URL=http://localhost:$(PORT) DEBUG=$${DEBUG:-false}; \
		(trap 'kill $$mails 2>/dev/null; exit' TERM; while :; do \
			$(MANAGE) db_worker --backend mail --queue-name mail --no-reload & mails=$$!; wait $$mails; sleep 1; done) & worker=$$!; \
		trap 'kill $$worker 2>/dev/null' EXIT INT TERM; \
		$(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

test: system-for-tests $(VENV)/.dev assets elasticsearch ## Run all tests but the full matrix (make audit), with a real browser and a real Elasticsearch
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup

test-fast: $(VENV)/.dev assets ## Run the tests that need no database, browser or Elasticsearch: under two minutes
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup -m fast

test-postgres: system-for-tests $(VENV)/.dev assets ## Run what PostgreSQL may answer otherwise than SQLite, on a server made for it
	@$(BIN)/python -m tests.postgres $(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "(database or both) and not elasticsearch and not audit"

test-rest: system-for-tests $(VENV)/.dev assets elasticsearch ## Run what make test has and make test-postgres has not tried (.ci/run)
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "(not database or elasticsearch) and not audit"

elasticsearch: $(VENV)/.dev | system-for-tests ## Fetch the Elasticsearch that the tests use
	@$(BIN)/python -m tests.elasticsearch_node fetch || [ "$$CI" != true ]

# Types take as long as all the rest: both at once, if only as long as the slower one.
lint: $(VENV)/.dev assets ## Check style, types, templates, settings and migrations
	@$(MAKE) --no-print-directory -j2 lint-types lint-rest

lint-types:
	$(BIN)/mypy kb practices declarations exchange opendata search

lint-rest:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'templates/*.html')
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	$(CHECK_ENVIRONMENT) $(MANAGE) check --deploy --fail-level WARNING

format: $(VENV)/.dev ## Put code and templates into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html')

messages: $(VENV)/.dev ## Collect the interface's words for translation (needs gettext)
	$(MANAGE) makemessages -l fr -l de -l it -l ru -l tr --no-wrap --no-obsolete --no-location --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'
	$(MANAGE) compile_catalogues

requirements: $(VENV)/.dev ## Pin the requirements anew, with hashes
	$(BIN)/pip install --quiet pip-tools
	CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements/base.txt requirements/base.in
	CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements/dev.txt requirements/dev.in

screenshots: $(VENV)/.dev assets ## Contact sheets of every kind of page, and the README's pictures (needs Chromium; SHEETS="--site http://127.0.0.1:8000" of a site that runs)
	$(BIN)/python docs/take_screenshots.py $(SHEETS)

picture: ## Draw the rooms of the code anew from its imports (docs/rooms.svg)
	@$(PYTHON) docs/draw_rooms.py

audit: system-for-tests $(VENV)/.dev assets elasticsearch ## The full matrix: tests marked audit, and axe, pa11y, vnu, Lighthouse and a recorder of requests over every kind of page (needs Node.js)
	@requirements/system.sh audit
	$(if $(AUDIT),,$(BIN)/pytest -n $(WORKERS) --dist loadgroup -m audit)
	$(BIN)/python -m tests.audit $(AUDIT)

benchmark-pages: $(VENV)/.dev assets ## Measure every kind of page among few records and among many, on PostgreSQL (SIZES="1000 100000 1000000", COMMITS="older newer")
	$(if $(COMMITS),,$(BIN)/python -m tests.postgres) $(BIN)/python -m benchmarks.pages --sizes $(or $(SIZES),1000 100000) $(if $(COMMITS),--commits $(COMMITS),--write)

benchmark-load: $(VENV)/.dev ## Read all kinds of page while records are published, on PostgreSQL (RECORDS=2000 SHARED=1 with Redis)
	$(BIN)/python -m tests.postgres $(BIN)/python -m benchmarks.mixed_load --records $(or $(RECORDS),2000) $(if $(SHARED),--shared)

benchmark: $(VENV)/.dev ## Measure the search beside the plain Wagtail way, on both databases (RECORDS=10000)
	$(BIN)/python -m benchmarks.search_page --records $(or $(RECORDS),10000)
	$(BIN)/python -m tests.postgres $(BIN)/python -m benchmarks.search_page --records $(or $(RECORDS),10000)

benchmark-engine: $(VENV)/.dev elasticsearch ## Measure the Elasticsearch engine beside the raw call and plain Wagtail (RECORDS=100000)
	ELASTICSEARCH_HEAP=2g $(BIN)/python -m tests.postgres $(BIN)/python -m tests.elasticsearch_node \
		$(BIN)/python -m benchmarks.engine --prepare $(or $(RECORDS),100000)

clean: ## Remove the virtual environment, the database and all caches
	rm -rf $(VENV) var .mypy_cache .pytest_cache .ruff_cache .hypothesis
