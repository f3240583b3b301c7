# One command for each thing a person does here. `make help` lists them.

SHELL := /bin/bash
DATA  ?= ../shared/data
CHECKS ?= ../shared/checks
export CARGO_TERM_COLOR ?= auto

.PHONY: help run build web test check acceptance bench trials format e2e tour sbom

help:            ## What there is
	@grep -hE '^[a-z0-9]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## ?/  make \1\t/' | expand -t 20

run: build       ## Build, start the invented city, print its address and log-ins
	./target/release/samplats demo $(ARGS)

build: web       ## Build target/release/samplats with the web app inside
	cargo build --release --locked

web: web/dist/index.html

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(shell find web/src web/public web/index.html web/*.ts -type f 2>/dev/null)
	cd web && npm run build
	@touch $@

test: web        ## All tests; sets up what they need, or says what is missing and fails
	scripts/test.sh

check: web/node_modules/.package-lock.json ## Format, lints, types, documents, licences and bans
	scripts/check.sh

acceptance: build ## The real files of a real city, and the checks from outside
	DATA="$(abspath $(DATA))" CHECKS="$(abspath $(CHECKS))" scripts/acceptance.sh

bench: build     ## Figures for docs/performance.md, REPORTS=1000000 of them; never part of the tests
	scripts/bench.sh $(REPORTS)

trials:          ## The long trials of reliability: kills, disks, wires, fail-over, instances, restores (TRIALS="kills power" for some)
	scripts/trials.sh $(TRIALS)

tour: build      ## The pictures of docs/tour.md anew, from the invented city
	cd web && node scripts/tour.mjs

e2e: build       ## Only the browser tests
	cd web && npm run e2e

sbom:            ## What everything is built of, as CycloneDX JSON under target/sbom
	scripts/sbom.sh

format:          ## Put everything in order
	cargo fmt
	cd web && npm run format
