// Command cfgtool reads, verifies and migrates configuration files
// without touching a byte that it was not asked to touch.
package main

import "os"

func main() {
	os.Exit(newApp(os.Stdin, os.Stdout, os.Stderr).run(os.Args[1:]))
}
