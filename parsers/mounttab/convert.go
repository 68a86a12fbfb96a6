package mounttab

import (
	"errors"
	"fmt"
	"strings"
)

// Convert writes the entries as a new table of another dialect that people
// edit: fstab, vfstab or tru64-fstab. Comments stay; fields are set apart by a
// tab, and lines end with LF. What the other dialect lacks is left out or told
// in notes, one sentence each, with the line: options such as dev= of mnttab
// that only the kernel writes go without a note, and so do dump, times and IDs.
// It fails on a dialect that the kernel keeps, and on a binary table.
func (f *File) Convert(to Dialect) (text []byte, notes []string, err error) {
	switch {
	case f.binary:
		return nil, nil, fmt.Errorf("%s: %w", f.src.Name(), ErrBinary)
	case grammars[to].order == nil:
		return nil, nil, fmt.Errorf("%q is no mount table", to)
	case to.KeptByKernel():
		return nil, nil, fmt.Errorf("%s: %w", to, ErrKernelTable)
	}
	target := &File{src: f.src, dialect: to}
	var b strings.Builder
	for i, l := range f.lines {
		switch l.Kind {
		case Comment:
			b.WriteString(f.text[l.body:l.bodyEnd])
		case Bad:
			notes = append(notes, fmt.Sprintf("line %d could not be read and is left out", i+1))
			continue
		case Mount:
			list, lost, err := f.convert(&f.entries[l.entry], target)
			for _, what := range lost {
				notes = append(notes, fmt.Sprintf("line %d: %s", i+1, what))
			}
			if err != nil {
				notes = append(notes, fmt.Sprintf("line %d is left out: %v", i+1, err))
				continue
			}
			b.WriteString(strings.Join(list, "\t"))
		}
		b.WriteByte('\n')
	}
	return []byte(b.String()), notes, nil
}

// convert gives the fields of an entry as another dialect writes them, and what
// of them is lost.
func (f *File) convert(e *Entry, to *File) (list []string, lost []string, err error) {
	fields := Fields{Source: e.Source, Target: e.Target, Type: e.Type}
	if e.Hidden > 0 {
		return nil, nil, errors.New("a double quote in the options is not closed")
	}
	var options []string
	seen := make(map[string]bool)
	add := func(option string) {
		if !seen[option] {
			seen[option] = true
			options = append(options, option)
		}
	}
	boot := "yes"
	for _, o := range append(f.SuperOptions(e), e.Options...) {
		switch {
		case f.dialect == Mnttab && o.Name == "dev", strings.HasPrefix(o.Name, "zone="):
			continue
		case o.Name == "noauto" && !o.Valued && to.dialect == Vfstab:
			boot = "no"
			continue
		case o.Name == "defaults" && to.dialect == Vfstab:
			continue
		}
		written, err := to.writeOption(NewOption{o.Name, o.Value, o.Valued})
		if err != nil {
			lost = append(lost, fmt.Sprintf("the option %s cannot be written in %s", o.Name, to.dialect))
			continue
		}
		add(written)
	}
	if e.Pass > 0 {
		fields[Pass] = fmt.Sprint(e.Pass)
	}
	if to.dialect == Vfstab {
		fields[AtBoot] = boot
		if f.Field(e, AtBoot) != "" {
			fields[AtBoot] = f.Field(e, AtBoot)
		}
		if nameless := e.Target == "none" || e.Target == "swap"; nameless {
			fields[Target], fields[AtBoot] = "", "no"
		}
		if e.Pass > 0 && strings.HasPrefix(e.Source, "/dev/dsk/") {
			fields[Fsck] = "/dev/rdsk/" + strings.TrimPrefix(e.Source, "/dev/dsk/")
		}
		if f.dialect == Vfstab {
			fields[Fsck] = f.Field(e, Fsck)
		}
	} else {
		if f.Field(e, AtBoot) == "no" && e.Type != "swap" && e.Target != "/" {
			add("noauto")
		}
		if e.Target == "-" {
			fields[Target] = "none"
		}
		if e.Dump > 0 {
			fields[Dump] = fmt.Sprint(e.Dump)
		}
	}
	list, err = to.written(fields, nil)
	if err != nil {
		return nil, lost, err
	}
	place := to.column(Options)
	switch {
	case len(options) == 0:
	case place < len(list):
		list[place] = strings.Join(options, ",")
	default:
		list = append(list, strings.Join(options, ","))
	}
	return list, lost, nil
}
