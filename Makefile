# Everything that is done with Reprise.  `make run` needs Python 3.13 and the package registry;
# the rest makes what it needs.

PYTHON  ?= $(shell command -v python3.13 || command -v python3 || echo python3.13)
ARGS    ?=
UPGRADE ?=

# For whom the Lambdas are built: arm64 or x86_64 (then also deploy with Architecture=x86_64).
ARCHITECTURE ?= arm64

BIN := .venv/bin
VENDORED := web/pages/static/vendor
SAM := SAM_CLI_TELEMETRY=0 PATH="$(CURDIR)/$(BIN):$$PATH" .venv-sam/bin/sam
PIP_INSTALL := -m pip install -qq --disable-pip-version-check --no-input --require-hashes --requirement

.DEFAULT_GOAL := help
.PHONY: help run test check unit browser live compat bench record-demo record screenshots lock vendor build \
    sizes deploy dev sam machine

help:  ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## *(.*)/\1|\2/' | \
	    while IFS='|' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

run: .venv/local.stamp  ## start the product on http://127.0.0.1:3000 (ARGS="--port 3001 …")
	@exec $(BIN)/python -m infra.local $(ARGS)

test: dev sam machine check  ## check, then every test
	@$(BIN)/python -m pytest $(ARGS)

check: dev sam  ## formatting, lint, types, import contracts, the template
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@$(BIN)/python -m mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@$(SAM) validate --lint --region eu-west-1

unit: dev  ## the tests that touch nothing: seconds
	@$(BIN)/python -m pytest -q tests/unit $(ARGS)

browser: dev machine  ## drive the product with Chromium
	@$(BIN)/python -m pytest tests/browser $(ARGS)

live: dev machine  ## run real SDKs, unmodified, against the product
	@$(BIN)/python -m pytest tests/live $(ARGS)

compat: dev machine  ## run every client there is, and write docs/compatibility.md
	@$(BIN)/python -m tests.live.compat $(ARGS)

bench: dev  ## print the figures: speed, cost, how soon a trace is seen
	@$(BIN)/python -m tests.bench $(ARGS)

record-demo: dev  ## record the demo sessions anew with real SDKs and fake models
	@$(BIN)/python -m infra.local.record_demo $(ARGS)

record: dev  ## record anew what real SDKs send, for the contract tests
	@$(BIN)/python -m tests.contract.record $(ARGS)

screenshots: dev machine  ## take the README's screenshots anew
	@$(BIN)/python -m tests.browser.screenshots $(ARGS)

# The files are read as preferences, so that nothing moves unless UPGRADE=--upgrade says so.
lock: LOCK = $(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.13 --no-header \
    --no-annotate $(UPGRADE)
lock: dev  ## write requirements/ anew from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@$(LOCK) --group dev --output-file requirements/dev.txt
	@for group in ingest rollup viewer worker local; do \
	    $(LOCK) --group $$group --constraint requirements/dev.txt \
	        --output-file requirements/$$group.txt || exit 1; \
	done
	@$(LOCK) --group sam --output-file requirements/sam.txt

# package@version: files of it, kept unmodified.
vendor: machine  ## fetch the third-party browser files anew
	@$(call fetch,htmx.org@4.0.1,dist/htmx.esm.min.js,htmx)
	@$(call fetch,@highlightjs/cdn-assets@11.12.0,es/highlight.min.js,highlight)

# 1: package@version, 2: its file, 3: what its licence is filed under.
fetch = folder=$$(mktemp -d) && npm pack --silent --pack-destination $$folder $(1) >/dev/null && \
    tar xzf $$folder/*.tgz -C $$folder && cp $$folder/package/$(2) $(VENDORED)/ && \
    cp $$folder/package/LICENSE $(VENDORED)/$(3).LICENSE && rm -rf $$folder

build: dev sam  ## assemble the four Lambdas in .aws-sam/build
	@ARCHITECTURE=$(ARCHITECTURE) $(SAM) build --parameter-overrides Architecture=$(ARCHITECTURE)

sizes: dev  ## print how large each Lambda is, and what importing it costs
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.bundle.sizes

deploy: build  ## put it into your AWS account; asks what it needs to know
	@$(SAM) deploy --guided --parameter-overrides Architecture=$(ARCHITECTURE) $(ARGS)

# ---- environments: made once, made again when their lock has changed -----------------------------

# One environment serves `run` and the tests: the locks agree, and dev.txt holds all of local.txt.
dev: .venv/dev.stamp
sam: .venv-sam/sam.stamp

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null || { \
	    echo "Reprise needs Python 3.13, and '$(PYTHON)' is not one." >&2; \
	    echo "Install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.13" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/local.stamp: requirements/local.txt | .venv/bin/python
	@echo "Installing requirements/local.txt into .venv: once, about half a minute …"
	@$(BIN)/python $(PIP_INSTALL) requirements/local.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt | .venv/bin/python
	@echo "Installing requirements/dev.txt into .venv: once, about a minute …"
	@$(BIN)/python $(PIP_INSTALL) requirements/dev.txt
	@touch $@ .venv/local.stamp

.venv-sam/sam.stamp: requirements/sam.txt | .venv/bin/python
	@echo "Installing requirements/sam.txt into .venv-sam: once, about a minute …"
	@$(BIN)/python -m venv .venv-sam
	@.venv-sam/bin/python $(PIP_INSTALL) requirements/sam.txt
	@touch $@

# What the tests need from the machine: Chromium, letters of all the languages that the demo sessions
# speak, and Node for the JavaScript SDKs.  Debian's packages, and only those that are missing.
has = command -v $(1) >/dev/null
speaks = [ -n "$$(fc-list :lang=$(1) family 2>/dev/null)" ]

machine:
	@debs=; \
	$(call has,chromium) || $(call has,chromium-browser) || $(call has,google-chrome) || \
	    debs="$$debs chromium"; \
	$(call has,npm) || debs="$$debs nodejs npm"; \
	$(call speaks,ja) || debs="$$debs fonts-noto-cjk fontconfig"; \
	$(call speaks,ar) || debs="$$debs fonts-noto-core fontconfig"; \
	$(call speaks,und-zsye) || debs="$$debs fonts-noto-color-emoji"; \
	[ -n "$$debs" ] || exit 0; \
	$(call has,apt-get) || { echo "The tests need$$debs; please install them." >&2; exit 1; }; \
	echo "Installing$$debs …"; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	$$sudo apt-get update -qq && \
	    $$sudo env DEBIAN_FRONTEND=noninteractive \
	        apt-get install -qq -y --no-install-recommends $$debs >/dev/null
