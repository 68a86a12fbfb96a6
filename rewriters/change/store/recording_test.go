//go:build unix

package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// recording is what commands do to the file system below a folder, operation by
// operation. What they do without asking disk.before is found at the next one.
type recording struct {
	t     *testing.T
	root  string
	begin image
	steps []step
	from  int // the first step that counts; those before only lead there
}

// step is an operation, with all that lay below the folder before the next one.
type step struct {
	op, path string
	failed   bool
	after    image
}

// tape begins a recording.
func tape(t *testing.T, root string) *recording {
	r := &recording{t: t, root: root, begin: scan(t, root)}
	r.steps = []step{{op: "begin", path: root}}
	return r
}

// before records the operations that another before lets through.
func (r *recording) before(inner func(op, path string) error) func(op, path string) error {
	return func(op, path string) (err error) {
		r.look()
		if inner != nil {
			err = inner(op, path)
		}
		r.steps = append(r.steps, step{op: op, path: path, failed: err != nil})
		return err
	}
}

// look notes what the last operation, and what came after it, have done.
func (r *recording) look() { r.steps[len(r.steps)-1].after = scan(r.t, r.root) }

// skip lets the power fail only from here on.
func (r *recording) skip() {
	r.look()
	r.from = len(r.steps)
}

// cut lets the power fail after each operation, or some of them, in all extremes and
// some other ways. Each time, the folder is what was left; over tells that all had been
// done. It tells how often that was; what was left before is not checked again.
func (r *recording) cut(o outage, check func(what string, over bool)) int {
	r.look()
	type left struct {
		sum  [32]byte
		over bool
	}
	seen := make(map[left]bool)
	m := newMedium(r.begin)
	start := o.IntN(o.stride)
	for i, s := range r.steps {
		name, err := filepath.Rel(r.root, s.path)
		require.NoError(r.t, err)
		if s.op == "sync" && !s.failed && (name == "." || filepath.IsLocal(name)) {
			m.sync(name)
		}
		m.write(s.after)
		last := i == len(r.steps)-1
		if (i < r.from || i%o.stride != start) && !last {
			continue
		}
		fates := append(slices.Clone(extremes), inOrder(len(m.moves))...)
		for range o.ways {
			fates = append(fates, chance(o.Rand))
		}
		for _, f := range fates {
			im := m.after(f)
			over := last && i >= r.from // what a process that was killed had done, it has not said
			if key := (left{im.sum(), over}); !seen[key] {
				seen[key] = true
				im.write(r.t, r.root)
				check(fmt.Sprintf("after %d operations, the last %s %s, survives: %s", i, s.op, name, f.what), over)
			}
		}
	}
	return len(seen)
}
