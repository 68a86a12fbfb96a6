#!/bin/sh
# Runs every fuzz target of every package, or those whose name FUZZ matches, each for
# FUZZTIME (30s, or 15000x). Where LOG names a file, a line of each run is added to it:
# day, commit, package, target, executions, separated by tabs.
#
# One thread a worker and rare collections make it half as fast again.
set -eu
jobs=$(getconf _NPROCESSORS_ONLN)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for package in $(go list ./...); do
  for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' | grep -E "${FUZZ:-.}" || true); do
    echo "$package $target"
    failed=
    GOMAXPROCS=1 GOGC=800 go test -run '^$' -fuzz "^$target\$" -fuzztime "$FUZZTIME" -fuzzminimizetime 10x \
      -parallel "$jobs" "$package" >"$log" 2>&1 || failed=1
    executions=$(sed -n 's/.*execs: \([0-9]*\).*/\1/p' "$log" | tail -n 1)
    if [ -n "$failed" ]; then cat "$log"; else tail -n 1 "$log"; fi
    if [ -n "${LOG:-}" ]; then
      printf '%s\t%s\t%s\t%s\t%s\n' "$(date +%F)" "$(git rev-parse --short HEAD)" "${package#*/}" "$target" "${executions:-0}" >>"$LOG"
    fi
    [ -z "$failed" ]
  done
done
