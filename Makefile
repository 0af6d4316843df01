# Each target is one line over bootstrap.py, which runs by itself where make is missing.
PYTHON ?= python3
export PORT VAR_DIR COMPANY

help:
	@$(PYTHON) bootstrap.py help
demo:
	@$(PYTHON) bootstrap.py demo
demo-reset:
	@$(PYTHON) bootstrap.py demo-reset
test:
	@$(PYTHON) bootstrap.py test
check:
	@$(PYTHON) bootstrap.py check
messages:
	@$(PYTHON) bootstrap.py messages
migrations:
	@$(PYTHON) bootstrap.py migrations
run:
	@$(PYTHON) bootstrap.py run
lock:
	@$(PYTHON) bootstrap.py lock
docs:
	@$(PYTHON) bootstrap.py docs
sbom:
	@$(PYTHON) bootstrap.py sbom
screens:
	@$(PYTHON) bootstrap.py screens
bench:
	@$(PYTHON) bootstrap.py bench
test-extra:
	@$(PYTHON) bootstrap.py test-extra
test-mutations:
	@$(PYTHON) bootstrap.py test-mutations

.PHONY: help demo demo-reset test check messages migrations run lock docs sbom screens bench test-extra test-mutations
