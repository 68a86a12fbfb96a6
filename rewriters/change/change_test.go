package change_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
	"cfgtool/parsers/properties"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rewriters/change"
)

func read(text string) parsers.Document {
	return properties.Format.Read("dir/a.properties", []byte(text))
}

// set is a step that sets a key's last value.
func set(key, value, why string) change.Step {
	return func(d parsers.Document) ([]parsers.Edit, error) {
		f, _ := parsers.As[*properties.File](d)
		var edits []parsers.Edit
		for l := range f.Pairs(key) {
			edits = f.SetValue(l, value, why)
		}
		return edits, nil
	}
}

// insert is a step that inserts once, at the start.
func insert(text, unless string) change.Step {
	return func(d parsers.Document) ([]parsers.Edit, error) {
		if strings.Contains(string(d.Source().Text()), unless) {
			return nil, nil
		}
		return []parsers.Edit{{New: []byte(text), Why: "insert"}}, nil
	}
}

func TestBuild(t *testing.T) {
	c, err := change.Build(read("a=1\nb=2\n"), set("a", "é", "A"), set("b", "3", "B"), set("a", "é", "C"))
	require.NoError(t, err)
	require.Equal(t, "a=\\u00E9\nb=3\n", string(c.After))
	require.Len(t, c.Edits, 2)
	require.Equal(t, change.Edit, c.Kind)
}

func TestBuildNothingToDo(t *testing.T) {
	c, err := change.Build(read("a=1\n"), set("a", "1", "A"))
	require.NoError(t, err)
	require.True(t, c.Empty())
	require.Empty(t, (&change.Plan{Files: []*change.FileChange{c}}).Diff())
}

func TestLaterStepsRunOnTheResult(t *testing.T) {
	c, err := change.Build(read("a=1\n"), set("a", "2", "first"), func(d parsers.Document) ([]parsers.Edit, error) {
		f, _ := parsers.As[*properties.File](d)
		v, _ := f.Get("a")
		require.Equal(t, "2", v)
		return set("a", "23", "second")(d)
	})
	require.NoError(t, err)
	require.Equal(t, "a=23\n", string(c.After))
	require.Equal(t, []parsers.Edit{{Span: parsers.Span{Start: 2, End: 3}, New: []byte("23"), Why: "first; second"}}, c.Edits)
}

func TestBuildRefuses(t *testing.T) {
	for _, tc := range []struct {
		name, text, want string
		steps            []change.Step
	}{
		{"a step's own refusal", "a=1\n", "dir/a.properties:1:3: no", []change.Step{func(d parsers.Document) ([]parsers.Edit, error) {
			return nil, change.Refuse(d, 2, "no")
		}}},
		{"a new problem", "a=1\n", "would bring a problem", []change.Step{insert(`x=\u12`+"\n", "x=")}},
		{"a value that reads otherwise", "a=1\n", `would alter "a"`, []change.Step{insert("x\\\n", "x")}},
		{"a file with errors", "a=\\u12\nb=1\n", "dir/a.properties:1:3: a file with errors is not changed", []change.Step{set("b", "2", "w")}},
		{"no idempotence", "a=1\n", "a second run would change the file again (insert)", []change.Step{insert("x=1\n", "never there")}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := change.Build(read(tc.text), tc.steps...)
			require.ErrorContains(t, err, tc.want)
		})
	}
}

func TestAChangeMayMendAProblem(t *testing.T) {
	c, err := change.Build(read("a=\\u12\nb=1\n"), set("a", "x", "mend"))
	require.NoError(t, err)
	require.Equal(t, "a=x\nb=1\n", string(c.After))
}

// TestRenaming: what is in a renamed element has another path, and is the same
// all the same; what is beside it must not change.
func TestRenaming(t *testing.T) {
	doc := xmlconf.Format.Read("a.xml", []byte("<a>\n  <b x='1'><c>2</c><c>3</c></b>\n  <d>4</d>\n</a>\n"))
	c, err := change.Build(doc, func(d parsers.Document) ([]parsers.Edit, error) {
		f := d.(*xmlconf.File)
		if b := f.Root().Child("b"); b != nil {
			return f.RenameElement(b, "new", "rename")
		}
		return nil, nil
	})
	require.NoError(t, err)
	require.Equal(t, "<a>\n  <new x='1'><c>2</c><c>3</c></new>\n  <d>4</d>\n</a>\n", string(c.After))

	done := false
	_, err = change.Build(doc, func(d parsers.Document) ([]parsers.Edit, error) {
		if done {
			return nil, nil
		}
		done = true
		start := strings.Index(string(d.Source().Text()), "</b>")
		return []parsers.Edit{ // takes <d> into the renamed element
			{Span: parsers.Span{Start: 7, End: 8}, New: []byte("e"), Why: "w"},
			{Span: parsers.Span{Start: start, End: start + 4}, Why: "w"},
			{Span: parsers.Span{Start: start + 15, End: start + 15}, New: []byte("</e>"), Why: "w"},
		}, nil
	})
	require.ErrorContains(t, err, `would alter "/a/d"`)
}

// TestTheEncodingStays: taking away the only byte that is no UTF-8 does not make
// the rest of a Latin-1 file read otherwise.
func TestTheEncodingStays(t *testing.T) {
	c, err := change.Build(read("a=\xE9\nb=\xC3\xA9\n"), set("a", "e", "w"))
	require.NoError(t, err)
	require.Equal(t, "a=e\nb=\xC3\xA9\n", string(c.After))
}

func TestDiffIsHeadedByTheReason(t *testing.T) {
	c, err := change.Build(read("a=1\nb=2\nc=3\nd=4\ne=5\nf=6\n"), set("e", "9", "LHA007: why"))
	require.NoError(t, err)
	require.Equal(t, `--- a/dir/a.properties
+++ b/dir/a.properties
@@ -2,5 +2,5 @@ LHA007: why
 b=2
 c=3
 d=4
-e=5
+e=9
 f=6
`, string((&change.Plan{Files: []*change.FileChange{c}}).Diff()))
}

func TestSecretsAreMasked(t *testing.T) {
	c, err := change.Build(read("db.password=old\nuser=x\n#api.key = hidden\n"), set("db.password", "new", "rotate"), set("user", "y", "w"))
	require.NoError(t, err)
	d, masked := c.Text(false)
	require.True(t, masked)
	require.Equal(t, `--- a/dir/a.properties
+++ b/dir/a.properties
@@ -1,3 +1,3 @@ rotate; w (not applicable: secrets masked)
-db.password=***
+db.password=***
-user=x
+user=y
 #***
`, string(d.Format()))
	d, masked = c.Text(true)
	require.False(t, masked)
	require.Contains(t, string(d.Format()), "+db.password=new\n")
}

// applied gives the file after patch(1) and after "git apply" of the diff.
// Only the part of a file that a diff shows is searched for secrets.
func TestMasksAreTheSameWhereverTheyLie(t *testing.T) {
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, "k%d=v\np%d.password=hidden%d\n#p%d.password=hidden\n", i, i, i, i)
	}
	doc := read(b.String())
	for _, keys := range [][]string{{"k0"}, {"k39"}, {"k7", "k20"}, {"p3.password"}, {"p0.password", "p39.password"}} {
		var steps []change.Step
		for _, key := range keys {
			steps = append(steps, set(key, "new\\\nvalue", "w"))
		}
		c, err := change.Build(doc, steps...)
		require.NoError(t, err)
		d, masked := c.Text(false)
		require.True(t, masked)
		require.NotContains(t, string(d.Format()), "hidden")
	}
}

func applied(t *testing.T, dir, name, before, diff string) (patched, git string) {
	require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
	run := func(command ...string) string {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(before), 0o644))
		cmd := exec.Command(command[0], command[1:]...)
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(diff)
		cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir), "GIT_CONFIG_GLOBAL=/dev/null")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%v: %s\n%q\n%s", command, out, before, diff)
		after, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		return string(after)
	}
	return run("patch", "--fuzz=0", "-p1", "-s", "--posix"), run("git", "apply", "-p1", "--whitespace=nowarn")
}

func TestPatchAndGitTakeTheDiff(t *testing.T) {
	parserstest.Require(t, "patch")
	parserstest.Require(t, "git")
	r := rand.New(rand.NewPCG(3, 4))
	dir := t.TempDir()
	for i := range 150 {
		var b strings.Builder
		for j := range r.IntN(40) {
			fmt.Fprintf(&b, "k%d=%s%s", j, strings.Repeat("v", r.IntN(4)), []string{"\n", "\n", "\n", "\r\n", "\xE9\n", "\n\n"}[r.IntN(6)])
		}
		before := b.String()
		if r.IntN(2) == 0 {
			before = strings.TrimRight(before, "\r\n")
		}
		doc := read(before)
		f, _ := parsers.As[*properties.File](doc)
		if len(f.Lines()) == 0 {
			continue
		}
		var edits []parsers.Edit
		for range 1 + r.IntN(5) {
			l := f.Lines()[r.IntN(len(f.Lines()))]
			switch {
			case l.Kind != properties.Pair:
			case r.IntN(3) == 0:
				added, err := f.AddAfter(l, fmt.Sprintf("n%d", r.IntN(9)), "new", "add")
				require.NoError(t, err)
				edits = append(edits, added...)
			case r.IntN(2) == 0:
				edits = append(edits, f.Remove(l, "remove")...)
			default:
				edits = append(edits, f.SetValue(l, "set", "set")...)
			}
		}
		ordered, err := parsers.Order(doc.Source(), edits)
		if err != nil || len(ordered) == 0 {
			continue
		}
		done := false
		c, err := change.Build(doc, func(parsers.Document) ([]parsers.Edit, error) {
			if done {
				return nil, nil
			}
			done = true
			return ordered, nil
		})
		require.NoError(t, err, "%q %v", before, ordered)
		diff := string((&change.Plan{Files: []*change.FileChange{c}}).Diff())
		patched, git := applied(t, filepath.Join(dir, fmt.Sprint(i)), "dir/a.properties", before, diff)
		require.Equal(t, string(c.After), patched, "patch\n%s", diff)
		require.Equal(t, string(c.After), git, "git apply\n%s", diff)
	}
}

// What a file gets besides its bytes is in the diff; patch and git take the mode from
// it, as far as they know it, and skip the rest.
func TestMetadataIsInTheDiff(t *testing.T) {
	parserstest.Require(t, "patch")
	parserstest.Require(t, "git")
	c := &change.FileChange{Path: "dir/a b.properties", Kind: change.Restore, Before: []byte("a=1\n"), After: []byte("a=2\n"),
		Found:    &change.Metadata{Mode: 0o600, UID: 0, GID: 0, Links: 1, Flags: "-"},
		Metadata: &change.Metadata{Mode: 0o755 | fs.ModeSetuid, UID: 33, GID: 0, Flags: "S", Xattrs: change.Xattrs{"system.posix_acl_access": {1}, "user.a\n": {2}}}}
	diff := string((&change.Plan{Files: []*change.FileChange{c}, Folders: []change.Folder{
		{Path: "dir", Was: &change.Metadata{Mode: 0o700}, Metadata: &change.Metadata{Mode: 0o755}}, {Path: "new", Metadata: &change.Metadata{Mode: 0o755}}}}).Diff())
	require.Equal(t, "# dir: mode 0700 → 0755\n"+
		"# dir/a b.properties: owner 0:0 → 33:0\n# dir/a b.properties: ACL\n# dir/a b.properties: extended attribute \"user.a\\n\"\n# dir/a b.properties: inode flags - → S\n"+
		"diff --git \"a/dir/a b.properties\" \"b/dir/a b.properties\"\nold mode 100600\nnew mode 104755\n"+
		"--- a/dir/a b.properties\t\n+++ b/dir/a b.properties\t\n@@ -1 +1 @@\n-a=1\n+a=2\n", diff)
	dir := filepath.Join(t.TempDir(), "d")
	patched, git := applied(t, dir, "dir/a b.properties", "a=1\n", diff)
	require.Equal(t, "a=2\n", patched)
	require.Equal(t, "a=2\n", git)
	info, err := os.Stat(filepath.Join(dir, "dir/a b.properties"))
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o755), info.Mode().Perm())

	c.After = c.Before
	c.Metadata = &change.Metadata{Mode: 0o644, Flags: "-"}
	diff = string((&change.Plan{Files: []*change.FileChange{c}}).Diff())
	require.Equal(t, "diff --git \"a/dir/a b.properties\" \"b/dir/a b.properties\"\nold mode 100600\nnew mode 100644\n", diff, "the mode alone")
	for _, command := range [][]string{{"patch", "-p1", "-s"}, {"git", "apply", "-p1"}} {
		cmd := exec.Command(command[0], command[1:]...)
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(diff)
		cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	c.Metadata = c.Found
	require.Empty(t, (&change.Plan{Files: []*change.FileChange{c}}).Diff())
	c.Before, c.Found = nil, nil
	require.Contains(t, string((&change.Plan{Files: []*change.FileChange{c}}).Diff()), "\nnew file mode 100600\n--- /dev/null\n", "of a file that comes back")
}

func TestLineEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	text := func() string {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString([]string{"a\n", "b\n", "c\n", "\n", "a\r\n"}[r.IntN(5)])
		}
		if r.IntN(2) == 0 {
			b.WriteString("end")
		}
		return b.String()
	}
	for range 2000 {
		old, new := text(), text()
		got, err := parsers.Apply(parsers.NewSource("f", []byte(old), parsers.Format{}), change.LineEdits([]byte(old), []byte(new)))
		require.NoError(t, err)
		require.Equal(t, new, string(got))
	}
}

func TestAPairCanBeCommentedOut(t *testing.T) {
	for _, in := range []string{"k=v\nx=1\n", "x=1\nk=v", "k", "k=\n", "x=1\n  k=a\\\n   b\n"} {
		d := properties.Format.Read("a.properties", []byte(in))
		c, err := change.Build(d, func(d parsers.Document) ([]parsers.Edit, error) {
			f := d.(*properties.File)
			for l := range f.Pairs("k") {
				return f.CommentOut(l, "off")
			}
			return nil, nil
		})
		require.NoError(t, err, "%q", in)
		require.False(t, c.Empty(), "%q", in)
	}
}
