package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// counting builds cfgtool from a copy of its sources that counts its work: each
// call of a function of its own, each round of a loop, and each byte and element
// that the standard library searches, compares or copies for it. The program it
// builds is testdata/counting/main.go.txt.
func counting(t *testing.T) (program string, places []token.Position) {
	module, err := filepath.Abs("../..")
	require.NoError(t, err)
	dir := t.TempDir()
	replace := map[string]string{
		filepath.Join(module, "work", "work.go"):           filepath.Join(module, "cmd/cfgtool/testdata/counting/work.go.txt"),
		filepath.Join(module, "cmd", "cfgtool", "main.go"): filepath.Join(module, "cmd/cfgtool/testdata/counting/main.go.txt"),
	}
	for _, floor := range []string{"parsers", "rules", "rewriters", "cmd"} {
		require.NoError(t, filepath.WalkDir(filepath.Join(module, floor), func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil || e.IsDir() && e.Name() == "testdata":
				return cmp.Or(err, fs.SkipDir)
			case e.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") || replace[path] != "":
				return nil
			}
			copied := filepath.Join(dir, strconv.Itoa(len(replace))+".go")
			replace[path] = copied
			return os.WriteFile(copied, counted(t, path, &places), 0o600)
		}))
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "overlay.json"), overlay, 0o600))
	program = filepath.Join(dir, "cfgtool")
	out, err := exec.Command("go", "build", "-overlay", filepath.Join(dir, "overlay.json"), "-o", program, "cfgtool/cmd/cfgtool").CombinedOutput()
	require.NoError(t, err, string(out))
	return program, places
}

// insertion puts text into a source file.
type insertion struct {
	at   int
	text string
}

// counted is a source file with the counting put in.
func counted(t *testing.T, path string, places *[]token.Position) []byte {
	src, err := os.ReadFile(path)
	require.NoError(t, err)
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, src, parser.SkipObjectResolution)
	require.NoError(t, err)
	in := []insertion{{files.Position(file.Name.End()).Offset, `; import "cfgtool/work"`}}
	put := func(at token.Pos, text string) {
		in = append(in, insertion{files.Position(at).Offset, text})
	}
	step := func(at token.Pos) string {
		*places = append(*places, files.Position(at))
		return fmt.Sprintf(" work.Step(%d); ", len(*places)-1)
	}
	imported := make(map[string]bool)
	for _, i := range file.Imports {
		imported[i.Path.Value] = i.Name == nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				put(n.Body.Lbrace+1, step(n.Body.Lbrace))
			}
		case *ast.FuncLit:
			put(n.Body.Lbrace+1, step(n.Body.Lbrace))
		case *ast.ForStmt:
			put(n.Body.Lbrace+1, step(n.Body.Lbrace))
		case *ast.RangeStmt:
			put(n.Body.Lbrace+1, step(n.Body.Lbrace))
		case *ast.SelectorExpr:
			p, ok := n.X.(*ast.Ident)
			if !ok || !imported[strconv.Quote(libraries[p.Name])] {
				return true
			}
			switch name := p.Name + "." + n.Sel.Name; {
			case slices.Contains(free, name):
			case slices.Contains(charged, name):
				put(n.Pos(), "work."+strings.ToUpper(p.Name[:1])+p.Name[1:]+n.Sel.Name+" /*")
				put(n.End(), "*/")
			default:
				t.Fatalf("%s: say in counted_test.go what %s costs", files.Position(n.Pos()), name)
			}
		case *ast.CallExpr:
			f, _ := n.Fun.(*ast.Ident)
			switch {
			case f == nil:
			case f.Name == "append" && n.Ellipsis.IsValid():
				put(n.Args[1].Pos(), "work.Spread(")
				put(n.Args[1].End(), ")")
			case f.Name == "copy":
				put(n.Pos(), "work.Copied(")
				put(n.End(), ")")
			}
		}
		return true
	})
	sort.SliceStable(in, func(i, j int) bool { return in[i].at < in[j].at })
	var out []byte
	at := 0
	for _, i := range in {
		out = append(append(out, src[at:i.at]...), i.text...)
		at = i.at
	}
	out = append(out, src[at:]...)
	out = append(out, "\nvar _ = work.Step\n"...)
	for name, use := range map[string]string{"bytes": "bytes.Equal", "strings": "strings.Cut", "slices": "slices.Contains[[]int]", "unicode/utf8": "utf8.Valid", "regexp": "regexp.QuoteMeta"} {
		if imported[strconv.Quote(name)] {
			out = append(out, "var _ = "+use+"\n"...)
		}
	}
	return out
}

// libraries are the packages whose functions look at as much as they are given.
var libraries = map[string]string{"bytes": "bytes", "strings": "strings", "slices": "slices", "utf8": "unicode/utf8", "regexp": "regexp", "sort": "sort", "maps": "maps"}

// charged are the functions that package work has a counting one for.
var charged = strings.Fields(`
	bytes.Index bytes.IndexAny bytes.IndexByte bytes.LastIndexByte bytes.Contains bytes.ContainsAny bytes.Trim bytes.TrimLeft bytes.TrimRight bytes.TrimSpace
	bytes.Cut bytes.Count bytes.ToUpper bytes.ToLower bytes.Clone bytes.Equal bytes.Compare bytes.EqualFold bytes.HasPrefix bytes.HasSuffix
	strings.Index strings.IndexAny strings.IndexByte strings.LastIndex strings.LastIndexAny strings.LastIndexByte strings.Contains strings.ContainsAny strings.ContainsRune
	strings.Trim strings.TrimLeft strings.TrimRight strings.TrimSpace strings.Cut strings.Count strings.Split strings.SplitN strings.Fields strings.ToUpper strings.ToLower strings.ToValidUTF8
	strings.ReplaceAll strings.Replace strings.EqualFold strings.HasPrefix strings.HasSuffix strings.Compare strings.Join strings.Repeat
	utf8.Valid utf8.ValidString utf8.RuneCount utf8.RuneCountInString
	slices.Index slices.Contains slices.Insert slices.Delete slices.Clone slices.Concat slices.Reverse slices.Equal
	regexp.MustCompile regexp.Regexp`)

// free are the others: of constant cost, or they call a function of ours, or go
// on as a loop of ours asks them to, for each element.
var free = strings.Fields(`
	bytes.Buffer bytes.NewBuffer bytes.NewReader bytes.MinRead bytes.CutPrefix bytes.CutSuffix bytes.TrimPrefix bytes.TrimSuffix bytes.TrimFunc bytes.Lines
	strings.Builder strings.NewReader strings.NewReplacer strings.CutPrefix strings.CutSuffix strings.TrimPrefix strings.TrimSuffix strings.TrimFunc strings.TrimLeftFunc
	strings.ContainsFunc strings.IndexFunc strings.FieldsFunc strings.Map strings.SplitSeq strings.FieldsSeq strings.Lines
	utf8.RuneSelf utf8.RuneError utf8.UTFMax utf8.MaxRune utf8.RuneLen utf8.RuneStart utf8.ValidRune utf8.DecodeRune utf8.DecodeRuneInString utf8.DecodeLastRune utf8.AppendRune
	slices.ContainsFunc slices.IndexFunc slices.SortFunc slices.SortStableFunc slices.DeleteFunc slices.CompactFunc slices.EqualFunc slices.MinFunc
	slices.Values slices.Backward slices.Collect slices.Sorted slices.Sort slices.Compact slices.Clip slices.Repeat
	slices.BinarySearch slices.BinarySearchFunc slices.All slices.SortedFunc slices.SortedStableFunc slices.MaxFunc slices.Grow slices.Chunk slices.AppendSeq
	sort.Search sort.SearchInts maps.Keys maps.Values maps.Copy maps.Clone maps.EqualFunc maps.DeleteFunc maps.Collect`)
