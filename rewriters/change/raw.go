package change

import (
	"encoding/json"
	"unicode/utf8"
)

// Raw keeps names that are no UTF-8, which JSON cannot hold: the bytes of the
// members of an object that were mangled, by the members' names. In JSON it is the
// member "raw", with base64.
type Raw map[string][]byte

// KeepRaw takes the members whose text is no UTF-8; nil if there is none.
func KeepRaw(members map[string]*string) Raw {
	var out Raw
	for name, text := range members {
		if !utf8.ValidString(*text) {
			if out == nil {
				out = make(Raw)
			}
			out[name] = []byte(*text)
		}
	}
	return out
}

// Restore gives the members their bytes back.
func (r Raw) Restore(members map[string]*string) {
	for name, bytes := range r {
		if text, ok := members[name]; ok {
			*text = string(bytes)
		}
	}
}

// UnmarshalRaw reads an object into a value without methods of its own, and gives
// its members, which lie in that value, their bytes back.
func UnmarshalRaw(data []byte, into any, members map[string]*string) error {
	var r struct{ Raw Raw }
	if err := json.Unmarshal(data, into); err != nil {
		return err
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return err
	}
	r.Raw.Restore(members)
	return nil
}
