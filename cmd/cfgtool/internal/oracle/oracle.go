// Package oracle tries passwords of database accounts over Oracle's own
// protocol. What the database answers is told by the number of the error alone,
// since its text depends on the language of the server.
//
// An account that is tried too often with a wrong password is locked (Oracle
// Database Security Guide, FAILED_LOGIN_ATTEMPTS), so Try logs in once, and
// nothing here tries again.
//
// The driver is more than half of a program that has it, so it is there only with
// the build tag oracle. Without it, Included is false, and Try tries nothing.
package oracle

// Database is where a database listens, as a connect descriptor tells.
type Database struct {
	Addresses []string // host:port, tried in order until one is reached
	Service   string   // SERVICE_NAME, or
	SID       string
}

// Verdict is what a login tells about a password.
type Verdict int

const (
	Unknown Verdict = iota // it tells nothing: the account is locked, the database was not reached
	Right                  // the database took it
	Wrong                  // the database refused it
)

// Answer is the outcome of a login.
type Answer struct {
	Verdict
	Code   int    // the number of Oracle's error; 0 is none
	Reason string // for people; it never holds the password
}
