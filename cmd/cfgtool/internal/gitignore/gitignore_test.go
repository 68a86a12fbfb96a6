package gitignore

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/parserstest"
)

// git runs git in dir, apart from what the user has configured.
func git(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=x", "-c", "user.email=x@example.com"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1")
	out, err := cmd.Output()
	require.NoError(t, err, "git %q", args)
	return string(out)
}

func plant(t testing.TB, dir, name, content string) {
	path := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
}

// left are the files below a folder that git does not ignore.
func left(t testing.TB, f *Folder, dir, prefix string) []string {
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var all []string
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case e.Name() == ".git" || f.Ignores(e.Name(), e.IsDir()):
		case e.IsDir():
			all = append(all, left(t, f.Child(path), path, prefix+e.Name()+"/")...)
		default:
			all = append(all, prefix+e.Name())
		}
	}
	return all
}

// alone lets no configuration of the user's count.
func alone(t *testing.T) (home string) {
	parserstest.Require(t, "git")
	home = t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", "")
	return home
}

// TestAsGit holds what is ignored against git itself: random trees, patterns in
// several folders of each, and files that are tracked all the same.
func TestAsGit(t *testing.T) {
	alone(t)
	for _, version := range []string{"2", "4"} {
		r := rand.New(rand.NewPCG(uint64(version[0]), 11))
		dir := t.TempDir()
		git(t, dir, "init", "-q", ".")
		tracked := []string{"add", "-f", "--"}
		files := 0
		for tree := range 150 {
			grown := grow(t, r, dir, fmt.Sprintf("%03d", tree))
			files += len(grown)
			for range r.IntN(3) {
				tracked = append(tracked, ":(literal)"+pick(r, grown...))
			}
		}
		plant(t, dir, ".git/info/exclude", "/1*/b\nb/a\n")
		git(t, dir, tracked...)
		git(t, dir, "update-index", "--index-version", version)
		want := strings.Split(git(t, dir, "ls-files", "-z", "--cached", "--others", "--exclude-standard"), "\x00")
		got := append(left(t, Open(dir), dir, ""), "") // after the last NUL
		slices.Sort(want)
		slices.Sort(got)
		for i := range want {
			if want[i] != got[i] {
				require.Equal(t, want[i], got[i], "patterns: %q", texts(t, filepath.Join(dir, min(want[i], got[i])[:3])))
			}
		}
		require.Len(t, got, len(want))
		require.Greater(t, files-len(got), 200)
		t.Logf("%d of %d files are ignored", files-len(got), files)
	}
}

// grow plants a tree of files, some of them a .gitignore.
func grow(t *testing.T, r *rand.Rand, dir, top string) []string {
	var files []string
	add := func(file, content string) {
		if !blocked(dir, file) {
			plant(t, dir, file, content)
			files = append(files, file)
		}
	}
	for range 20 {
		folder := top
		for range r.IntN(4) {
			folder += "/" + pick(r, "a", "b", "ab", "build", "a b")
		}
		add(folder+"/"+pick(r, "a", "b", "ab", "abc", "a b", "a.x", "b.x", "[a]", "a]", "-", "!a", "#a", "ä", "a\\b", "*", "build", "B"), "")
	}
	for i := range 1 + r.IntN(3) {
		folder := top
		if i > 0 {
			folder = filepath.Dir(pick(r, files...))
		}
		var lines strings.Builder
		for range 1 + r.IntN(6) {
			lines.WriteString(pattern(r) + pick(r, "\n", "\n", "\n", "\r\n", " \n"))
		}
		add(folder+"/.gitignore", strings.TrimSuffix(lines.String(), pick(r, "", "\n")))
	}
	return files
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// pattern makes a line of a .gitignore.
func pattern(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString(pick(r, "", "", "", "", "", "!", "/", "!/", "\\", "#", " "))
	for i := range 1 + r.IntN(3) {
		if i > 0 && r.IntN(2) == 0 {
			b.WriteString("/")
		}
		b.WriteString(pick(r, "a", "b", "ab", "build", "a", "b", "?", "a*", "b*", "*", "*", "**", "**", "***", "?", "a*", "*.x", "[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[[:alpha:]]",
			"[[:punct:]]", "[[:no:]]", "[[:x]", "[a", "\\a", "\\*", "\\", "\\[a\\]", "a b", "a\\ ", "ä", "[\\a-b]", "[b-a]", "[--a]", "\\!a", "\\#a", "[a/b]", "a?", " "))
	}
	b.WriteString(pick(r, "", "", "/", "/**", "/*"))
	return b.String()
}

// blocked reports whether a file lies below one that is planted already, or is
// a folder.
func blocked(dir, file string) bool {
	if _, err := os.Lstat(filepath.Join(dir, file)); err == nil {
		return true
	}
	for at := filepath.Dir(file); at != "."; at = filepath.Dir(at) {
		if info, err := os.Lstat(filepath.Join(dir, at)); err == nil && !info.IsDir() {
			return true
		}
	}
	return false
}

// texts are the ignore files of a tree.
func texts(t *testing.T, dir string) map[string]string {
	all := make(map[string]string)
	require.NoError(t, filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && (e.Name() == ".gitignore" || strings.HasSuffix(path, "info/exclude")) {
			text, _ := os.ReadFile(path)
			all[strings.TrimPrefix(path, dir)] = string(text)
		}
		return err
	}))
	return all
}

// TestWorkTrees: submodules, linked work trees and repositories within others
// go by their own files; what is no repository to git is none.
func TestWorkTrees(t *testing.T) {
	alone(t)
	dir := t.TempDir()
	main := filepath.Join(dir, "main")
	require.NoError(t, os.Mkdir(main, 0o755))
	git(t, main, "init", "-q", ".")
	plant(t, main, ".gitignore", "*.x\n")
	plant(t, main, "a.x", "")
	git(t, main, "add", ".")
	git(t, main, "commit", "-q", "-m", "first")
	plant(t, main, ".git/info/exclude", "b.y\n")
	git(t, main, "worktree", "add", "-q", "../linked")
	git(t, main, "init", "-q", "inner")
	plant(t, main, "fake/.git/HEAD", "ref: refs/heads/main\n")

	require.True(t, Open(filepath.Join(dir, "linked")).Ignores("b.y", false), "linked work trees share info/exclude")
	require.True(t, Open(main).Ignores("a.x", false))
	require.False(t, Open(main).Child(filepath.Join(main, "inner")).Ignores("a.x", false))
	require.False(t, Open(filepath.Join(main, "inner")).Ignores("a.x", false))
	require.True(t, Open(filepath.Join(main, "fake")).Ignores("a.x", false))
	require.Nil(t, Open(dir))
	var outside *Folder
	require.False(t, outside.Ignores("a.x", false))
	require.True(t, outside.Child(main).Ignores("a.x", false))
}

// TestTheUsersOwnPatterns are heeded, and those that a repository's
// configuration names are not: it may be another user's.
func TestTheUsersOwnPatterns(t *testing.T) {
	home := alone(t)
	dir := t.TempDir()
	git(t, dir, "init", "-q", ".")
	plant(t, home, ".config/git/ignore", "default.x\n")
	require.True(t, Open(dir).Ignores("default.x", false))
	plant(t, home, ".gitconfig", "[user]\n\texcludesFile = no\n[Core] ; c\n\texcludesfile = \"~/own list\" # mine\n")
	plant(t, home, "own list", "own.x\n")
	require.True(t, Open(dir).Ignores("own.x", false))
	require.False(t, Open(dir).Ignores("default.x", false))
	require.Equal(t, filepath.Join(home, "own list")+"\n", git(t, dir, "config", "--type=path", "core.excludesFile"))
	plant(t, home, "other", "other.x\n")
	git(t, dir, "config", "core.excludesFile", filepath.Join(home, "other"))
	require.False(t, Open(dir).Ignores("other.x", false))
}

// TestNothingIsRunAndNothingIsWaitedFor in a repository of somebody else.
func TestNothingIsRunAndNothingIsWaitedFor(t *testing.T) {
	alone(t)
	dir := t.TempDir()
	git(t, dir, "init", "-q", ".")
	mark := filepath.Join(dir, "ran")
	git(t, dir, "config", "core.fsmonitor", "touch '"+mark+"'")
	require.NoError(t, os.Symlink("/dev/zero", filepath.Join(dir, ".gitignore")))
	plant(t, dir, "sub/.gitignore", strings.Repeat("#", 2<<20)+"\n*\n")
	sub := Open(filepath.Join(dir, "sub"))
	require.False(t, sub.Ignores("a", false))
	require.NoFileExists(t, mark)
}

// TestNoPatternIsSlow: as often as a pattern has stars, so often is a name
// looked at, and not as often as there are ways to share it out among them.
func TestNoPatternIsSlow(t *testing.T) {
	stars, ok := ParsePattern(strings.Repeat("*a", 200) + "b")
	require.True(t, ok)
	require.False(t, stars.Match(strings.Repeat("a", 4000), false))
	folders, ok := ParsePattern(strings.Repeat("**/a/", 200) + "b")
	require.True(t, ok)
	require.False(t, folders.Match(strings.Repeat("a/", 4000)+"a", false))
}

// TestADamagedIndexTracksNothing, wherever it is cut off.
func TestADamagedIndexTracksNothing(t *testing.T) {
	alone(t)
	dir := t.TempDir()
	git(t, dir, "init", "-q", ".")
	for i := range 30 {
		plant(t, dir, fmt.Sprintf("folder/file%d", i), "")
	}
	git(t, dir, "add", ".")
	path := filepath.Join(dir, ".git/index")
	for _, version := range []string{"2", "4"} {
		git(t, dir, "update-index", "--index-version", version)
		raw, err := os.ReadFile(path)
		require.NoError(t, err)
		whole := readIndex(path)
		require.Len(t, whole.paths, 30)
		require.True(t, whole.has("folder", true))
		require.False(t, whole.has("folder", false))
		require.False(t, whole.has("fold", true))
		for n := range raw {
			indexed(raw[:n], 20)
			broken := slices.Clone(raw)
			broken[n] ^= 0xFF
			indexed(broken, 20)
			indexed(broken, 32)
		}
	}
}
