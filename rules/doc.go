// Package rules is the contract of checks: what a rule is, how rules run over
// documents, and what they find.
//
// A rule is one documented value. Its documentation, the explain command, its
// page in the docs and its test all come from that value: the bad example must
// yield the finding, the good one none, and a safe fix must turn the first into
// a file without it.
//
// Check runs on each file, in parallel. CheckSet runs once, on all files
// and on what their checks exported, for what only several files together show. A
// rule reads no other file than through the Root of its pass.
package rules
