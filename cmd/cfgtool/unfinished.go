package main

// ready opens the archive for a command that is about to write, and refuses to
// begin behind an unfinished change; one that writes nothing is only told.
func (a *app) ready(w *writing) error {
	if err := a.discreet(w); err != nil {
		return err
	}
	switch {
	case w.noArchive && w.archive != "":
		return usagef("--no-archive and --archive: give one of them")
	case w.inPlace && w.unarchived():
		return usagef("--in-place needs the archive: recover takes from there what a crash leaves half written")
	case w.unarchived():
		return nil
	}
	s, err := a.store(w.archive)
	if err != nil {
		return err
	}
	c, err := s.Unfinished()
	if err == nil && c != nil {
		err = s.Refuse(c)
	}
	if w.dryRun || w.onlyNames {
		if err != nil {
			a.warn("note: %s", err)
		}
		return nil
	}
	if err == nil {
		err = s.Writable()
	}
	return err
}

// remind tells a command that only reads that a change is unfinished, so that
// files may be older or newer than they should be.
func (a *app) remind(archive string) {
	s, err := a.store(archive)
	if err != nil {
		return
	}
	c, err := s.Unfinished()
	if err == nil && c != nil {
		err = s.Refuse(c)
	}
	if err != nil {
		a.warn("note: %s", err)
	}
}
