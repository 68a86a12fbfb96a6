package store

import (
	"slices"
	"time"
)

// history is what the records tell so far.
type history struct {
	changes []Change
	index   map[string]int
}

// fold brings the records together to changes in their present state.
func fold(records []record) []Change {
	h := history{index: make(map[string]int)}
	for _, r := range records {
		i, known := h.index[r.ID]
		switch {
		case known:
			h.event(i, r)
		case (r.Event == planned || r.Event == saved || r.Event == pruned) && r.Command != nil:
			h.begin(r)
		}
	}
	return h.changes
}

// begin takes up a new change.
func (h *history) begin(r record) {
	c := Change{ID: r.ID, Kind: r.Kind, Command: *r.Command, State: Planned, Direction: Forward, Files: slices.Clone(r.Files), Links: r.Links, Folders: r.Folders, inPlace: r.InPlace}
	c.Time = r.Time
	if r.Event == saved || r.Event == pruned {
		c.State, c.Finished, c.kept = Committed, r.Time, true
	}
	i := len(h.changes)
	h.index[r.ID] = i
	h.changes = append(h.changes, c)
	h.prune(r)
	h.each(i, func(undone *Change) {
		if undone.State == Committed && undone.Kind != Save {
			undone.State, undone.RolledBackBy = RollingBack, c.ID
		}
	})
}

// prune notes which originals have left the archive.
func (h *history) prune(r record) {
	for _, p := range r.Pruned {
		i, ok := h.index[p.Change]
		if !ok {
			continue
		}
		for n := range h.changes[i].Files {
			if f := &h.changes[i].Files[n]; f.Real() == p.File {
				f.PrunedBy = r.ID
			}
		}
	}
}

// event takes a change further.
func (h *history) event(i int, r record) {
	c := &h.changes[i]
	switch r.Event {
	case archived:
		c.kept = true
	case overwriting:
		for n := range c.Files {
			if r.File != nil && c.Files[n].Real() == r.File.Path {
				c.Files[n].InPlace = true
			}
		}
	case replaced:
		for n := range c.Files {
			if r.File != nil && c.Files[n].Real() == r.File.Path {
				c.Files[n].now = r.File.Metadata
			}
		}
	case undoing:
		c.Direction, c.Error = Back, r.Error
	case recovering:
		c.Direction = r.Direction
	case committed, rolledBack:
		h.end(i, r.Time, Committed, "")
	case failure:
		h.end(i, r.Time, Failed, r.Error)
	case stuck:
		c.Error = r.Error
	case recovered:
		c.Recovered = true
		for n := range c.Files {
			c.Files[n].Left = slices.Contains(r.Left, n)
		}
		if c.Direction = r.Direction; c.Direction == Forward {
			h.end(i, r.Time, Committed, "")
		} else {
			h.end(i, r.Time, Failed, "it was interrupted, and undone by recover")
		}
	}
}

// end finishes a change, and with it what it undoes.
func (h *history) end(i int, at time.Time, state State, why string) {
	c := &h.changes[i]
	c.State, c.Finished, c.Error = state, at, why
	if state == Committed {
		c.Direction = Forward
		h.undo(i, map[int]bool{i: true})
		return
	}
	c.Direction = Back
	h.each(i, func(undone *Change) {
		if undone.State == RollingBack && undone.RolledBackBy == c.ID {
			undone.State, undone.RolledBackBy = Committed, ""
		}
	})
}

// undo notes what a committed change undid. If that was itself a rollback, what
// it had undone is done again, and so on; each change turns once.
func (h *history) undo(by int, turned map[int]bool) {
	for _, id := range h.changes[by].RollbackOf {
		i, ok := h.index[id]
		if !ok || i >= by || turned[i] { // only an earlier change can be undone
			continue
		}
		turned[i] = true
		c := &h.changes[i]
		if c.Kind == Save { // it wrote nothing, and can be restored again
			continue
		}
		if h.changes[by].State == Committed {
			c.State, c.RolledBackBy = RolledBack, h.changes[by].ID
		} else {
			c.State, c.RolledBackBy = Committed, ""
		}
		h.undo(i, turned)
	}
}

// each visits the earlier changes that one undoes.
func (h *history) each(by int, visit func(*Change)) {
	for _, id := range h.changes[by].RollbackOf {
		if i, ok := h.index[id]; ok && i < by {
			visit(&h.changes[i])
		}
	}
}
