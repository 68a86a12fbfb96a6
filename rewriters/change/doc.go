// Package change plans changes of files and proves them before anything is
// written. It is pure: package store below it writes.
//
// A migration or a verb is a list of steps. Build runs them, splices their
// edits, parses the result and refuses it unless it holds that
//
//   - no problem is new, and a file that had errors has fewer;
//   - every value that no edit touches still stands, at its moved place, under
//     the same key with the same meaning;
//   - the same steps, run on the result, ask for nothing more.
//
// The diff of a plan comes from its edits, so it shows what will be done and
// not what a comparison makes of it, and each hunk is headed by the reason.
package change
