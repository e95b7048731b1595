"""Work for all processors: the numbers 0, 1, 2 … are shared out among forked workers, and what they make comes back in order.

A worker is a copy of this process as it stands, so that nothing need be sent to it but numbers; what it makes must be
something that can be sent back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")

#: so many at a time are given to a worker
PART = 50
#: PR_SET_PDEATHSIG (prctl(2))
_PARENT_DEATH = 1
_MAKE: list[Callable[[int], Any]] = []


def count() -> int:
    """Return how many processors there are for us; one where a process cannot be copied."""
    import multiprocessing

    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared(numbers: Sequence[int], make: Callable[[int], T]) -> Iterator[T]:
    """Yield ``make`` of each number, in their order."""
    import multiprocessing

    workers = count()
    if workers < 2:
        yield from map(make, numbers)
        return
    parts = [numbers[at : at + PART] for at in range(0, len(numbers), PART)]
    with multiprocessing.get_context("fork").Pool(workers, initializer=_begin, initargs=(make, os.getpid())) as pool:
        for some in pool.imap(_part, parts):
            yield from some


def _begin(make: Callable[[int], Any], parent: int) -> None:
    """Make ready: a worker ends when it is told to, and with the process whose copy it is, whatever that does on such signals."""
    import signal

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the keyboard's goes to all at once; the parent then ends its workers
    if sys.platform.startswith("linux"):
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    _MAKE.append(make)


def _part(numbers: Sequence[int]) -> list[Any]:
    return [_MAKE[-1](number) for number in numbers]
