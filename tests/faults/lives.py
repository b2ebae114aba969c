"""Processes that begin warm: forked from an interpreter that has imported and read everything already."""

import multiprocessing
from typing import Final

LIVES: Final = multiprocessing.get_context("forkserver")
LIVES.set_forkserver_preload(["__main__", "tests.faults.warm"])
