//go:build oracle

package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOracleTriesEachAccountOnce, on a listener that knows no such service, and
// says so before the first try.
func TestOracleTriesEachAccountOnce(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	var tried atomic.Int32
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			tried.Add(1)
			go refuse(conn)
		}
	}()

	t.Chdir(t.TempDir())
	require.NoError(t, os.MkdirAll("core/var/opt/oracle", 0o755))
	entry := fmt.Sprintf("east_truth = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = 127.0.0.1)(PORT = %d)) (CONNECT_DATA = (SERVICE_NAME = truth)))\n", l.Addr().(*net.TCPAddr).Port)
	require.NoError(t, os.WriteFile(filepath.Join("core/var/opt/oracle", "tnsnames.ora"), []byte(entry), 0o644))
	require.NoError(t, os.WriteFile("resp.20080101", []byte("truth.servicename: east_truth\ntruth.gcPwd: hunter1\ntruth.aaPwd: hunter2\ntruth.lcrepPwd: hunter3\ntruth.dcNm: EAST\n"), 0o600))

	_, stdout, stderr := try("check", "--root", "core", "resp.20080101")
	require.Zero(t, tried.Load())
	require.Contains(t, stdout, "ORA-01045 means that it is right")
	require.NotContains(t, stderr, "--oracle")

	_, stdout, stderr = try("check", "--root", "core", "--oracle", "resp.20080101")
	require.EqualValues(t, 3, tried.Load())
	require.Equal(t, 1, strings.Count(stderr, "warning: --oracle logs in to the database at 127.0.0.1:"))
	require.Contains(t, stdout, "truth.gcPwd:2: the login as GCADMIN tells nothing: the database was not reached: its listener, or the way to it, refused (ORA-12514)")
	require.NotContains(t, stdout+stderr, "hunter")

	code, _, stderr := try("check", "--root", "core", "--oracle", "--oracle-timeout", "0s", "resp.20080101")
	require.Equal(t, exitRefused, code)
	require.Contains(t, stderr, "--oracle-timeout")
	require.EqualValues(t, 3, tried.Load())
}

// refuse answers a connect packet of Oracle Net with ORA-12514.
func refuse(conn net.Conn) {
	defer conn.Close()
	io.ReadAtLeast(conn, make([]byte, 4096), 8)
	const message = "(DESCRIPTION=(ERR=12514)(ERROR_STACK=(ERROR=(CODE=12514)(EMFI=4))))"
	packet := make([]byte, 12, 12+len(message))
	binary.BigEndian.PutUint16(packet, uint16(cap(packet)))
	packet[4] = 4 // refuse
	binary.BigEndian.PutUint16(packet[10:], uint16(len(message)))
	conn.Write(append(packet, message...))
	io.Copy(io.Discard, conn)
}
