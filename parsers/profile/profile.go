// Package profile decodes the facts about a product that cfgtool builds on.
//
// A profile is a YAML file, embedded in the program and replaceable with
// --profile. Every fact in it names its source. What no source says is marked
// "assumed: true" with the reason, and the program announces it when it uses it.
// A profile is strict: a key that it does not know is an error, with a place.
package profile

import (
	"bytes"
	"fmt"

	"github.com/goccy/go-yaml"
)

// Head begins every profile.
type Head struct {
	Schema  string `yaml:"schema"`  // "cfgtool.profile/1"
	Product string `yaml:"product"` // such as "linuxha"; decides which profile a file replaces
	Source  string `yaml:"source"`  // the document that facts come from unless they say otherwise
}

// Schema is the version of the form that profiles have.
const Schema = "cfgtool.profile/1"

// Basis says what a fact rests on. Facts embed it inline.
type Basis struct {
	Assumed bool   `yaml:"assumed"` // no source says so
	Reason  string `yaml:"reason"`  // why it is assumed all the same
	Source  string `yaml:"source"`  // where it is said
}

// Next is a command that the product wants run after a change, or something to
// look at. Words in braces, such as {application}, are filled in by the program.
type Next struct {
	Run    string `yaml:"run"`    // a shell command
	Look   string `yaml:"look"`   // or what a person is to verify
	Where  string `yaml:"where"`  // on which host; "" is the file's own
	At     string `yaml:"at"`     // the path of the one file that it is for; "" is every file of the kind
	Source string `yaml:"source"` // where the product's documents say so
}

// String is the command, or what to look at, with its place.
func (n Next) String() string {
	s := n.Run
	if s == "" {
		s = n.Look
	}
	if n.Where != "" {
		s += "   # " + n.Where
	}
	return s
}

// Product reads no more of a profile than whose it is.
func Product(name string, data []byte) (string, error) {
	var head Head
	if err := yaml.Unmarshal(data, &head); err != nil {
		return "", describe(name, err)
	}
	if head.Schema != Schema {
		return "", fmt.Errorf("%s: this is no profile: its schema is %q, not %q", name, head.Schema, Schema)
	}
	return head.Product, nil
}

// Decode reads a profile into a struct that embeds Head inline. Unknown keys,
// a wrong schema and a wrong product are errors that name file, line and column.
func Decode(name, product string, data []byte, into any) error {
	got, err := Product(name, data)
	if err != nil {
		return err
	}
	if got != product {
		return fmt.Errorf("%s: this profile is for %q, not for %q", name, got, product)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict(), yaml.DisallowUnknownField())
	if err := decoder.Decode(into); err != nil {
		return describe(name, err)
	}
	return nil
}

func describe(name string, err error) error {
	return fmt.Errorf("%s: %s", name, yaml.FormatError(err, false, false))
}
