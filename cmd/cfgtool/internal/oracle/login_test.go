//go:build oracle

package oracle

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sijms/go-ora/v2/network"
	"github.com/stretchr/testify/require"
)

func TestJudge(t *testing.T) {
	for code, want := range map[int]Verdict{
		1045: Right, 28001: Right, 28002: Right, 1017: Wrong,
		28000: Unknown, 12154: Unknown, 12170: Unknown, 12514: Unknown, 12541: Unknown, 12564: Unknown, 12699: Unknown,
		1033: Unknown, 1034: Unknown, 942: Unknown, 600: Unknown,
	} {
		got := judge(fmt.Errorf("open: %w", &network.OracleError{ErrCode: code}))
		require.Equal(t, want, got.Verdict, code)
		require.Equal(t, code, got.Code)
		require.Contains(t, got.Reason, fmt.Sprintf("ORA-%05d", code))
	}
	require.Equal(t, Answer{Right, 0, "the database took it"}, judge(nil))
	require.Equal(t, Answer{Unknown, 0, "the database was not reached"}, judge(errors.New("parse oracle://a:hunter2@h")), "what the driver quotes is not told")
}

// listener answers every connection with what a function makes, and counts them.
func listener(t *testing.T, answer func(net.Conn)) (address string, count *atomic.Int32) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	count = new(atomic.Int32)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			count.Add(1)
			go func() {
				defer conn.Close()
				answer(conn)
			}()
		}
	}()
	return l.Addr().String(), count
}

// refuse answers a connect packet as a listener does that knows no such service.
func refuse(code int) func(net.Conn) {
	return func(conn net.Conn) {
		io.ReadAtLeast(conn, make([]byte, 4096), 8)
		message := fmt.Sprintf("(DESCRIPTION=(TMP=)(VSNNUM=0)(ERR=%d)(ERROR_STACK=(ERROR=(CODE=%d)(EMFI=4))))", code, code)
		packet := make([]byte, 12, 12+len(message))
		binary.BigEndian.PutUint16(packet, uint16(cap(packet)))
		packet[4] = 4 // refuse
		binary.BigEndian.PutUint16(packet[10:], uint16(len(message)))
		conn.Write(append(packet, message...))
		io.Copy(io.Discard, conn)
	}
}

// passwords that a URL, or a connect descriptor, could trip over.
var passwords = []string{"hunter2", "a@b", "a/b?c#d", "100%", "p:w", "(x)", "a b,c&d=e", "ä€", "tab\there", ""}

func TestTryIsRefused(t *testing.T) {
	address, count := listener(t, refuse(12514))
	for i, password := range passwords {
		got := Database{Addresses: []string{address}, Service: "truth.example.com"}.Try(t.Context(), "GCADMIN", password)
		require.Equal(t, Unknown, got.Verdict, "%q: %s", password, got.Reason)
		require.Equal(t, 12514, got.Code, "%q: %s", password, got.Reason)
		require.EqualValues(t, i+1, count.Load(), "one attempt")
	}
}

func TestTryGoesOnToTheNextAddress(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	closed := l.Addr().String()
	l.Close()
	address, count := listener(t, refuse(12505))
	got := Database{Addresses: []string{closed, address}, SID: "truth"}.Try(t.Context(), "lcrep", "hunter2")
	require.Equal(t, 12505, got.Code, got.Reason)
	require.EqualValues(t, 1, count.Load())

	got = Database{Addresses: []string{closed}, SID: "truth"}.Try(t.Context(), "lcrep", "hunter2")
	require.Equal(t, Unknown, got.Verdict)
	require.Contains(t, got.Reason, "the database was not reached: "+closed+": ")
	require.NotContains(t, got.Reason, "hunter2")
}

func TestTryGivesUpInTime(t *testing.T) {
	for name, answer := range map[string]func(net.Conn){
		"silent":  func(conn net.Conn) { io.Copy(io.Discard, conn) },
		"hang up": func(net.Conn) {},
		"garbage": func(conn net.Conn) { conn.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\n")) },
	} {
		t.Run(name, func(t *testing.T) {
			address, count := listener(t, answer)
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			got := Database{Addresses: []string{address}, Service: "truth"}.Try(ctx, "aaa", "hunter2")
			require.Equal(t, Unknown, got.Verdict, got.Reason)
			require.NotContains(t, got.Reason, "hunter2")
			require.EqualValues(t, 1, count.Load())
		})
	}
}

func TestTryWantsAnAddress(t *testing.T) {
	require.Equal(t, Unknown, Database{Service: "truth"}.Try(t.Context(), "aaa", "x").Verdict)
	require.Equal(t, Unknown, Database{Addresses: []string{"h:1521"}}.Try(t.Context(), "aaa", "x").Verdict)
}
