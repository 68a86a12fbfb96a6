package sascore

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"cfgtool/parsers"
	yamlprofile "cfgtool/parsers/profile"
	"cfgtool/parsers/respfile"
	"cfgtool/parsers/spelling"
)

// FactsSchema names the form of a file of facts.
const FactsSchema = "cfgtool.facts/1"

// Facts are what a person looked up where no file of a core shows it:
//
//	schema: cfgtool.facts/1
//	values:               # parameters and their values
//	  truth.dcId: 751
//	confirmed:            # passwords that were tried
//	  - cast.admin_pwd
//	databases:            # net service names of all databases of the mesh
//	  - east_truth
//
// A value that is empty was not looked up yet.
type Facts struct {
	src       *parsers.Source
	values    map[string]fact
	confirmed map[string]parsers.Span
	databases []fact
}

// fact is a text in the file of facts.
type fact struct {
	text string
	span parsers.Span
}

var members = []string{"schema", "values", "confirmed", "databases"}

// ReadFacts reads a file of facts. It fails on what is no YAML, on members and
// parameters that it does not know, and on the value of a secret; it says where,
// and what may be meant.
func ReadFacts(name string, data []byte, profile *respfile.Profile) (*Facts, error) {
	f := &Facts{src: parsers.NewSource(name, data, parsers.Plain), values: make(map[string]fact), confirmed: make(map[string]parsers.Span)}
	if err := yamlprofile.Bounded(name, data); err != nil {
		return nil, err
	}
	parsed, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: is no YAML: %s", name, firstLine(err))
	}
	if len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		return nil, fmt.Errorf("%s: is to be one document of facts; cfgtool facts init RESP writes the form", name)
	}
	schema := ""
	err = f.each(parsed.Docs[0].Body, func(key fact, value ast.Node) error {
		switch key.text {
		case "schema":
			text, err := f.scalar(value)
			schema = text.text
			return err
		case "values":
			return f.each(value, func(key fact, value ast.Node) error { return f.value(profile, key, value) })
		case "confirmed":
			return f.items(value, func(item fact) error {
				p, err := f.parameter(profile, item)
				if err == nil {
					f.confirmed[p.Name] = item.span
				}
				return err
			})
		case "databases":
			return f.items(value, func(item fact) error {
				f.databases = append(f.databases, item)
				return nil
			})
		}
		return f.unknown(key, "member", members)
	})
	switch {
	case err != nil:
		return nil, err
	case schema != FactsSchema:
		return nil, fmt.Errorf("%s: its schema is %q, and is to be %q", name, schema, FactsSchema)
	}
	return f, nil
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// value takes the value of a parameter.
func (f *Facts) value(profile *respfile.Profile, key fact, node ast.Node) error {
	p, err := f.parameter(profile, key)
	if err != nil {
		return err
	}
	if p.Secret {
		return f.wrong(key, "%s is a secret, which has no place in a file of facts; once it was tried, name it under confirmed", p.Name)
	}
	v, err := f.scalar(node)
	if err == nil && v.text != "" {
		f.values[p.Name] = v
	}
	return err
}

// parameter is the one that a person means.
func (f *Facts) parameter(profile *respfile.Profile, name fact) (*respfile.Parameter, error) {
	if p := profile.Parameter(name.text); p != nil {
		return p, nil
	}
	if near := profile.Nearest(name.text); near != nil {
		return nil, f.wrong(name, "there is no parameter %q; did you mean %s?", name.text, near.Name)
	}
	return nil, f.wrong(name, "there is no parameter %q in table 3-1", name.text)
}

func (f *Facts) unknown(name fact, what string, known []string) error {
	best := slices.MinFunc(known, func(a, b string) int {
		return spelling.Distance(name.text, a, 9) - spelling.Distance(name.text, b, 9)
	})
	if spelling.Distance(name.text, best, 3) < 3 {
		return f.wrong(name, "there is no %s %q; did you mean %s?", what, name.text, best)
	}
	return f.wrong(name, "there is no %s %q; there are %s", what, name.text, strings.Join(known, ", "))
}

func (f *Facts) wrong(at fact, format string, args ...any) error {
	return fmt.Errorf("%s:%v: %s", f.src.Name(), f.src.Position(at.span.Start), fmt.Sprintf(format, args...))
}

// each visits the pairs of a mapping. Nothing is an empty one.
func (f *Facts) each(node ast.Node, visit func(fact, ast.Node) error) error {
	var pairs []*ast.MappingValueNode
	switch n := node.(type) {
	case *ast.NullNode:
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		return f.wrong(f.at(node), "here is to be a list of names with values")
	}
	seen := make(map[string]bool)
	for _, p := range pairs {
		key, err := f.scalar(p.Key)
		if err != nil {
			return err
		}
		if seen[key.text] {
			return f.wrong(key, "%q is given twice", key.text)
		}
		seen[key.text] = true
		if err := visit(key, p.Value); err != nil {
			return err
		}
	}
	return nil
}

// items visits the texts of a sequence. Nothing is an empty one.
func (f *Facts) items(node ast.Node, visit func(fact) error) error {
	switch n := node.(type) {
	case *ast.NullNode:
		return nil
	case *ast.SequenceNode:
		for _, item := range n.Values {
			text, err := f.scalar(item)
			if err == nil && text.text != "" {
				err = visit(text)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	return f.wrong(f.at(node), "here is to be a list of names")
}

// scalar is a node's text as it is written, without quotes.
func (f *Facts) scalar(node ast.Node) (fact, error) {
	at := f.at(node)
	switch n := node.(type) {
	case *ast.NullNode:
		return at, nil
	case *ast.StringNode:
		at.text = n.Value
		return at, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		at.text = node.GetToken().Value
		return at, nil
	}
	return at, f.wrong(at, "here is to be one value")
}

// at is the line of a node.
func (f *Facts) at(node ast.Node) fact {
	line := 1
	if t := node.GetToken(); t != nil && t.Position != nil {
		line = min(max(t.Position.Line, 1), f.src.LineCount())
	}
	span := f.src.Line(line)
	for span.Start < span.End && strings.IndexByte(" \t-", f.src.Text()[span.Start]) >= 0 {
		span.Start++
	}
	return fact{span: span}
}

// look adds what a person found for a parameter.
func (f *Facts) look(l *lookup) {
	if f == nil {
		return
	}
	if v, ok := f.values[l.parameter.Name]; ok {
		l.compareFact(f.src, v)
	}
	if at, ok := f.confirmed[l.parameter.Name]; ok {
		l.agree(f.src, at, l.given)
	}
}

// compareFact holds the value against what a person found. It rests on no
// assumption, so that what the profile infers does not weaken it.
func (l *lookup) compareFact(src *parsers.Source, v fact) {
	inferred := l.inferred
	l.compare(nil, src, v.span, v.text)
	l.inferred = inferred
}
