package report_test

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

func TestLogFitsItsSchema(t *testing.T) {
	s, err := store.Open(t.TempDir())
	require.NoError(t, err)
	schema := schema(t, "log.json")
	valid(t, schema, report.NewLog(s, nil))
	at := time.Date(2008, 1, 1, 12, 0, 0, 0, time.UTC)
	out := valid(t, schema, report.NewLog(s, []store.Change{
		{ID: "20080101T120000Z-1a2b3c", Kind: store.Apply, State: store.RolledBack, Direction: store.Forward, Finished: at,
			Command: store.Command{Args: []string{"check"}, Time: at}, RolledBackBy: "20080101T120001Z-1a2b3c", Files: []store.File{
				{Path: "/etc/link", Target: "/etc/real", Kind: change.Edit, Before: change.Hash([]byte("1")), After: change.Hash([]byte("2")),
					Archived: "files/etc/real.x", Result: "written/etc/real.x", Metadata: &change.Metadata{Mode: 0o750 | fs.ModeSetgid, UID: 1, GID: 2}},
				{Path: "/etc/new", Kind: change.Create, After: change.Hash([]byte("2"))},
			}},
		{ID: "20080101T120001Z-1a2b3c", Kind: store.Rollback, State: store.Planned, Direction: store.Back,
			Command: store.Command{RollbackOf: []string{"20080101T120000Z-1a2b3c"}, Time: at}, Error: "interrupted"},
	}))
	require.Contains(t, out, `"mode": "2750"`)
	require.Contains(t, out, `"finished": null`)
	require.Less(t, strings.Index(out, "120001Z"), strings.Index(out, `"rolled back"`), "the newest comes first")
}
