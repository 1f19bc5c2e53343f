"""What the kernel can deny a process that reads strangers' files: Landlock and seccomp.

Both need no privilege, and neither can be undone by the process or by what it starts. A kernel
without one of them leaves the other; ``restrict`` says which of them it gave.
"""

import ctypes
import errno
import os
import platform
import resource
import struct

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
SIGKILL = 9

# linux/landlock.h
_LANDLOCK_CREATE_RULESET, _LANDLOCK_RESTRICT_SELF = 444, 446  # the same on every architecture
_LANDLOCK_VERSION = 1  # the flag that asks for the ABI
_FILE_RIGHTS_OF_ABI = {1: 13, 2: 14, 3: 15, 4: 15}  # how many rights on files each ABI knows
_FILE_RIGHTS = 16  # from ABI 5 on
_NETWORK_RIGHTS = 0b11  # bind and connect by TCP, from ABI 4 on
_SCOPES = 0b11  # abstract Unix sockets and signals, from ABI 6 on

# linux/seccomp.h, linux/filter.h, linux/audit.h
_SECCOMP_SET_MODE_FILTER, _SECCOMP_GET_ACTION_AVAIL = 1, 2
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
_LOAD, _EQUAL, _MASKED, _RETURN = 0x20, 0x15, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _THIRD_ARGUMENT = 0, 4, 16, 32
_X32 = 0x40000000  # x86-64 with pointers of 32 bits: other numbers for the same calls
_CLONE_THREAD = 0x00010000
_PROT_EXEC = 4

# Everything that reading, calculating and answering over an open socket takes. All else, be it a
# file, a socket, a process or a limit, is refused with EPERM. Numbers: x86-64, AArch64.
_ALLOWED: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "close": (3, 57),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "poll": (7, None),
    "ppoll": (271, 73),
    "select": (23, None),
    "pselect6": (270, 72),
    "recvfrom": (45, 207),
    "recvmsg": (47, 212),
    "sendto": (44, 206),
    "shutdown": (48, 210),
    "getsockopt": (55, 209),
    "brk": (12, 214),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "futex": (202, 98),
    "set_robust_list": (273, 99),
    "rseq": (334, 293),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getcpu": (309, 168),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "gettimeofday": (96, 169),
    "time": (201, None),
    "times": (100, 153),
    "getrusage": (98, 165),
    "getrandom": (318, 278),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "uname": (63, 160),
    "sysinfo": (99, 179),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
# With a condition on an argument.
_MMAP, _MPROTECT, _CLONE, _CLONE3, _TGKILL = (9, 222), (10, 226), (56, 220), (435, 435), (234, 131)
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_libc = ctypes.CDLL(None, use_errno=True)


def restrict() -> tuple[str, ...]:
    """Deny the calling process, for good, all but its memory, its threads and what it has open.

    It opens no file, makes no socket and starts no program. Call it with everything loaded and with
    one thread. Returns which means the kernel gave, of ``Landlock`` and ``seccomp``.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump holds the visitor's file
    if _libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return ()
    means = []
    if _restrict_files():
        means.append("Landlock")
    if _restrict_calls():
        means.append("seccomp")
    return tuple(means)


def offered() -> tuple[str, ...]:
    """Which of these means the kernel has, told without using them."""
    means = []
    if _call(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION) >= 1:
        means.append("Landlock")
    known = platform.machine() in _ARCHITECTURES
    kill = ctypes.byref(ctypes.c_uint32(_KILL))
    if known and _call(_seccomp(), _SECCOMP_GET_ACTION_AVAIL, 0, kill) == 0:
        means.append("seccomp")
    return tuple(means)


def end_with_parent() -> None:
    """Have the kernel end this process when the thread that forked it is gone."""
    _libc.prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)


def _restrict_files() -> bool:
    abi = _call(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION)
    if abi < 1:
        return False
    files = (1 << _FILE_RIGHTS_OF_ABI.get(abi, _FILE_RIGHTS)) - 1
    # An older kernel takes a longer structure as long as what it does not know is zero.
    rules = struct.pack(
        "QQQ", files, _NETWORK_RIGHTS if abi >= 4 else 0, _SCOPES if abi >= 6 else 0
    )
    ruleset = _call(_LANDLOCK_CREATE_RULESET, rules, len(rules), 0)
    if ruleset < 0:
        return False
    try:
        return _call(_LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _restrict_calls() -> bool:
    known = _ARCHITECTURES.get(platform.machine())
    if known is None:
        return False
    content = b"".join(_filter(*known))
    program = _Program(len(content) // 8, content)
    return _call(_seccomp(), _SECCOMP_SET_MODE_FILTER, 0, ctypes.byref(program)) == 0


def _seccomp() -> int:
    return 317 if platform.machine() == "x86_64" else 277


def _filter(column: int, architecture: int) -> list[bytes]:
    """The program, in classic BPF: what it does not allow is refused."""
    refuse = _step(_RETURN, _REFUSE | errno.EPERM)
    program = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, architecture, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
    ]
    if column == 0:
        program += [_step(_MASKED, _X32, 0, 1), refuse]
    for numbers in _ALLOWED.values():
        number = numbers[column]
        if number is not None:
            program += [_step(_EQUAL, number, 0, 1), _step(_RETURN, _ALLOW)]
    # Threads, but no processes: the C library takes clone where clone3 does not exist.
    program += [_step(_EQUAL, _CLONE3[column], 0, 1), _step(_RETURN, _REFUSE | errno.ENOSYS)]
    program += _with_argument(_CLONE[column], _FIRST_ARGUMENT, _MASKED, _CLONE_THREAD, True)
    # Memory that is written is never run.
    for call in (_MMAP, _MPROTECT):
        program += _with_argument(call[column], _THIRD_ARGUMENT, _MASKED, _PROT_EXEC, False)
    # abort() sends a signal to its own process.
    program += _with_argument(_TGKILL[column], _FIRST_ARGUMENT, _EQUAL, os.getpid(), True)
    return [*program, refuse]


def _with_argument(number: int, argument: int, test: int, value: int, allowed: bool) -> list[bytes]:
    """Allow call ``number`` if the test of the argument's lower half comes out as ``allowed``."""
    yes, no = (_ALLOW, _REFUSE | errno.EPERM) if allowed else (_REFUSE | errno.EPERM, _ALLOW)
    return [
        _step(_EQUAL, number, 0, 4),
        _step(_LOAD, argument),
        _step(test, value, 0, 1),
        _step(_RETURN, yes),
        _step(_RETURN, no),
    ]


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """``struct sock_filter``."""
    return struct.pack("HBBI", code, then, otherwise, value)


def _call(number: int, *arguments: object) -> int:
    return int(_libc.syscall(number, *arguments))
