# Every target is a command of run.py, which sets up what it needs. Arguments: make test ARGS="-k quiz"
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run test serve check fix bench torture screenshots lock

help:         # lists the targets
	@echo 'make <target> [ARGS="…"] is python3 run.py <target> …'
	@$(PYTHON) run.py help

run test serve check fix bench torture screenshots lock:
	@$(PYTHON) run.py $@ $(ARGS)
