package mounttab

import (
	"fmt"
	"math"
	"strings"

	"cfgtool/parsers"
)

// fault says why a line could not be read, and where.
type fault struct {
	at      cell
	message string
}

// scanner reads the fields of one line, up to the line end. Where blanks
// precede that, they begin at bodyEnd.
type scanner struct {
	text    string
	at, end int
	bodyEnd int
	latin1  bool
	octal   bool
}

// field takes the next field with the blanks before it.
func (s *scanner) field() cell {
	start := skipBlanks(s.text, s.at, s.end)
	s.at = skipField(s.text, start, s.end)
	if start == s.at {
		return cell{}
	}
	return cell{uint32(start), uint32(s.at)}
}

func (s *scanner) mean(c cell) string {
	written := s.text[c.start:c.end]
	if s.octal {
		return decode(written, s.latin1)
	}
	return written
}

// number takes a number as next_s32 of libmount does: with strtol, so blanks
// of C and a sign may precede it, and what does not fit 32 bits wraps round. It
// must end at a blank or the end of the line.
func (s *scanner) number() (n int32, at cell, ok bool) {
	start := skipBlanks(s.text, s.at, s.end)
	if start == s.end {
		s.at = start
		return 0, cell{}, true
	}
	i := start
	for i < s.end && strings.IndexByte(" \t\n\v\f\r", s.text[i]) >= 0 {
		i++
	}
	negative := i < s.end && s.text[i] == '-'
	if i < s.end && (s.text[i] == '-' || s.text[i] == '+') {
		i++
	}
	first := i
	var wide uint64
	large := false
	for ; i < s.end && s.text[i] >= '0' && s.text[i] <= '9'; i++ {
		d := uint64(s.text[i] - '0')
		large = large || wide > (math.MaxUint64-d)/10
		wide = wide*10 + d
	}
	limit := uint64(math.MaxInt64)
	if negative {
		limit++
	}
	if large || wide > limit {
		wide, large = limit, true
	}
	full := cell{uint32(start), uint32(skipField(s.text, max(i, start), s.end))}
	if i == first || i < s.end && (large || !isBlank(s.text[i])) {
		return 0, full, false
	}
	s.at = i
	signed := int64(wide)
	if negative {
		signed = -signed
	}
	return int32(signed), cell{uint32(start), uint32(i)}, true
}

// linux reads a line of fstab or mtab as mnt_parse_table_line of libmount does.
func (s *scanner) linux(e *Entry) *fault {
	for i := range 4 {
		e.cells[i] = s.field()
		if e.cells[i] == (cell{}) {
			if i == 3 {
				break
			}
			return &fault{message: fmt.Sprintf("an entry needs at least source, target and type, and this line has %s", count(i, "field"))}
		}
	}
	numbers := [2]*int32{&e.Dump, &e.Pass}
	for i, name := range [2]string{"dump", "pass"} {
		if s.at >= s.end {
			break
		}
		n, at, ok := s.number()
		if !ok {
			written := s.text[at.start:at.end]
			if strings.HasPrefix(written, "#") {
				return &fault{at, "a comment begins where the " + name + " number belongs; it needs a line of its own"}
			}
			if hasSecret(s.text[e.cells[3].start:e.cells[3].end]) { // of which this may be the rest
				return &fault{at, "the " + name + " field is no number"}
			}
			message := fmt.Sprintf("the %s field %q is no number", name, written)
			if len(strings.Fields(s.text[at.start:s.bodyEnd])) > 2-i {
				message += `, and the line has more than six fields: a blank within a name is written \040`
			}
			return &fault{at, message}
		}
		*numbers[i], e.cells[4+i] = n, at
	}
	if rest := skipBlanks(s.text, s.at, s.end); rest < s.end {
		e.extra = cell{uint32(rest), uint32(s.bodyEnd)}
	}
	return nil
}

// fixed reads a line that has exactly the columns of its grammar.
func (s *scanner) fixed(e *Entry, g grammar) *fault {
	for i := range g.order {
		if e.cells[i] = s.field(); e.cells[i] == (cell{}) {
			return &fault{message: fmt.Sprintf("an entry has %d fields, and this line has %s", g.most, count(i, "field"))}
		}
	}
	if more := s.field(); more != (cell{}) {
		return &fault{cell{more.start, uint32(s.bodyEnd)}, fmt.Sprintf("an entry has %d fields, and this line has more", g.most)}
	}
	return nil
}

// mountinfo reads a line as mnt_parse_mountinfo_line of libmount does.
func (s *scanner) mountinfo(e *Entry) *fault {
	for i := range 6 {
		if e.cells[i] = s.field(); e.cells[i] == (cell{}) {
			return &fault{message: "the line ends before the mount options"}
		}
	}
	for i := range 2 {
		if !decimal(s.text[e.cells[i].start:e.cells[i].end]) {
			return &fault{e.cells[i], "the mount ID is no number"}
		}
	}
	major, minor, ok := strings.Cut(s.text[e.cells[2].start:e.cells[2].end], ":")
	if !ok || !decimal(major) || !decimal(minor) {
		return &fault{e.cells[2], "the device is not written major:minor"}
	}
	dash := strings.Index(s.text[s.at:s.end], " - ")
	if dash < 0 {
		return &fault{message: `the separator " - " is missing`}
	}
	from, to := skipBlanks(s.text, s.at, s.at+dash), s.at+dash
	if from < to {
		e.cells[6] = cell{uint32(from), uint32(to)}
	} else {
		e.cells[6] = cell{uint32(to + 1), uint32(to + 1)}
	}
	s.at += dash + 3
	if e.cells[7] = s.field(); e.cells[7] == (cell{}) {
		return &fault{message: "the file system type is missing"}
	}
	if strings.HasPrefix(s.text[s.at:s.end], "  ") { // an empty source
		e.cells[8] = cell{uint32(s.at + 1), uint32(s.at + 1)}
		s.at += 2
	} else if e.cells[8] = s.field(); e.cells[8] == (cell{}) {
		return &fault{message: "the source is missing"}
	}
	if e.cells[9] = s.field(); e.cells[9] == (cell{}) {
		return &fault{message: "the options of the file system are missing"}
	}
	if rest := skipBlanks(s.text, s.at, s.end); rest < s.end {
		e.extra = cell{uint32(rest), uint32(s.bodyEnd)}
	}
	return nil
}

func decimal(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

func count(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun
	case 1:
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// problem reports a line that could not be read.
func (f *File) problem(l Line, bad *fault) {
	where := bad.at.span()
	if bad.at == (cell{}) {
		where = l.Body()
	}
	f.problems.Add(parsers.Problem{Rule: UnreadableRule, Severity: parsers.Error, Span: where,
		Message: bad.message + "; " + ignored[f.dialect]})
}

var ignored = map[Dialect]string{
	Fstab: "mount ignores the line", Mtab: "mount ignores the line", Mountinfo: "mount ignores the line",
	Vfstab: "mountall stops at the line", Mnttab: "readers of the table stop at the line", Tru64: "mount ignores the line",
}
