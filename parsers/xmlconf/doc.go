// Package xmlconf reads and edits XML files without changing a byte that it was
// not asked to change.
package xmlconf
