//go:build ignore

// Command bench times cfgtool beside the tools that administrators use for the
// same files, in one run on one machine: medians of wall time, the ratio, and
// peak memory. A tool that is not installed is left out.
//
// A process starts out as a copy of the one that starts it, and its peak counts
// from there. So this program stays small itself: it holds no file's content.
//
//	go run .ci/bench.go CFGTOOL
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

const (
	lines = 100_000
	runs  = 5
)

// task is one file and what is done to it by cfgtool and by a peer.
type task struct {
	what, file string
	content    func(io.Writer)
	cfgtool    []string // arguments; FILE stands for the file
	peer       []string // a command line
}

var tasks = []task{
	{"XML 10 MB: well-formed?", "big.xml", xml, []string{"check", "-q", "FILE"}, []string{"xmllint", "--noout", "FILE"}},
	{"XML 10 MB: edit", "clconf.xml", xml, []string{"migrate", "FILE", "--to", "1.1", "--accept-assumed", "--yes", "-q"},
		[]string{"xmlstarlet", "ed", "-L", "-P", "-u", "/clconf/global/cluster_name", "-v", "x", "FILE"}},
	{"properties 100,000 keys: check", "big.properties", properties, []string{"check", "-q", "FILE"}, nil},
	{"properties 100,000 keys: edit", "opswgw.properties", gateway, []string{"tunnels", "add-backup", "FILE", "--core-gateway", "10.9.0.1:2001", "--yes", "-q"},
		[]string{"crudini", "--set", "FILE", "", "opswgw.Level", "1"}},
	{"fstab 100,000 lines: check / list", "fstab", fstab, []string{"check", "-q", "FILE"}, []string{"findmnt", "--fstab", "--tab-file", "FILE"}},
	{"tnsnames.ora 100,000 entries: check", "tnsnames.ora", tnsnames, []string{"check", "-q", "FILE"}, nil},
}

func main() {
	program, err := filepath.Abs(os.Args[1])
	if err != nil {
		fatal(err)
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		fatal(err)
	}
	defer os.RemoveAll(dir)
	os.Setenv("CFGTOOL_ARCHIVE", filepath.Join(dir, "archive"))
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "TASK\tMB\tCFGTOOL s\tMB\tPEER\ts\tMB\tRATIO")
	for _, t := range tasks {
		content := filepath.Join(dir, "content")
		size := write(content, t.content)
		ours := measure(dir, t.file, content, append([]string{program}, t.cfgtool...))
		fmt.Fprintf(w, "%s\t%.1f\t%.2f\t%d", t.what, float64(size)/1e6, ours.wall.Seconds(), ours.peak>>10)
		if t.peer != nil {
			if _, err := exec.LookPath(t.peer[0]); err == nil {
				theirs := measure(dir, t.file, content, t.peer)
				fmt.Fprintf(w, "\t%s\t%.2f\t%d\t%.2f", t.peer[0], theirs.wall.Seconds(), theirs.peak>>10, float64(ours.wall)/float64(theirs.wall))
			} else {
				fmt.Fprintf(w, "\t%s is not installed\t\t\t", t.peer[0])
			}
		}
		fmt.Fprintln(w)
	}
	w.Flush()
}

func fatal(err error) {
	fmt.Fprintln(os.Stderr, "bench:", err)
	os.Exit(1)
}

type cost struct {
	wall time.Duration
	peak int64 // KiB
}

// write makes a file and tells its size.
func write(path string, content func(io.Writer)) int64 {
	f, err := os.Create(path)
	if err != nil {
		fatal(err)
	}
	defer f.Close()
	b := bufio.NewWriter(f)
	content(b)
	if err := b.Flush(); err != nil {
		fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		fatal(err)
	}
	return info.Size()
}

// measure runs a command line on a fresh copy of the content each time.
func measure(dir, name, content string, line []string) cost {
	var walls []time.Duration
	var c cost
	for range runs {
		path := filepath.Join(dir, name)
		write(path, func(w io.Writer) {
			f, err := os.Open(content)
			if err != nil {
				fatal(err)
			}
			defer f.Close()
			if _, err := io.Copy(w, f); err != nil {
				fatal(err)
			}
		})
		args := slices.Clone(line)
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "FILE", path)
		}
		cmd := exec.Command(args[0], args[1:]...)
		var said bytes.Buffer
		cmd.Stderr = &said
		start := time.Now()
		err := cmd.Run()
		walls = append(walls, time.Since(start))
		if code := cmd.ProcessState.ExitCode(); code > 1 || code < 0 {
			fatal(fmt.Errorf("%s: %v\n%s", strings.Join(args, " "), err, said.String()))
		}
		if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			c.peak = max(c.peak, usage.Maxrss)
		}
	}
	slices.Sort(walls)
	c.wall = walls[runs/2]
	return c
}

func text(head string, line func(i int) string, tail string) func(io.Writer) {
	return func(w io.Writer) {
		io.WriteString(w, head)
		for i := range lines {
			io.WriteString(w, line(i))
		}
		io.WriteString(w, tail)
	}
}

var (
	xml = text("<?xml version=\"1.0\"?>\n<clconf>\n\t<global>\n\t\t<cluster_name>c</cluster_name>\n\t</global>\n", func(i int) string {
		return fmt.Sprintf("\t<node id=\"n%d\" kind='db'>\n\t\t<ip>10.0.%d.1</ip> <!-- rack %d -->\n\t\t<role>standby</role>\n\t</node>\n", i, i%256, i%40)
	}, "</clconf>\n")
	properties = text("", func(i int) string { return fmt.Sprintf("some.key.number%d = a value\n", i) }, "")
	gateway    = text("opswgw.Gateway=agw0-C43\nopswgw.Realm=r\nopswgw.TunnelSrc=127.0.0.1:2002:100:0:/x.pem\n", func(i int) string {
		return fmt.Sprintf("opswgw.Unknown%d=some value\n", i)
	}, "")
	fstab = text("", func(i int) string {
		return fmt.Sprintf("LABEL=disk%d\t/mnt/disk%d\text4\tdefaults,noatime\t0\t2\n", i, i)
	}, "")
	tnsnames = text("", func(i int) string {
		return fmt.Sprintf("DB%d =\n  (DESCRIPTION =\n    (ADDRESS = (PROTOCOL = TCP)(HOST = host%d)(PORT = 1521))\n    (CONNECT_DATA = (SERVICE_NAME = db%d))\n  )\n\n", i, i, i)
	}, "")
)
