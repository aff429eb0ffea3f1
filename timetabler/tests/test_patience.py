"""A small solver asks its caller, in the caller's thread, whether to go on, and ends when told."""

import os
import signal
import threading
import time

import pytest
from ortools.sat.python import cp_model

from timetabler.chances import chances
from timetabler.patience import Limits, Patience


def endless(seed: int = 1) -> cp_model.CpModel:
    """A model that nobody proves in a minute: many knapsacks at once."""
    random, model = chances(seed), cp_model.CpModel()
    flags = [model.new_bool_var("") for _ in range(120)]
    for _ in range(60):
        weights = [random.randint(1, 1_000) for _ in flags]
        model.add(cp_model.LinearExpr.weighted_sum(flags, weights) <= sum(weights) // 3)
    model.maximize(cp_model.LinearExpr.weighted_sum(flags, [random.randint(1, 99) for _ in flags]))
    return model


@pytest.mark.slow
def test_the_caller_is_asked_and_told_in_their_own_thread_and_obeyed_soon() -> None:
    threads, costs, begun = set[int](), list[int](), time.monotonic()

    def cancelled() -> bool:
        threads.add(threading.get_ident())
        return time.monotonic() > begun + 1

    def hear(cost: int) -> None:
        threads.add(threading.get_ident())
        costs.append(cost)

    solved = Patience.of(Limits(seconds=60), cancelled=cancelled).solve(endless(), hear)
    assert time.monotonic() < begun + 2.5
    assert solved.found
    assert not solved.proved
    assert threads == {threading.get_ident()}
    assert costs == sorted(costs)


@pytest.mark.slow
def test_a_caller_who_has_said_no_is_not_asked_again() -> None:
    answers = iter((True, False))
    patience = Patience.of(Limits(seconds=60), cancelled=lambda: next(answers))
    assert not patience.solve(endless()).found
    assert patience.gone()
    assert patience.part(0.5).ended()


@pytest.mark.slow
def test_counted_work_finds_the_same_values_and_is_taken_from_what_is_left() -> None:
    found = []
    for _ in range(2):
        patience = Patience.of(Limits(seconds=2, counted=True))
        half = patience.part(0.5)
        found.append(half.solve(endless(), workers=2).solver.objective_value)
        assert half.left() <= 0.1
        assert 0.9 < patience.left() < 1.1
    assert found[0] == found[1]


def heard_by_cp_sat_itself() -> None:
    """A solve elsewhere with CP-SAT's own way of hearing Ctrl-C."""
    model = cp_model.CpModel()
    model.maximize(model.new_bool_var(""))
    cp_model.CpSolver().solve(model)


@pytest.mark.slow
def test_ctrl_c_ends_the_solver_and_reaches_the_caller() -> None:
    heard_by_cp_sat_itself()
    # A solver elsewhere that heard Ctrl-C itself has left the signal deadly behind it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    begun = time.monotonic()
    threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        Patience.of(Limits(seconds=60)).solve(endless())
    assert time.monotonic() < begun + 2.5
