# Reads mount tables with libmount, which findmnt and mount use. Each line of
# standard input is a file in hexadecimal. Each line of output is what libmount
# makes of it: a word for each entry, its fields joined by commas, and "!N" for
# each line N that it reports. Fields are in hexadecimal; "-" is a missing one.
import ctypes
import os
import sys

lib = ctypes.CDLL("libmount.so.1")
pointer, text = ctypes.c_void_p, ctypes.c_char_p
ERRCB = ctypes.CFUNCTYPE(ctypes.c_int, pointer, text, ctypes.c_int)


def function(name, result, *arguments):
    f = getattr(lib, name)
    f.restype, f.argtypes = result, arguments
    return f


new_table = function("mnt_new_table", pointer)
unref_table = function("mnt_unref_table", None, pointer)
set_errcb = function("mnt_table_set_parser_errcb", ctypes.c_int, pointer, ERRCB)
parse_fstab = function("mnt_table_parse_fstab", ctypes.c_int, pointer, text)
new_iter = function("mnt_new_iter", pointer, ctypes.c_int)
free_iter = function("mnt_free_iter", None, pointer)
next_fs = function("mnt_table_next_fs", ctypes.c_int, pointer, pointer, ctypes.POINTER(pointer))
next_option = function("mnt_optstr_next_option", ctypes.c_int, ctypes.POINTER(pointer), ctypes.POINTER(pointer),
                       ctypes.POINTER(ctypes.c_size_t), ctypes.POINTER(pointer), ctypes.POINTER(ctypes.c_size_t))
strings = [function("mnt_fs_get_" + n, text, pointer) for n in ("source", "target", "fstype", "options")]
numbers = [function("mnt_fs_get_" + n, ctypes.c_int, pointer) for n in ("freq", "passno")]
get_tag = function("mnt_fs_get_tag", ctypes.c_int, pointer, ctypes.POINTER(text), ctypes.POINTER(text))


def hexed(s):
    return "-" if s is None else "x" + s.hex()


def options(s):
    if s is None:
        return "-"
    buffer = ctypes.create_string_buffer(s)
    at, name, value = pointer(ctypes.addressof(buffer)), pointer(), pointer()
    name_size, value_size = ctypes.c_size_t(), ctypes.c_size_t()
    found = []
    while next_option(at, name, name_size, value, value_size) == 0:
        option = hexed(ctypes.string_at(name.value, name_size.value))
        if value.value:
            option += "=" + hexed(ctypes.string_at(value.value, value_size.value))
        found.append(option)
    return ";".join(found)


file = os.memfd_create("fstab")
path = b"/proc/self/fd/%d" % file
for line in sys.stdin:
    os.ftruncate(file, 0)
    os.pwrite(file, bytes.fromhex(line.strip()), 0)
    words = []

    def error(table, name, number):
        words.append("!%d" % number)
        return 1

    callback = ERRCB(error)
    table = new_table()
    set_errcb(table, callback)
    parse_fstab(table, path)
    iterator, fs = new_iter(0), pointer()
    while next_fs(table, iterator, fs) == 0:
        fields = [hexed(f(fs)) for f in strings]
        tag, value = text(), text()
        tagged = get_tag(fs, tag, value) == 0
        words.append(",".join(fields[:3] + [options(strings[3](fs))] + [str(f(fs)) for f in numbers] +
                              ([hexed(tag.value), hexed(value.value)] if tagged else [])))
    free_iter(iterator)
    unref_table(table)
    print(" ".join(words))
