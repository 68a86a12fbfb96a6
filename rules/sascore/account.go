package sascore

import (
	"fmt"
	"net"
	"strconv"
	"strings"

	"cfgtool/parsers/tnsnames"
)

// Login is an account of a database, and a password to try.
type Login struct {
	Addresses      []string // host:port, in the order of the connect descriptor
	Service, SID   string   // SERVICE_NAME or SID; the other one is ""
	User, Password string
}

// database tells databases apart.
func (l Login) database() string {
	return strings.ToLower(strings.Join(l.Addresses, ",") + "/" + l.Service + "/" + l.SID)
}

// Answer is what a login told about a password.
type Answer struct {
	Verdict Verdict
	Reason  string // for people; never the password
}

// Verdict says whether a password is right.
type Verdict int

// The verdicts.
const (
	Untold Verdict = iota // the login tells nothing
	Right
	Wrong
)

// attempt is a login that was made.
type attempt struct {
	password string
	answer   Answer
}

// account tries the password of an account of the Model Repository, where
// somebody may log in.
func account(l *lookup) {
	if l.LogIn == nil {
		l.manual = "no file shows " + l.parameter.Name
		return
	}
	alias := l.all.value("truth.servicename")
	if alias == "" {
		l.doubt = l.parameter.Name + " is tried on the database of truth.servicename, which is not given"
		return
	}
	asked := false
	l.nets(func(_ *Host, n *tnsFiles) {
		if asked {
			return
		}
		f, e, why := n.entry(alias)
		if why != "" {
			l.nothing(n.shown(), why)
			return
		}
		login, why := database(e)
		if why != "" {
			l.nothing(place(f.Source(), e.NameSpan()), why)
			return
		}
		asked = true
		login.User, login.Password = l.parameter.Evidence.Of, l.given
		answer := l.logIn(login)
		switch answer.Verdict {
		case Right:
			l.remark = answer.Reason
			l.agree(f.Source(), e.NameSpan(), "")
		case Wrong:
			l.contradict(f.Source(), e.NameSpan(), answer.Reason)
		default:
			l.doubt = fmt.Sprintf("%s: the login as %s tells nothing: %s", l.parameter.Name, login.User, answer.Reason)
			l.nothing(place(f.Source(), e.NameSpan()), "led to the database that was asked")
		}
	})
}

// logIn tries a password, but each account once only.
func (c *Core) logIn(login Login) Answer {
	key := login.database() + " " + login.User
	if known, ok := c.tried[key]; ok {
		if known.password != login.Password {
			return Answer{Reason: "another password of this account was tried before, and accounts lock"}
		}
		return known.answer
	}
	answer := c.LogIn(login)
	if c.tried == nil {
		c.tried = make(map[string]attempt)
	}
	c.tried[key] = attempt{login.Password, answer}
	return answer
}

// database is where the entry of a tnsnames.ora leads to over TCP, or why that
// is not told.
func database(e tnsnames.Entry) (login Login, why string) {
	for d := range e.Descriptions() {
		for a := range d.Addresses() {
			protocol, host, port := a.Child("PROTOCOL"), a.Child("HOST"), a.Child("PORT")
			if !protocol.Valid() || !strings.EqualFold(protocol.Text(), "TCP") || !host.Valid() || !port.Valid() {
				continue
			}
			if n, err := strconv.Atoi(port.Text()); err == nil && n > 0 && n < 1<<16 && host.Text() != "" {
				login.Addresses = append(login.Addresses, net.JoinHostPort(strings.Trim(host.Text(), "[]"), port.Text()))
			}
		}
		if data := d.Child("CONNECT_DATA"); data.Valid() && login.Service == "" && login.SID == "" {
			if service := data.Child("SERVICE_NAME"); service.Valid() {
				login.Service = service.Text()
			} else if sid := data.Child("SID"); sid.Valid() {
				login.SID = sid.Text()
			}
		}
	}
	switch {
	case len(login.Addresses) == 0:
		return login, "has no address of PROTOCOL=TCP with HOST and PORT, the only ones that are tried"
	case login.Service == "" && login.SID == "":
		return login, "has neither SERVICE_NAME nor SID"
	}
	return login, ""
}
