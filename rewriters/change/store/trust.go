package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// An archive tells a rollback what to write, and with which mode and owner, so who can
// change it can change any file that its owner may change. The chain of hashes has no
// key and does not help against that. Trusted is therefore only what nobody else can
// have put there: this file decides, for whatever opens an archive.

// elseDo is what can be done about any archive that cannot be trusted.
const elseDo = ", or choose another one with --archive"

// guard refuses an archive that others could have forged, or could put another one in
// the place of. From the root down, each folder is looked at before what is in it, so
// what was looked at cannot be exchanged meanwhile. An archive that is not there yet can
// be trusted if its place can.
func (s *Store) guard() error {
	if supported() != nil {
		return nil
	}
	there, err := trusted(s.dir, s.owner, s.owner)
	if err != nil || !there {
		return err
	}
	for _, part := range []string{"ledger.jsonl", "ledger.head", "lock", "files", "written"} {
		path := filepath.Join(s.dir, part)
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = s.own(path, info, part == "files" || part == "written")
		}
		if err != nil {
			return failed(path, err)
		}
	}
	return nil
}

// own refuses a part of the archive that is not its owner's own.
func (s *Store) own(path string, info fs.FileInfo, folder bool) error {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return &Error{Path: path, What: "it is a symbolic link, and no part of an archive is one: what it leads to would be read, or written to", Do: "remove the link, look at what others have written there" + elseDo}
	case folder && !info.IsDir(), !folder && !info.Mode().IsRegular():
		return &Error{Path: path, What: "it is " + kindOf(info.Mode()) + ", and no part of an archive is one", Do: "move it away" + elseDo}
	}
	if uid, _ := owner(info); uid >= 0 && uid != s.owner {
		return foreign(path, uid, s.owner)
	}
	return s.closed(path, info)
}

// foreign refuses what another user owns.
func foreign(path string, uid, want int) error {
	return &Error{Path: path, What: fmt.Sprintf("it belongs to user %d and not to user %d, so it may be forged", uid, want),
		Do: fmt.Sprintf("run the command as user %d; or look at the archive, and run chown -R %d on it%s", uid, want, elseDo)}
}

// closed refuses a part of the archive that others can write to.
func (s *Store) closed(path string, info fs.FileInfo) error {
	if who := writers(path, info); who != "" {
		return &Error{Path: path, What: who + " can write to it, and so forge the archive", Do: "look at the archive, and run chmod go-w on it" + elseDo}
	}
	return nil
}

// openOwn opens a file of the archive, which must not be a symbolic link, and refuses it
// unless it is the owner's own: what was opened is what is looked at.
func (s *Store) openOwn(path string, flag int, perm fs.FileMode) (*os.File, error) {
	f, err := s.openKept(path, flag, perm)
	if err != nil || supported() != nil {
		return f, err
	}
	info, err := f.Stat()
	if err == nil {
		err = s.closed(path, info)
	}
	if err != nil {
		f.Close()
		return nil, failed(path, err)
	}
	return f, nil
}

// openKept is openOwn for a generation: others may be able to write to it as they could
// to its original, since its hash is in the ledger.
func (s *Store) openKept(path string, flag int, perm fs.FileMode) (*os.File, error) {
	f, err := os.OpenFile(path, flag|openFlag|noFollow, perm)
	if err != nil {
		if info, e := os.Lstat(path); e == nil && !info.Mode().IsRegular() {
			err = s.own(path, info, false)
		}
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		if err = isRegular(path, info); err == nil && supported() == nil {
			if uid, _ := owner(info); uid >= 0 && uid != s.owner {
				err = foreign(path, uid, s.owner)
			}
		}
	}
	if err != nil {
		f.Close()
		return nil, failed(path, err)
	}
	return f, nil
}

// openGeneration opens a generation to read it. The folders of the archive that it lies
// in must be the owner's own.
func (s *Store) openGeneration(path string) (*os.File, error) {
	if err := s.ownFolders(filepath.Dir(path)); err != nil {
		return nil, err
	}
	return s.openKept(path, os.O_RDONLY, 0)
}

// ownFolders refuses a folder of the archive, or one that it lies in there, that is not
// the owner's own. Those that do not exist are made later.
func (s *Store) ownFolders(folder string) error {
	if supported() != nil || !within(folder, s.dir) || folder == s.dir {
		return nil
	}
	if err := s.ownFolders(filepath.Dir(folder)); err != nil {
		return err
	}
	info, err := os.Lstat(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = s.own(folder, info, true)
	}
	return failed(folder, err)
}

// readOwn reads a file of the archive.
func (s *Store) readOwn(path string) ([]byte, error) {
	f, err := s.openOwn(path, os.O_RDONLY, 0)
	if err != nil {
		return nil, failed(path, err)
	}
	defer f.Close()
	return readAll(path, f, 0)
}

// trusted refuses a folder that others than its owners could have filled, or others than
// a user and root could put another one in the place of.
func trusted(dir string, uid int, owners ...int) (there bool, err error) {
	at, rest := string(filepath.Separator), strings.Split(strings.Trim(dir, "/"), "/")
	links := 0
	for len(rest) > 0 {
		base := rest[0]
		rest = rest[1:]
		switch base {
		case "", ".":
			continue
		case "..":
			at = filepath.Dir(at)
			continue
		}
		info, err := os.Lstat(filepath.Join(at, base))
		missing := errors.Is(err, fs.ErrNotExist)
		if err != nil && !missing {
			return false, &Error{dir, "the archive cannot be reached: " + reason(err), "choose another one with --archive", err}
		}
		if err := steady(dir, at, info, uid); err != nil {
			return false, err
		}
		path := filepath.Join(at, base)
		switch {
		case missing:
			return false, nil
		case info.Mode()&fs.ModeSymlink != 0:
			text, err := os.Readlink(path)
			if links++; err != nil || links > 40 {
				return false, &Error{dir, "the archive cannot be reached: its symbolic links lead in a circle", "choose another one with --archive", err}
			}
			if len(rest) == 0 {
				return false, &Error{Path: dir, What: "the archive is a symbolic link to " + name(text), Do: "name what it leads to with --archive"}
			}
			if filepath.IsAbs(text) {
				at = string(filepath.Separator)
			}
			rest = append(strings.Split(text, "/"), rest...)
			continue
		case len(rest) > 0 && !info.IsDir():
			return false, &Error{Path: dir, What: fmt.Sprintf("the archive cannot be reached: %s is %s", name(path), kindOf(info.Mode())), Do: "choose another one with --archive"}
		case len(rest) > 0:
		case !info.IsDir():
			return false, &Error{Path: dir, What: "the archive is not a folder", Do: "choose another one with --archive"}
		default:
			if owned, _ := owner(info); !slices.Contains(owners, owned) {
				return true, foreign(dir, owned, uid)
			}
			if who := writers(path, info); who != "" {
				return true, &Error{Path: dir, What: who + " can write to the archive, and so forge it", Do: "look at what is in it, and run chmod go-w on it" + elseDo}
			}
		}
		at = path
	}
	return true, nil
}

// steady refuses a folder above the archive in which others could put something else in
// the place of an entry, nil for none: sshd looks at the folders above its keys for the
// same reason (StrictModes in sshd_config(5)). In a folder with the sticky bit only the
// owners of the folder and of the entry can.
func steady(dir, folder string, entry fs.FileInfo, uid int) error {
	info, err := os.Stat(folder)
	if err != nil {
		return &Error{dir, "the archive cannot be reached: " + reason(err), "choose another one with --archive", err}
	}
	ours := func(info fs.FileInfo) bool { owned, _ := owner(info); return owned == uid || owned <= 0 }
	theirs := func(path string, info fs.FileInfo) error {
		owned, _ := owner(info)
		return &Error{Path: dir, What: fmt.Sprintf("it lies in %s, which belongs to user %d, who could put another archive there", name(path), owned), Do: "run the command as that user, or choose another archive with --archive"}
	}
	if !ours(info) {
		return theirs(folder, info)
	}
	who, sticky := writers(folder, info), info.Mode()&fs.ModeSticky != 0
	switch {
	case who == "", sticky && (entry == nil || ours(entry)):
		return nil
	case sticky:
		return theirs(filepath.Join(folder, entry.Name()), entry)
	}
	return &Error{Path: dir, What: fmt.Sprintf("it lies in %s, to which %s can write, and could put another archive there", name(folder), who), Do: "run chmod go-w on that folder, or choose another archive with --archive"}
}

// writers says who else can write to a file or folder; "" is nobody. The group does not
// count where it is the private one of the owner. With an ACL, the bits of the group are
// the most that the ACL can give anybody (acl(5)).
func writers(path string, info fs.FileInfo) string {
	uid, gid := owner(info)
	switch {
	case info.Mode()&0o002 != 0:
		return "everybody"
	case info.Mode()&0o020 == 0:
		return ""
	case hasACL(path):
		return "who is in its ACL"
	case private(uid, gid):
		return ""
	}
	return fmt.Sprintf("group %d", gid)
}

// accounts are the files with the users and groups of the system (passwd(5), group(5)).
var accounts = struct{ users, groups string }{"/etc/passwd", "/etc/group"}

// private reports whether a group is the private one of a user, as most systems make
// one for each: it has the user's name, is his primary group, and nobody else is in it.
// Some systems put accounts that they came with, such as halt, into root's; these are root's.
// sshd of Debian goes by the same rule (user-group-modes.patch). What the system's files
// do not tell, as where users come from a directory, is no private group.
func private(uid, gid int) bool {
	user := ""
	for _, fields := range entries(accounts.users, 7) { // name:password:UID:GID:…
		is, in := fields[2] == fmt.Sprint(uid), fields[3] == fmt.Sprint(gid)
		switch {
		case is && in && (user == "" || user == fields[0]):
			user = fields[0]
		case in && !(gid == 0 && static(fields[2])):
			return false
		}
	}
	for _, fields := range entries(accounts.groups, 4) { // name:password:GID:members
		if fields[2] != fmt.Sprint(gid) {
			continue
		}
		return user != "" && fields[0] == user && (fields[3] == "" || fields[3] == user)
	}
	return false
}

// static reports whether a user is one that the system came with: 0 to 99 are for those,
// and no application makes one (LSB Core, "UID Ranges").
func static(uid string) bool { return len(uid) == 1 || len(uid) == 2 }

// entries are the lines of a file like passwd(5), in fields.
func entries(path string, fields int) (out [][]string) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(content)) {
		if parts := strings.Split(strings.TrimRight(line, "\r\n"), ":"); len(parts) == fields {
			out = append(out, parts)
		}
	}
	return out
}
