//go:build oracle

package oracle

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"

	ora "github.com/sijms/go-ora/v2"
	"github.com/sijms/go-ora/v2/network"
)

// Included reports whether this program can log in to a database.
const Included = true

// Try logs in once and out again. The context bounds how long it takes.
func (d Database) Try(ctx context.Context, user, password string) Answer {
	if len(d.Addresses) == 0 || d.Service == "" && d.SID == "" {
		return Answer{Reason: "the connect descriptor has no address, or names no database"}
	}
	conn, err := ora.NewConnector(d.url(user, password)).Connect(ctx)
	if err == nil {
		conn.Close()
		return judge(nil)
	}
	if ctx.Err() != nil && code(err) == 0 {
		return Answer{Reason: "the database did not answer in time"}
	}
	return judge(err)
}

// url is the database and the account as the driver wants them.
func (d Database) url(user, password string) string {
	options := url.Values{}
	if d.SID != "" {
		options.Set("SID", d.SID)
	}
	options["SERVER"] = d.Addresses[1:]
	u := url.URL{Scheme: "oracle", User: url.UserPassword(user, password), Host: d.Addresses[0], Path: "/" + d.Service,
		RawQuery: options.Encode()}
	return u.String()
}

// judge tells what a login's error means, by its number (Oracle Database Error
// Messages).
func judge(err error) Answer {
	n := code(err)
	a := Answer{Code: n}
	switch {
	case err == nil:
		a.Verdict, a.Reason = Right, "the database took it"
	case n == 1045:
		a.Verdict, a.Reason = Right, "the database took it, and refused the session only: the account lacks the privilege CREATE SESSION"
	case n == 28001:
		a.Verdict, a.Reason = Right, "the database took it, but it is expired"
	case n == 28002:
		a.Verdict, a.Reason = Right, "the database took it, but it expires soon"
	case n == 1017:
		a.Verdict, a.Reason = Wrong, "the database refused it, or does not know the account"
	case n == 28000:
		a.Reason = "the account is locked"
	case n >= 12150 && n < 12700:
		a.Reason = "the database was not reached: its listener, or the way to it, refused"
	case n == 1033, n == 1034, n == 1089, n == 1090:
		a.Reason = "the database is not up"
	case n != 0:
		a.Reason = "the database answered with an error that tells nothing about the password"
	default:
		a.Reason = "the database was not reached" + cause(err)
	}
	if n != 0 {
		a.Reason += fmt.Sprintf(" (ORA-%05d)", n)
	}
	return a
}

// code is the number of Oracle's error, or 0.
func code(err error) int {
	var e *network.OracleError
	if errors.As(err, &e) {
		return e.ErrCode
	}
	return 0
}

// cause is why the network failed. Of other errors nothing is told: the driver
// may quote what it was given.
func cause(err error) string {
	var e *net.OpError
	if !errors.As(err, &e) {
		return ""
	}
	where := ""
	if e.Addr != nil {
		where = e.Addr.String() + ": "
	}
	return ": " + where + e.Err.Error()
}
