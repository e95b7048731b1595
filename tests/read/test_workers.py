"""Workers: what they make comes back in order, and none of them outlives the process whose copy it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from edition.read.workers import PART, count, shared

WAITING = """
import os, sys, time
from edition.read import workers
workers.PART = 1
def make(number):
    os.write(1, f"{os.getpid()}\\n".encode())  # at once, for two write
    time.sleep(60)
list(workers.shared(range(8), make))
"""


def test_in_order() -> None:
    numbers = range(3 * PART + 7)
    assert list(shared(numbers, lambda number: number * number)) == [number * number for number in numbers]


def running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux") or count() < 2, reason="workers are looked for in /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_is_left(how: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        workers = [int(process.stdout.readline()) for _ in range(2)]
        assert all(map(running, workers))
        os.kill(process.pid, how)
        process.wait(20)
    until = time.monotonic() + 10
    while any(map(running, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    left = [worker for worker in workers if running(worker)]
    for worker in left:
        os.kill(worker, signal.SIGKILL)
    assert left == []
