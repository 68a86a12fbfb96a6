// Package parsers holds the contract that every file format of cfgtool fulfils.
//
// A file is an immutable []byte. A parser lays spans over it. Every change of
// content is a list of edits, each a span, its new bytes and the reason why.
// The result is a splice. So what no edit covers cannot change, a diff is known
// before anything is written, two edits that overlap are an error, and nothing
// to do is an empty list.
//
//	raw bytes ── NewSource ──▶ Source ── Format.Parse ──▶ Document
//	                             ▲                           │ verbs
//	             Apply ◀─────────┴───────── []Edit ◀─────────┘
//
// All offsets are bytes into [Source.Text], the file's content as UTF-8.
// [Source.RawSpan] translates them to offsets in the file; [Source.Position]
// to lines and columns. Nothing in this package or below it does I/O.
package parsers
