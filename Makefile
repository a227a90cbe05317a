# Every target is one line of a script in scripts/; `make help` explains them.
# VENV (default .venv) is where packages go; HOST, PORT and DATABASE_URL are read by `make run`.
.DEFAULT_GOAL := help
.PHONY: help run test test-fast check services services-stop messages postman screenshots migrations format bench

help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-15s %s\n", $$1, $$2}' Makefile

run: ## Start the site with demo content on http://127.0.0.1:8000 (HOST, PORT, DATABASE_URL override)
	@scripts/in-venv run python scripts/start.py

test: ## Run everything: PostgreSQL, a real browser, and the fast part again on SQLite (REQUIRE_SERVICES=1: no omissions)
	@scripts/in-venv dev scripts/test

test-fast: ## Run what needs nothing but Python, in under two minutes
	@scripts/in-venv dev scripts/test fast

check: ## Lint, import order, migrations, translations and production settings
	@scripts/in-venv dev scripts/check

services: ## Install (where it may) and start what `make test` needs, on loopback
	@scripts/services start && scripts/services env

services-stop: ## Stop what `make services` started
	@scripts/services stop

messages: ## Merge locale/parts/*.po into the French catalogue and compile it
	@scripts/in-venv dev python scripts/messages.py

screenshots: ## Take every page as every role, 360 and 1280 pixels wide, into screenshots/
	@scripts/in-venv dev python scripts/screenshots.py $(ARGS)

postman: ## Write docs/postman/ from the schemas of the API
	@scripts/in-venv dev python scripts/postman.py

migrations: ## Write the migrations that changed models need
	@scripts/in-venv dev python manage.py makemigrations $(ARGS)

format: ## Format and mend what ruff can mend
	@scripts/in-venv dev ruff format . && scripts/in-venv dev ruff check --fix .

bench: ## Measure the pages against bare Django views (needs PostgreSQL: `make services`)
	@scripts/services start && eval "$$(scripts/services env)" && scripts/in-venv dev python benchmarks/pages.py $(ARGS)
