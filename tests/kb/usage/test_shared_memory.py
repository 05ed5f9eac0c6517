"""Tallies in shared memory: one count for all processes, for a while, without anything that can be read."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from typing import Any

from kb.usage import shared_memory
from kb.usage.shared_memory import Tallies

FORK = multiprocessing.get_context("fork")
VISITOR = "198.51.100.7"


def in_another_process(work: Any) -> None:
    process = FORK.Process(target=work)
    process.start()
    process.join(20)
    assert process.exitcode == 0


def test_each_time_counts_one_more() -> None:
    tallies = Tallies()
    assert [tallies.add("a", seconds=60) for _time in range(3)] == [1, 2, 3]
    assert tallies.add("b", seconds=60) == 1
    # What is parted differently is something else.
    assert tallies.add("a", "b", seconds=60) == 1
    assert tallies.add("ab", seconds=60) == 1


def test_after_its_time_it_begins_anew() -> None:
    tallies = Tallies()
    assert tallies.add("a", seconds=1) == 1
    time.sleep(2.1)
    assert tallies.add("a", seconds=1) == 1


def test_processes_count_together_and_each_visitor_once() -> None:
    tallies = Tallies()

    def ask() -> None:
        for number in range(500):
            tallies.add(f"visitor {number}", seconds=60)
            tallies.add("all", seconds=60)

    processes = [FORK.Process(target=ask) for _number in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    # A process that did not get the lock in time has not counted; none was counted twice.
    assert 1_400 <= tallies.add("all", seconds=60) <= 1_501
    assert {tallies.add(f"visitor {number}", seconds=60) for number in range(500)} <= {2, 3, 4}


def test_where_memory_is_full_nothing_is_counted() -> None:
    tallies = Tallies(slots=8)
    counted = [tallies.add(f"{number}", seconds=60) for number in range(20)]
    assert counted == [1] * 8 + [0] * 12
    # What is there goes on.
    assert tallies.add("3", seconds=60) == 2


def test_a_process_that_dies_with_the_lock_stops_nobody() -> None:
    tallies = Tallies()

    def die() -> None:
        with tallies._locked():
            os.kill(os.getpid(), signal.SIGKILL)

    process = FORK.Process(target=die)
    process.start()
    process.join(20)
    assert process.exitcode == -signal.SIGKILL
    assert tallies.add("a", seconds=60) == 1


def test_while_another_process_holds_the_lock_readers_do_not_wait_long() -> None:
    tallies = Tallies()
    taken, done = FORK.Event(), FORK.Event()

    def hold() -> None:
        with tallies._locked():
            taken.set()
            done.wait(20)

    process = FORK.Process(target=hold)
    process.start()
    assert taken.wait(20)
    begun = time.monotonic()
    assert tallies.add("a", seconds=60) == 0
    assert time.monotonic() - begun < 2
    done.set()
    process.join(20)
    assert tallies.add("a", seconds=60) == 1


def test_nothing_of_what_is_counted_can_be_read_in_memory() -> None:
    tallies = Tallies()
    tallies.add("typed", "de", "gefängnisseelsorge", VISITOR, seconds=60)
    kept = tallies._memory[:]
    assert any(kept)
    for secret in (VISITOR, "gefängnisseelsorge"):
        assert secret.encode() not in kept
    # Another start has another key: the same visitor leaves other traces.
    other = Tallies()
    other.add("typed", "de", "gefängnisseelsorge", VISITOR, seconds=60)
    assert other._memory[:] != kept


def test_the_sites_own_tallies_are_there_before_a_process_is_forked() -> None:
    def in_the_child() -> None:
        assert shared_memory.TALLIES.add("from the child", seconds=60) == 1

    in_another_process(in_the_child)
    assert shared_memory.TALLIES.add("from the child", seconds=60) == 2
