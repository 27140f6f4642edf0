.DEFAULT_GOAL := help
.PHONY: help setup run test peers soak coverage conformance lint format bench starter-eval screenshots translations docs package prove lock clean

BIN := .venv/bin
# Else every tester compiles every test anew, each time.
unexport PYTHONDONTWRITEBYTECODE
# Two for each core: many tests wait for processes that they have started.
TESTERS = $$((2 * $$(getconf _NPROCESSORS_ONLN)))
# Where npm is missing, the tests that need a Node server are skipped and say so.
NODE_SERVERS := $(if $(shell command -v npm),tests/node/node_modules/.package-lock.json)

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make .venv from the locks; at once when nothing changed
	@bash packaging/setup.sh

run: setup ## Set up and open Parley; without a display, its demo in the terminal
	@if [ "$$(uname)" = Darwin ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    exec $(BIN)/parley; \
	elif [ -t 0 ]; then \
	    echo "There is no display here: this is the demo, in the terminal."; \
	    exec $(BIN)/parley demo; \
	else \
	    echo "There is no display and no terminal here: this is the demo, which approves by itself."; \
	    exec $(BIN)/parley demo --approve yes; \
	fi

test: setup peers $(NODE_SERVERS) ## Set up and run the tests
	@$(BIN)/pytest -n $(TESTERS) --dist loadfile --max-worker-restart 0

coverage: setup ## Show that the tests of the gateway take every branch of it
	@$(BIN)/coverage run -m pytest -q tests/gateway tests/attacks tests/inbound
	@$(BIN)/coverage report

lint: setup ## Check format, style, types and the direction of imports
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: setup ## Format, and mend what can be mended by itself
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

peers: setup ## Install what tests meet of other people's servers; at once when nothing changed
	@bash packaging/peers.sh || [ $$? = 3 ]

soak: setup ## Kill many servers under many calls; ARGS="--servers 50 --calls 5000 --seed 1"
	@$(BIN)/python -m tests.soak $(ARGS)

conformance: setup ## Run MCP's conformance suite for clients; ARGS="SCENARIO ..." shows single ones
	@bash packaging/conformance.sh $(ARGS)

bench: setup ## Measure what the README promises
	@bash packaging/llama_programs.sh || [ $$? = 3 ]
	@$(BIN)/python -m tests.bench

starter-eval: setup ## Score the model that comes along; ARGS=--card writes its card
	@PYTHONPATH=packaging $(BIN)/python -m starter_model.evaluate $(ARGS)

screenshots: setup ## Make the README's pictures anew
	@$(BIN)/pytest -m screenshots

docs: setup ## Build docs/ into build/docs; ARGS="-b linkcheck" also tries the links of the net
	@$(BIN)/sphinx-build -q -E -W --keep-going -n -b html docs build/docs $(ARGS)

translations: setup ## Gather the window's texts, and make their translations ready
	@$(BIN)/python packaging/translations.py

package: setup ## Make the installers of this system in dist/
	@bash packaging/vulkan.sh || [ $$? = 3 ]
	@$(BIN)/python packaging/freeze.py
	@$(MAKE) --no-print-directory dist/SHA256SUMS

prove: package ## Install, use, upgrade and remove the .deb in a clean Debian; as root
	@$(BIN)/python packaging/prove_deb.py dist/parley_*.deb

lock: setup ## Write the locks anew; ARGS=--upgrade takes newer versions
	@$(BIN)/python packaging/lock.py $(ARGS)

clean: ## Remove what setup and the tests made
	rm -rf .venv .uv build dist tests/node/node_modules

tests/node/node_modules/.package-lock.json: tests/node/package-lock.json
	@npm --prefix tests/node ci --no-audit --no-fund
	@touch $@

# Not made again while the frozen app and what packs it stay as they are.
dist/SHA256SUMS: build/frozen $(wildcard packaging/*.py packaging/linux/* packaging/licences/*)
	@rm -f dist/parley_* dist/parley-* $@
	@$(BIN)/python packaging/licences.py dist/parley
	@$(BIN)/python packaging/sbom.py dist/parley dist/parley-sbom.cdx.json
	@if command -v dpkg-deb >/dev/null; then $(BIN)/python packaging/deb.py dist/parley dist; fi
	@$(BIN)/python packaging/tarball.py dist/parley dist
	@cd dist && sha256sum parley[_-]* >SHA256SUMS.part && mv SHA256SUMS.part SHA256SUMS && cat SHA256SUMS
