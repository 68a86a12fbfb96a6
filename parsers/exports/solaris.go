package exports

import (
	"bytes"
	"path"
	"strings"

	"cfgtool/parsers"
)

// shellWords are the words of sh(1).
var shellWords = dialect{
	blank: white,
	word:  shellWord,
	entry: shareCommand,
}

func shellWord(text []byte, at int) word {
	var b strings.Builder
	fault := ""
	i := at
	for i < len(text) && text[i] != ' ' && text[i] != '\t' && parsers.BeginsWithEOL(text[i:]) == 0 {
		switch c := text[i]; c {
		case '\\':
			if n := parsers.BeginsWithEOL(text[i+1:]); n > 0 {
				i += 1 + n
				continue
			}
			if i++; i < len(text) {
				b.WriteByte(text[i])
				i++
			}
		case '\'', '"':
			end, meaning, why := quoted(text, i)
			b.WriteString(meaning)
			if why != "" {
				fault = why
			}
			i = end
		default:
			if bytes.IndexByte([]byte(";&|<>()$`*?["), c) >= 0 {
				fault = "the line asks more of the shell than one share command"
			}
			b.WriteByte(c)
			i++
		}
	}
	return word{span: parsers.Span{Start: at, End: i}, text: b.String(), fault: fault}
}

// quoted reads a quoted part of a word. One that is not closed ends with its line.
func quoted(text []byte, at int) (end int, meaning, why string) {
	var b strings.Builder
	quote := text[at]
	for i := at + 1; i < len(text) && parsers.BeginsWithEOL(text[i:]) == 0; i++ {
		switch c := text[i]; {
		case c == quote:
			return i + 1, b.String(), why
		case quote == '"' && (c == '$' || c == '`'):
			why = "the line asks more of the shell than one share command"
		case quote == '"' && c == '\\' && i+1 < len(text) && bytes.IndexByte([]byte("\"\\$`"), text[i+1]) >= 0:
			i++
			b.WriteByte(text[i])
			continue
		}
		b.WriteByte(text[i])
	}
	end = at + parsers.LineLength(text[at:])
	return end, b.String(), "a quote is not closed on its line"
}

// shareCommand reads the arguments as getopts(1) does.
func shareCommand(w words) (Export, string) {
	if path.Base(w.at(0).text) != "share" {
		return Export{}, "the line is no share command"
	}
	var e Export
	rest := w.from(1)
	for len(rest.starts) > 0 && strings.HasPrefix(rest.at(0).text, "-") && rest.at(0).text != "-" {
		option := rest.at(0).text
		rest = rest.from(1)
		if option == "--" {
			break
		}
		for option = option[1:]; option != ""; {
			letter := option[0]
			option = option[1:]
			var into *string
			switch letter {
			case 'F':
				into = &e.Type
			case 'o':
				into = &e.Options
			case 'd':
				into = &e.About
			case 'p':
				continue
			default:
				return Export{}, "share has no option -" + string(rune(letter))
			}
			switch {
			case option != "":
				*into, option = option, ""
			case len(rest.starts) == 0:
				return Export{}, "the option -" + string(rune(letter)) + " has no argument"
			default:
				*into, rest = rest.at(0).text, rest.from(1)
			}
		}
	}
	if len(rest.starts) == 0 || !strings.HasPrefix(rest.at(0).text, "/") {
		return Export{}, "the share command names no absolute path"
	}
	e.Path, e.Span = rest.at(0).text, rest.at(0).span
	return e, ""
}
