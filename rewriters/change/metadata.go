package change

import (
	"encoding/base64"
	"encoding/json"
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
	ModTime time.Time   `json:"modTime"`
}

// ModeBits are those of a mode that a file keeps.
const ModeBits = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky

// Same reports whether two files have the same but for the time; both may be nil, and
// an owner of -1 is any.
func (m *Metadata) Same(o *Metadata) bool {
	if m == nil || o == nil {
		return m == o
	}
	id := func(a, b int) bool { return a == b || a < 0 || b < 0 }
	return m.Mode&ModeBits == o.Mode&ModeBits && id(m.UID, o.UID) && id(m.GID, o.GID) &&
		maps.EqualFunc(m.Xattrs, o.Xattrs, slices.Equal[[]byte])
}

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
