package change_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/properties"
	"cfgtool/rewriters/change"
)

var kinds = parsers.Formats{properties.Format}

// disk is the files of a test.
type disk map[string]string

func (d disk) read(path string) ([]byte, *change.Metadata, error) {
	content, ok := d[path]
	if !ok {
		return nil, nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return []byte(content), nil, nil
}

// present is the disk as plans look at it: what ends in / is a folder, and what
// begins with -> is a symbolic link.
func (d disk) present() change.Present {
	return change.Present{File: d.read,
		Folder: func(path string) (*change.Metadata, error) {
			if _, ok := d[path+"/"]; !ok {
				return nil, nil
			}
			return &change.Metadata{Mode: 0o750}, nil
		},
		Link: func(path string) (string, error) { return strings.TrimPrefix(d[path], "->"), nil },
	}
}

// swap is a step that replaces one text by another wherever it is.
func swap(old, new string) change.Step {
	return func(d parsers.Document) (edits []parsers.Edit, err error) {
		text := d.Source().Text()
		for at := 0; ; at += len(old) {
			i := bytes.Index(text[at:], []byte(old))
			if i < 0 {
				return edits, nil
			}
			at += i
			edits = append(edits, parsers.Edit{Span: parsers.Span{Start: at, End: at + len(old)}, New: []byte(new), Why: "swap"})
		}
	}
}

// saved sends a plan through its file.
func saved(t *testing.T, p *change.Plan) *change.Saved {
	s, err := p.Save()
	require.NoError(t, err)
	data, err := s.Encode()
	require.NoError(t, err)
	back, err := change.DecodeSaved(data)
	require.NoError(t, err)
	return back
}

func TestSavedPlanGivesTheSameBytes(t *testing.T) {
	for name, content := range map[string]string{
		"UTF-8": "a=old\nb=ä old\n", "BOM": "\uFEFFa=old\r\n", "Latin-1": "a=\xe4 old\nb=old", "UTF-16": "\xff\xfea\x00=\x00o\x00l\x00d\x00\n\x00", "empty lines": "\n\na=old\n\n",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.properties")
			built, err := change.Build(properties.Format.Read(path, []byte(content)), swap("old", "<&new>"))
			require.NoError(t, err)
			require.NotEmpty(t, built.Edits)
			plan, err := saved(t, &change.Plan{Files: []*change.FileChange{built}}).Plan(kinds, disk{path: content}.present())
			require.NoError(t, err)
			require.Len(t, plan.Files, 1)
			require.Equal(t, built.After, plan.Files[0].After)
			require.Equal(t, string((&change.Plan{Files: []*change.FileChange{built}}).Diff()), string(plan.Diff()))

			done, err := saved(t, plan).Plan(kinds, disk{path: string(built.After)}.present())
			require.NoError(t, err)
			require.True(t, done.Empty(), "what is there already is left alone")

			for _, now := range []string{content + "# more\n", ""} {
				_, err = saved(t, plan).Plan(kinds, disk{path: now}.present())
				require.ErrorIs(t, err, change.ErrStale)
			}
			_, err = saved(t, plan).Plan(kinds, disk{}.present())
			require.ErrorIs(t, err, change.ErrStale)
		})
	}
}

func TestSavedPlanOfEveryKind(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	meta := &change.Metadata{Mode: 0o640, UID: 1, GID: 2, Xattrs: map[string][]byte{"user.a": {0, 255}}, ModTime: time.Unix(1, 0).UTC()}
	plan := &change.Plan{Files: []*change.FileChange{
		{Path: at("new"), Kind: change.Create, After: []byte("\x00\xff"), Metadata: meta},
		{Path: at("empty"), Kind: change.Create, After: []byte{}},
		{Path: at("gone"), Kind: change.Remove, Before: []byte("x")},
		{Path: at("back"), Kind: change.Restore, Before: []byte("x"), After: []byte("y"), Metadata: meta},
		{Path: at("same"), Kind: change.Restore, Before: []byte("z"), After: []byte("z"), Metadata: meta},
	}}
	before := disk{at("gone"): "x", at("back"): "x", at("same"): "z"}
	got, err := saved(t, plan).Plan(kinds, before.present())
	require.NoError(t, err)
	require.Equal(t, plan, got)

	after := disk{at("new"): "\x00\xff", at("empty"): "", at("back"): "y", at("same"): "z"}
	got, err = saved(t, plan).Plan(kinds, after.present())
	require.NoError(t, err)
	for _, c := range got.Files {
		require.NotNil(t, c.Metadata, "%s: only metadata may be left to do", c.Path)
		require.Equal(t, c.Before, c.After)
	}

	_, err = saved(t, plan).Plan(kinds, change.Present{File: func(string) ([]byte, *change.Metadata, error) { return nil, nil, errors.New("no access") }})
	require.EqualError(t, err, "no access")
}

func TestDecodeSavedRefuses(t *testing.T) {
	for data, want := range map[string]string{
		"":                            "it is not JSON",
		"x":                           "it is not JSON",
		`{"schema":"cfgtool.plan/1"}`: `its schema is "cfgtool.plan/1"`,
		`{"schema":"cfgtool.saved-plan/1","files":[{"file":"a","kind":"edit"}]}`:                           "no absolute path",
		`{"schema":"cfgtool.saved-plan/1","files":[{"file":"/a","kind":"chmod"}]}`:                         "does not know",
		`{"schema":"cfgtool.saved-plan/1","after":"reboot"}`:                                               "unknown field",
		`{"schema":"cfgtool.saved-plan/1","files":[{"file":"/a","kind":"edit","edits":[{"offset":"x"}]}]}`: "cannot be read",
	} {
		_, err := change.DecodeSaved([]byte(data))
		require.ErrorContains(t, err, want, data)
	}
}

// FuzzSavedPlan: whatever a saved plan says, carrying it out gives the bytes
// that it promises, or an error.
// Folders and symbolic links go through the file, too, with names that are no UTF-8.
func TestSavedPlanOfFoldersAndLinks(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	has := &change.Metadata{Mode: 0o750}
	gets := &change.Metadata{Mode: 0o700, Xattrs: change.Xattrs{"user.\xff": {1}, "user.a": {2}}}
	plan := &change.Plan{
		Folders: []change.Folder{{Path: at("gone"), Was: has}, {Path: at("new\xff"), Metadata: gets}, {Path: at("other"), Metadata: gets, Was: has}},
		Links:   []change.Link{{Path: at("away"), Was: "\xfe"}, {Path: at("made"), Text: "\xff"}, {Path: at("set"), Text: "a", Was: "b"}},
	}
	before := disk{at("gone") + "/": "", at("other") + "/": "", at("away"): "->\xfe", at("set"): "->b"}
	got, err := saved(t, plan).Plan(kinds, before.present())
	require.NoError(t, err)
	require.Equal(t, plan.Folders, got.Folders)
	require.Equal(t, plan.Links, got.Links)

	after := &change.Plan{Folders: []change.Folder{{Path: at("here"), Metadata: has}, {Path: at("gone"), Was: gets}}, Links: []change.Link{{Path: at("set"), Text: "b", Was: "a"}}}
	got, err = saved(t, after).Plan(kinds, disk{at("here") + "/": "", at("set"): "->b"}.present())
	require.NoError(t, err)
	require.True(t, got.Empty())

	for _, p := range []*change.Plan{{Folders: plan.Folders[1:2]}, {Folders: []change.Folder{{Path: at("other"), Metadata: gets, Was: gets}}}, {Links: plan.Links[1:]}} {
		_, err = saved(t, p).Plan(kinds, disk{at("new\xff") + "/": "", at("other") + "/": "", at("made"): "->x", at("set"): "->x"}.present())
		require.ErrorIs(t, err, change.ErrStale)
	}
	for _, text := range []string{`"folders":[{"path":"a"}]`, `"links":[{"path":"a"}]`, `"links":[{"path":"/a","mode":1}]`} {
		_, err = change.DecodeSaved([]byte(`{"schema":"cfgtool.saved-plan/1",` + text + `}`))
		require.Error(t, err, text)
	}
}

// Extended attributes keep the bytes of their names.
func TestXattrsInJSON(t *testing.T) {
	for _, x := range []change.Xattrs{{"user.a": {1, 2}}, {"user.\xff": {}, "user.\xfe": {3}, "": {4}}, {"raw": {5}}} {
		data, err := json.Marshal(change.Metadata{Xattrs: x})
		require.NoError(t, err)
		var back change.Metadata
		require.NoError(t, json.Unmarshal(data, &back))
		require.Equal(t, x, back.Xattrs, "%s", data)
	}
	for _, text := range []string{`{"raw":{"?":""}}`, `{"raw":1}`, `{"a":1}`, `{"raw":{"AA==":1}}`, `1`} {
		var x change.Xattrs
		require.Error(t, json.Unmarshal([]byte(text), &x), text)
	}
}

func FuzzSavedPlan(f *testing.F) {
	const content = "a=old\nb=ä old\n"
	built, err := change.Build(properties.Format.Read("/a.properties", []byte(content)), swap("old", "new"))
	require.NoError(f, err)
	s, err := (&change.Plan{Files: []*change.FileChange{built, {Path: "/b", Kind: change.Create, After: []byte("b")}}}).Save()
	require.NoError(f, err)
	data, err := s.Encode()
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(`{"schema":"cfgtool.saved-plan/1","files":[{"file":"/a.properties","kind":"edit","format":"properties","edits":[{"offset":9,"endOffset":8,"new":"","why":""}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := change.DecodeSaved(data)
		if err != nil {
			return
		}
		for i := range s.Files { // so that edits are reached
			if s.Files[i].Kind == change.Edit {
				s.Files[i].Before = change.Hash([]byte(content))
			}
		}
		plan, err := s.Plan(kinds, disk{"/a.properties": content}.present())
		if err != nil {
			return
		}
		for _, c := range plan.Files {
			promised := false
			for _, f := range s.Files {
				promised = promised || f.File == c.Path && f.After == change.Hash(c.After)
			}
			require.True(t, promised, c.Path)
		}
		_ = plan.Diff()
	})
}

// A path is any bytes but NUL; a plan keeps them.
func TestSavedPathThatIsNoText(t *testing.T) {
	p := &change.Plan{Files: []*change.FileChange{{Path: "/etc/bad\xffname", Kind: change.Remove, Before: []byte("x")}, {Path: "/etc/\u00e9", Kind: change.Remove, Before: []byte("x")}}}
	saved, err := p.Save()
	require.NoError(t, err)
	content, err := saved.Encode()
	require.NoError(t, err)
	back, err := change.DecodeSaved(content)
	require.NoError(t, err)
	require.Equal(t, "/etc/bad\xffname", back.Files[0].File)
	require.Equal(t, "/etc/\u00e9", back.Files[1].File)
	require.Nil(t, back.Files[1].Raw)
}
