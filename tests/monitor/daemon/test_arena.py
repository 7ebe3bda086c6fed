"""One arena for every thread, where the C library is glibc; in a process of its own, since it cannot be undone."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_CODE = """
import ctypes, re, threading
from monitor.daemon.arena import one_arena
done = one_arena()
held = []
threads = [threading.Thread(target=lambda: held.append([bytes(5000) for _ in range(50)])) for _ in range(4)]
[t.start() for t in threads]; [t.join() for t in threads]
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
out = libc.fopen(b"/dev/stdout", b"w")
libc.malloc_info(0, ctypes.c_void_p(out)); libc.fflush(ctypes.c_void_p(out))
print("done" if done else "not to be had", flush=True)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library has no arenas for threads")
def test_threads_take_their_memory_from_one_arena():
    ran = subprocess.run([sys.executable, "-c", _CODE], capture_output=True, text=True, check=True)
    assert ran.stdout.count("<heap ") == 1
    assert ran.stdout.endswith("done\n")


_FREED = """
from pathlib import Path
from monitor.daemon.arena import give_back
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
held = [bytearray(3000) for _ in range(20000)]
last = bytearray(3000)
del held
before = resident()
give_back()
print(before - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library keeps memory otherwise")
def test_what_is_free_below_something_in_use_is_given_back():
    ran = subprocess.run([sys.executable, "-c", _FREED], capture_output=True, text=True, check=True)
    assert int(ran.stdout) > 20_000_000
