//go:build !race

package store

// slowdown is 1 without the race detector.
const slowdown = 1
