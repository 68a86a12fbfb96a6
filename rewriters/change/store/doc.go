// Package store is the only package that writes files. It does it so that a
// command that dies, a full disk or another program leave a file either as it
// was or as it was meant to be, and so that every change can be taken back.
//
// # The order of things
//
//  1. Lock. One command at a time works on an archive; the kernel frees the lock
//     of one that dies, and the next one first brings to the disk what that one left
//     in memory. The files that change are locked too, as far as their file system can.
//  2. Check. The ledger holds no unfinished change. Each file is regular, has one
//     name, holds what was planned on, and has besides what it had then.
//  3. Plan. The ledger gets "planned" with all files, hashes, modes and owners, and
//     is on disk before anything else is written, as after each later record.
//  4. Archive. The originals, and what is to be written, are copied into the
//     archive, and are on disk too. A generation is never overwritten. The ledger
//     gets "archived".
//  5. Replace. Each new file is written beside the old one, as 0600, gets owner,
//     extended attributes and mode, is synced and read back, and takes the old
//     one's place. On Linux the two are exchanged: what came out is verified and,
//     if another program changed it meanwhile, goes back in. The folder is synced.
//     The ledger gets "replaced".
//  6. Commit. The ledger gets "committed", or "rolled back" for a rollback.
//
// If a file fails, or a signal comes, the ledger gets "undoing", the files before
// it are put back, each with "restored", and the ledger gets "failed". If that fails
// as well, the change stays unfinished: the ledger is the journal, and what state
// a change is in, and where it goes, is the fold of its records.
//
// A save gets "saving" before it copies, and "saved" with all that it found after that.
//
// The ledger is a chain: each line holds the hash of the one before. What a crash
// leaves of a last line is cut off by the next command; any other damage is an
// error, and nothing is written on such a ledger. How many records it has is noted
// beside it, so that lines cut off its end are noticed.
//
// # What a file keeps
//
// Owner, group, mode with setuid, setgid and sticky bits, inode flags, and extended
// attributes: on Linux POSIX ACLs, SELinux labels and capabilities are among
// them. What cannot be kept is refused before the file is touched. A symbolic
// link stays one; the file behind it changes. The time of modification is new,
// but a file that is put back after a failure has its old one. Inode numbers
// change. Files with several names (hard links) are refused, since
// replacing one would part them.
//
// # Limits
//
// Without exchange (systems other than Linux, some network file systems) another
// program that writes between the last check and the rename loses its change.
// ACLs that are no extended attributes are not kept: those of macOS, Solaris and
// illumos. Windows can read but not write.
package store
