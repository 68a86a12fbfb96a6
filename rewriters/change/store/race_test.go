//go:build race

package store

// slowdown is how much further the short versions of the fault tests go on at once under
// the race detector: it looks for races, and each operation costs ten times as much. The
// tests without it, and make torture, find the faults.
const slowdown = 4
