# The corpora lie beside the checkout where there are any.
CORPORA := $(wildcard ../shared/corpora)
ifneq ($(CORPORA),)
export CFGTOOL_CORPORA ?= $(abspath $(CORPORA))
endif

.PHONY: build test

build:
	go build -o bin/cfgtool ./cmd/cfgtool

test:
	go test ./...
