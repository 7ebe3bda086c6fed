"""How the C library holds the process's memory: in one arena for all its threads. It measures and frees nothing.

glibc gives every thread an arena of its own, and what one has freed no other can use. The daemon's threads take turns,
so that the arenas of fetching, reading and recording hold in turn what the others could have used: a tenth of it all.
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
