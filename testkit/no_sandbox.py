"""``python -m testkit.no_sandbox PROGRAM ...``: as on a kernel without Landlock and seccomp."""

import ctypes
import errno
import os
import sys

from hosting import sandbox

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
REFUSE, ALLOW = 0x00050000 | errno.ENOSYS, 0x7FFF0000


def main() -> None:
    """Have these calls answer as unknown ones, for good, and become the program."""
    steps = [sandbox._step(sandbox._LOAD, sandbox._NUMBER)]
    for number in (CREATE_RULESET, ADD_RULE, RESTRICT_SELF, sandbox._seccomp()):
        steps.append(sandbox._step(sandbox._EQUAL, number, 0, 1))
        steps.append(sandbox._step(sandbox._RETURN, REFUSE))
    steps.append(sandbox._step(sandbox._RETURN, ALLOW))
    content = b"".join(steps)
    program = sandbox._Program(len(content) // 8, content)
    assert sandbox._libc.prctl(sandbox.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    filtering = (sandbox._seccomp(), sandbox._SECCOMP_SET_MODE_FILTER, 0, ctypes.byref(program))
    assert sandbox._call(*filtering) == 0
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606


if __name__ == "__main__":
    main()
