package change

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"time"
	"unicode/utf8"
)

// Metadata is what a file has besides its bytes.
type Metadata struct {
	Mode    fs.FileMode `json:"mode"` // permissions, setuid, setgid and sticky bits
	UID     int         `json:"uid"`  // -1 where the system has none
	GID     int         `json:"gid"`
	Xattrs  Xattrs      `json:"xattrs,omitempty"` // POSIX ACLs and SELinux labels are among them
	Flags   string      `json:"flags,omitempty"`  // inode flags, as the letters of lsattr(1), in their order; "-" for none, "" where that is not known
	ModTime time.Time   `json:"modTime"`
	Links   int         `json:"-"` // names (hard links) that the file has; 0 where that is not known
}

// ModeBits are those of a mode that a file keeps.
const ModeBits = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky

// Same reports whether two files have the same but for the time and the number of
// names; both may be nil, and an owner of -1 is any, as are flags that are not known.
func (m *Metadata) Same(o *Metadata) bool {
	if m == nil || o == nil {
		return m == o
	}
	return m.Mode&ModeBits == o.Mode&ModeBits && sameID(m.UID, o.UID) && sameID(m.GID, o.GID) && sameFlags(m.Flags, o.Flags) &&
		maps.EqualFunc(m.Xattrs, o.Xattrs, slices.Equal[[]byte])
}

func sameID(a, b int) bool { return a == b || a < 0 || b < 0 }

func sameFlags(a, b string) bool { return a == b || a == "" || b == "" }

// Differences are the parts that differ between what a file had and what it has, for
// people, such as "mode 0644 → 0600"; none where one of the two is nil.
func (m *Metadata) Differences(o *Metadata) (out []string) {
	if m == nil || o == nil {
		return nil
	}
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if m.Mode&ModeBits != o.Mode&ModeBits {
		say("mode %s → %s", Octal(m.Mode), Octal(o.Mode))
	}
	if !sameID(m.UID, o.UID) || !sameID(m.GID, o.GID) {
		say("owner %d:%d → %d:%d", m.UID, m.GID, o.UID, o.GID)
	}
	for _, key := range m.otherXattrs(o) {
		if key == acl {
			say("ACL")
		} else {
			say("extended attribute %q", key)
		}
	}
	if !sameFlags(m.Flags, o.Flags) {
		say("inode flags %s → %s", m.Flags, o.Flags)
	}
	if m.Links != o.Links && m.Links > 0 && o.Links > 0 {
		say("names (hard links) %d → %d", m.Links, o.Links)
	}
	return out
}

// acl is the extended attribute with the access ACL of a file on Linux (acl(5)).
const acl = "system.posix_acl_access"

// otherXattrs are the names of the extended attributes that differ, sorted.
func (m *Metadata) otherXattrs(o *Metadata) []string {
	names := make(map[string]bool)
	for _, all := range []Xattrs{m.Xattrs, o.Xattrs} {
		for key := range all {
			was, had := m.Xattrs[key]
			is, has := o.Xattrs[key]
			if had != has || !slices.Equal(was, is) {
				names[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// Octal is a mode as chmod(1) takes it: four octal digits.
func Octal(mode fs.FileMode) string {
	bits := uint32(mode.Perm())
	for i, bit := range []fs.FileMode{fs.ModeSticky, fs.ModeSetgid, fs.ModeSetuid} {
		if mode&bit != 0 {
			bits |= 0o1000 << i
		}
	}
	return fmt.Sprintf("%04o", bits)
}

// Keeping is m, which a file is to get, but for those parts of what it has that are
// neither from m nor from from, which it had: another program changed them, and they
// stay. A write into a file takes its setuid and setgid bits and its capabilities away;
// that is no such change.
func (m *Metadata) Keeping(is, from *Metadata) *Metadata {
	if m == nil || is == nil || from == nil {
		return m
	}
	out := *m
	if ran := func(mode fs.FileMode) fs.FileMode { return mode & (ModeBits &^ (fs.ModeSetuid | fs.ModeSetgid)) }; is.Mode != m.Mode && is.Mode != from.Mode && is.Mode != ran(m.Mode) && is.Mode != ran(from.Mode) {
		out.Mode = is.Mode
	}
	if !sameID(is.UID, m.UID) && !sameID(is.UID, from.UID) {
		out.UID = is.UID
	}
	if !sameID(is.GID, m.GID) && !sameID(is.GID, from.GID) {
		out.GID = is.GID
	}
	if !sameFlags(is.Flags, m.Flags) && !sameFlags(is.Flags, from.Flags) {
		out.Flags = is.Flags
	}
	out.Xattrs = maps.Clone(m.Xattrs)
	for _, key := range is.otherXattrs(m) {
		value, has := is.Xattrs[key]
		was, had := from.Xattrs[key]
		switch {
		case has == had && slices.Equal(value, was), !has && key == capability:
		case has && out.Xattrs == nil:
			out.Xattrs = Xattrs{key: value}
		case has:
			out.Xattrs[key] = value
		default:
			delete(out.Xattrs, key)
		}
	}
	return &out
}

// capability is the extended attribute with the capabilities of a program
// (capabilities(7)).
const capability = "security.capability"

// Xattrs are extended attributes, by name. In JSON the values are base64. Names that
// are no UTF-8 are in the member "raw", an object, as base64 too; an attribute of that
// name would be a string.
type Xattrs map[string][]byte

// MarshalJSON keeps names that are no UTF-8.
func (x Xattrs) MarshalJSON() ([]byte, error) {
	out, raw := make(map[string]any), make(map[string][]byte)
	for name, value := range x {
		if value == nil {
			value = []byte{}
		}
		if utf8.ValidString(name) {
			out[name] = value
		} else {
			raw[base64.StdEncoding.EncodeToString([]byte(name))] = value
		}
	}
	if len(raw) > 0 {
		out["raw"] = raw
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (x *Xattrs) UnmarshalJSON(data []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil || members == nil {
		return err
	}
	*x = make(Xattrs)
	for name, text := range members {
		var value []byte
		if name != "raw" || len(text) > 0 && text[0] == '"' {
			if err := json.Unmarshal(text, &value); err != nil {
				return err
			}
			(*x)[name] = value
			continue
		}
		var raw map[string][]byte
		if err := json.Unmarshal(text, &raw); err != nil {
			return err
		}
		for encoded, value := range raw {
			name, err := base64.StdEncoding.DecodeString(encoded)
			if err != nil {
				return err
			}
			(*x)[string(name)] = value
		}
	}
	return nil
}
