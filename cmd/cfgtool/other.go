package main

import (
	"os"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/rewriters/change/store"
)

// tellOther says when the archive of root, or of the user behind sudo, holds
// newer changes than the one in use. An archive that was named is what is meant.
func (a *app) tellOther(s *store.Store, archive string) {
	dir := store.OtherDir()
	if archive != "" || os.Getenv("CFGTOOL_ARCHIVE") != "" || dir == "" || dir == s.Dir() {
		return
	}
	if other, err := store.OpenOther(); err == nil && newer(other, s) {
		a.warn("note: %s holds newer changes, by another user; run the command as that user (%s) to see them", load.Quote(dir), otherUser())
	}
}

// otherUser says how to become the other user.
func otherUser() string {
	if os.Geteuid() == 0 {
		return "without sudo"
	}
	return "with sudo"
}

// newer reports whether the last change of one archive is later than that of another.
// An archive that cannot be read has none.
func newer(one, other *store.Store) bool {
	there, err := one.Changes()
	if err != nil || len(there) == 0 {
		return false
	}
	here, err := other.Changes()
	return err == nil && (len(here) == 0 || there[len(there)-1].Time.After(here[len(here)-1].Time))
}
