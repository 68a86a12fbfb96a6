//go:build !oracle

package oracle

import "context"

// Included reports whether this program can log in to a database.
const Included = false

// Try tells nothing: this program was built without the driver.
func (d Database) Try(context.Context, string, string) Answer {
	return Answer{Reason: "this cfgtool was built without --oracle"}
}
