"""How the C library holds the process's memory: in one arena, given back when work is done. Frees nothing in use.

glibc gives every thread an arena of its own, and what one has freed no other can use. The daemon's threads take turns,
so that the arenas of fetching, reading and recording hold in turn what the others could have used: a tenth of it all.
What a round of polls has freed in the midst of an arena stays with the process until it is asked for: another tenth.
"""

from __future__ import annotations

import ctypes

_M_ARENA_MAX = -8  # malloc.h


def one_arena() -> bool:
    """Have every thread that is started from now on use the first thread's arena; False where that cannot be had."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # not glibc
        return False
    return bool(mallopt(_M_ARENA_MAX, 1))


def give_back() -> bool:
    """Give the system what is free in whole pages; False where nothing is, or it cannot be had. Takes milliseconds."""
    try:
        return bool(ctypes.CDLL(None).malloc_trim(0))
    except (AttributeError, OSError, TypeError):  # not glibc
        return False
