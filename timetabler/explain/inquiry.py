"""The inquiry: count first, then prove and search side by side, then make the proof minimal."""

import threading
from collections.abc import Callable
from contextlib import suppress

from timetabler.evaluate import judge
from timetabler.exact.waiting import Abandoned, Caller, never
from timetabler.explain.contradiction import Court, Minimising, Monitors
from timetabler.explain.counting import Counting
from timetabler.explain.explanation import Explanation, Reason, Remedy, Verdict
from timetabler.explain.nowhere import Nowhere
from timetabler.explain.spreading import Spreading
from timetabler.model import Plan, Problem
from timetabler.rules import AssignResource, AssignTime
from timetabler.solve.options import Clock, Options, Progress, Solution
from timetabler.solve.portfolio import solve
from timetabler.warmth import get_ready

PROOF_SHARE = 0.6  # of the time, for the first decision
REMEDY_SHARE = 0.7  # of what is left, for trying what would help
CORE_SHARE = 0.1  # of what is left, for a core to begin from
MOST_REMEDIES = 4  # tried one by one; the rest are listed untried
LONGEST_REMEDIES = 2.0  # seconds, together
SHORTEST_TRIAL = 0.05  # seconds: what is shorter is not begun
LAST_WORDS = 0.5  # seconds


def explain(
    problem: Problem,
    seconds: float = 30.0,
    seed: int = 1,
    *,
    cancelled: Callable[[], bool] = never,
) -> Explanation:
    """Say whether a problem can be planned; if not, why, and what would help.

    When `cancelled` says so, or at Ctrl-C, the answer is what is known by then: perhaps undecided,
    or reasons of which some may not be needed.
    """
    get_ready()
    clock = Clock(seconds)
    caller = Caller(lambda: cancelled() or clock.left() <= 0)
    return _Inquiry(problem, clock, seed, caller).run()


class _Inquiry:
    def __init__(self, problem: Problem, clock: Clock, seed: int, caller: Caller) -> None:
        self._problem, self._clock, self._seed = problem, clock, seed
        self._caller = caller
        self._deciding = Caller(caller.over)
        self._court = Court(problem, caller)
        self._found: Solution | None = None
        self._proof: Solution | None = None
        self._minimising: Minimising | None = None

    def run(self) -> Explanation:
        """Inquire; whenever that ends, say what is known."""
        try:
            return self._inquire()
        except (Abandoned, KeyboardInterrupt):
            self._caller.end()
            return self._with_reasons() if self._minimising else self._undecided()

    def _left(self) -> float:
        """Seconds left; none once nobody waits any longer."""
        return 0.0 if self._caller.over() else self._clock.left()

    def _inquire(self) -> Explanation:
        """Count, decide, and make a proof minimal."""
        core = self._count()
        if not core:
            core = self._decide()
            if self._proof and (self._found is None or self._proof.cost < self._found.cost):
                self._found = self._proof
            if self._found and self._found.cost.hard == 0:
                return self._with_plan(Verdict.POSSIBLE)
            if not core:
                return self._undecided()
        self._minimising = Minimising(self._court, self._in_order(core), self._left)
        self._minimising.run()
        return self._with_reasons()

    def _with_reasons(self) -> Explanation:
        """Rules that contradict each other, however far they have been sifted."""
        kept = self._minimising.kept if self._minimising else []
        return Explanation(
            verdict=Verdict.IMPOSSIBLE,
            reasons=tuple(self._reason(monitor) for monitor in kept),
            minimal=bool(self._minimising and self._minimising.proved),
            remedies=self._remedies(kept),
            seconds=self._clock.spent(),
        )

    def _count(self) -> Monitors:
        """What cheap checks find."""
        checks = (Counting, Nowhere, Spreading)
        found = (check(self._court).find() for check in checks)
        return next((core for core in found if core), frozenset())

    def _decide(self) -> frozenset[int]:
        """Look for a proof here and a plan in another process; whichever comes first ends it."""
        searcher = threading.Thread(target=self._search)
        searcher.start()
        core: Monitors = frozenset()
        try:
            core = self._prove()
        except Abandoned:
            self._caller.check()
        except KeyboardInterrupt:
            self._caller.end()
            raise
        finally:
            if core:
                self._deciding.end()
            searcher.join()
        return core

    def _prove(self) -> frozenset[int]:
        """Rules that contradict each other: an assumption core, or else all of them."""
        decisions = self._court.prepare(range(len(self._problem.events)), self._deciding)
        hard, seconds = self._court.hard, self._left() * PROOF_SHARE
        possible = self._court.ask(decisions, hard, seconds, self._deciding)
        if possible:
            self._consider(self._court.plan(decisions))
        if possible is not False:
            return frozenset()
        self._deciding.end()
        return self._court.core(decisions, self._left() * CORE_SHARE) or hard

    def _consider(self, plan: Plan) -> None:
        """A plan that the model calls whole ends the inquiry if the referee agrees."""
        cost = judge(self._problem, plan).cost
        if cost.hard == 0:
            self._proof = Solution(plan, cost, 0)
            self._deciding.end()

    def _search(self, warm: Plan | None = None) -> None:
        options = Options(seconds=self._left() * PROOF_SHARE, workers=1, seed=self._seed)
        over = self._deciding.over
        self._found = solve(self._problem, options, warm=warm, listener=self._hear, cancelled=over)
        if self._found.cost.hard == 0:
            self._deciding.end()

    def _hear(self, progress: Progress) -> None:
        if progress.cost.hard == 0:
            self._deciding.end()

    def _undecided(self) -> Explanation:
        """Neither plan nor proof: search on for the best compromise."""
        left = self._left() - LAST_WORDS
        if left > LAST_WORDS:
            warm = self._found.plan if self._found else None
            options = Options(seconds=left, seed=self._seed + 1)
            over = self._caller.over
            self._found = solve(self._problem, options, warm=warm, cancelled=over)
        possible = self._found is not None and self._found.cost.hard == 0
        return self._with_plan(Verdict.POSSIBLE if possible else Verdict.UNDECIDED)

    def _with_plan(self, verdict: Verdict) -> Explanation:
        found = self._found
        return Explanation(
            verdict=verdict,
            seconds=self._clock.spent(),
            plan=found.plan if found else None,
            cost=found.cost if found else None,
        )

    def _in_order(self, core: frozenset[int]) -> list[int]:
        """Lessons are tried for dropping first, so that the rules that remain tell the story."""
        lesson = {i: isinstance(self._court.board.cause_of(i)[0], AssignTime) for i in core}
        return sorted(core, key=lambda monitor: (not lesson[monitor], monitor))

    def _reason(self, monitor: int) -> Reason:
        return Reason(*self._court.board.cause_of(monitor))

    def _remedies(self, kept: list[int]) -> tuple[Remedy, ...]:
        """Each reason given up alone: what is known to fit comes first, lessons come last."""
        ranked = sorted(kept, key=lambda monitor: _dear(self._reason(monitor)))
        known = self._tried(ranked[:MOST_REMEDIES])
        found = [Remedy(self._reason(monitor), known.get(monitor)) for monitor in ranked]
        return tuple(sorted(found, key=lambda x: (x.fits is not True, _dear(x.reason))))

    def _tried(self, monitors: list[int]) -> dict[int, bool | None]:
        """Whether all fits without each of some rules; what one leaves of its time others use."""
        found: dict[int, bool | None] = {}
        end = self._clock.spent() + min(self._left() * REMEDY_SHARE, LONGEST_REMEDIES)
        with suppress(Abandoned, KeyboardInterrupt):
            decisions = None
            for waiting, monitor in zip(range(len(monitors), 0, -1), monitors, strict=True):
                budget = (end - self._clock.spent()) / waiting
                if budget < SHORTEST_TRIAL or self._caller.over():
                    break
                decisions = decisions or self._court.prepare(range(len(self._problem.events)))
                rest = self._court.hard - {monitor}
                found[monitor] = self._court.ask(decisions, rest, budget)
        return found


def _dear(reason: Reason) -> tuple[int, int]:
    """How hard a rule is to give up: somebody's wish before the school's order and lessons."""
    lesson = isinstance(reason.rule, AssignTime | AssignResource)
    return 2 if lesson else 0 if reason.rule.owner else 1, reason.rule.weight
