package regular

import (
	"io"
	"io/fs"
)

func ready(f fs.File) io.Reader { return f }
