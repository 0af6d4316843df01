# Each target is one line over bootstrap.py, which runs by itself where make is missing.
PYTHON ?= python3
export PORT VAR_DIR

TARGETS = demo demo-reset test check run lock screens bench test-extra

help:
	@$(PYTHON) bootstrap.py help

$(TARGETS):
	@$(PYTHON) bootstrap.py $@

.PHONY: help $(TARGETS)
