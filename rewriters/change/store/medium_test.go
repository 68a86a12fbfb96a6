//go:build unix

package store

import (
	"maps"
	"path/filepath"
	"slices"
)

// medium is a file system whose power can fail. It knows what is on the disk for
// sure, and what may be there or not: all that was done since. It promises only that
//
//   - fsync(2) of a file brings its content, size, owner, mode, extended attributes and
//     times to the disk, and not its name;
//   - fsync(2) of a folder brings the names in it to the disk, with what symbolic links
//     among them say, and its own owner and mode, and not its own name;
//   - a name leads to an inode that was given that name since it was synced, or then, or
//     to none; and a new inode is empty, with the owner and mode that it was made with,
//     before a name leads to it;
//   - a block of 512 bytes is written, or not.
//
// All else survives or not, each on its own and in any order: each name, so that of an
// exchange or a rename there may be one half; of a file each block, the size, and each
// of mode, owner, attributes and time. A block that was not written reads as before, or
// as zeros where there was none.
//
// That is what fsync(2) of Linux says, which for the name of a file asks for an fsync of
// its folder. rename(2) is atomic for other processes; of crashes it says nothing. What
// more a file system keeps, such as the order of operations or a rename as a whole,
// differs from one to the next and with their options (Pillai et al., "All File Systems
// Are Not Created Equal", OSDI 2014), so nothing is built on it. To record operations,
// and to try what can be left after each, is the way of that paper's ALICE, and of
// CrashMonkey (Mohan et al., OSDI 2018).
type medium struct {
	now    image
	inodes inodes // that have a name
	root   *inode
	moves  []*move // that may survive, the oldest first
	born   uint64  // so many inodes
}

// inodes are by their number of the system.
type inodes map[uint64]*inode

// of is the inode that a name leads to, or nil.
func (is inodes) of(im image, name string) *inode {
	if n, ok := im[name]; ok {
		return is[n.Number]
	}
	return nil
}

// inode is a file, folder, symbolic link or pipe.
type inode struct {
	number uint64            // unlike that of the system, never used again
	states []node            // what it was when it was last synced, and after each operation since
	names  map[string]*inode // in a folder, on the disk
}

// move is a name that got another inode, or none.
type move struct {
	folder *inode
	name   string
	to     *inode
}

// newMedium is a file system that has all on its disk.
func newMedium(im image) *medium {
	m := &medium{now: make(image)}
	m.write(im)
	for name := range im {
		m.sync(name)
	}
	return m
}

// write takes up what was done to the file system: what it is now.
func (m *medium) write(im image) {
	inodes := make(inodes)
	for _, name := range slices.Sorted(maps.Keys(im)) {
		n := im[name]
		if inodes[n.Number] != nil {
			continue
		}
		i := m.inodes[n.Number]
		if i == nil || i.states[0].Type != n.Type {
			born := n
			if n.Type == 0 {
				born.Content = nil
			}
			m.born++
			i = &inode{number: m.born, states: []node{born}, names: make(map[string]*inode)}
		}
		if last := i.states[len(i.states)-1]; !last.same(n) {
			i.states = append(i.states, n)
		}
		inodes[n.Number] = i
	}
	names := maps.Clone(m.now)
	maps.Copy(names, im)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		before, after := m.inodes.of(m.now, name), inodes.of(im, name)
		above, below := filepath.Dir(name), filepath.Base(name)
		was, is := m.inodes.of(m.now, above), inodes.of(im, above)
		if name == "." {
			m.root = after
			continue
		}
		if before != nil && (was != is || after == nil) {
			m.moves = append(m.moves, &move{was, below, nil})
		}
		if after != nil && (was != is || after != before) {
			m.moves = append(m.moves, &move{is, below, after})
		}
	}
	m.now, m.inodes = im, inodes
}

// sync brings an inode to the disk, if there is such a name.
func (m *medium) sync(name string) {
	i := m.inodes.of(m.now, name)
	if i == nil {
		return
	}
	i.states = i.states[len(i.states)-1:]
	m.moves = slices.DeleteFunc(m.moves, func(v *move) bool {
		if v.folder == i {
			v.apply(i.names)
		}
		return v.folder == i
	})
}

// apply gives the name to the inode, or takes it away.
func (v *move) apply(names map[string]*inode) {
	if v.to == nil {
		delete(names, v.name)
	} else {
		names[v.name] = v.to
	}
}

// after is what a failure of the power leaves.
func (m *medium) after(f fate) image {
	names := make(map[*inode]map[string]*inode)
	for _, v := range m.moves {
		if names[v.folder] == nil {
			names[v.folder] = maps.Clone(v.folder.names)
		}
		if f.name() {
			v.apply(names[v.folder])
		}
	}
	out, seen := make(image), make(map[*inode]node)
	var visit func(path string, i *inode)
	visit = func(path string, i *inode) {
		n, ok := seen[i]
		if !ok {
			n = f.node(i.states)
			n.Number = i.number
			seen[i] = n
		}
		out[path] = n
		in := names[i]
		if in == nil {
			in = i.names
		}
		for _, name := range slices.Sorted(maps.Keys(in)) {
			visit(filepath.Join(path, name), in[name])
		}
	}
	visit(".", m.root)
	return out
}
