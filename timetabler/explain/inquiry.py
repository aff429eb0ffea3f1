"""The inquiry: count first, then prove and search side by side, then make the proof minimal."""

import threading

from timetabler.evaluate import judge
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
REMEDY_SHARE = 0.2  # of what is left, for trying what would help
CORE_SHARE = 0.1  # of what is left, for a core to begin from
MOST_REMEDIES = 4  # tried one by one; the rest are listed untried
LONGEST_REMEDIES = 2.0  # seconds
LAST_WORDS = 0.5  # seconds


def explain(problem: Problem, seconds: float = 30.0, seed: int = 1) -> Explanation:
    """Say whether a problem can be planned; if not, why, and what would help."""
    get_ready()
    return _Inquiry(problem, Clock(seconds), seed).run()


class _Inquiry:
    def __init__(self, problem: Problem, clock: Clock, seed: int) -> None:
        self._problem, self._clock, self._seed = problem, clock, seed
        self._court = Court(problem)
        self._over = threading.Event()
        self._found: Solution | None = None
        self._proof: Solution | None = None

    def run(self) -> Explanation:
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
        minimising = Minimising(self._court, self._in_order(core), self._clock.left)
        minimising.run()
        reasons = [self._reason(monitor) for monitor in minimising.kept]
        return Explanation(
            verdict=Verdict.IMPOSSIBLE,
            reasons=tuple(reasons),
            minimal=minimising.proved,
            remedies=self._remedies(minimising.kept),
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
        core = self._prove()
        if core:
            self._over.set()
        searcher.join()
        return core

    def _prove(self) -> frozenset[int]:
        """Rules that contradict each other: an assumption core, or else all of them."""
        decisions = self._court.prepare(range(len(self._problem.events)))
        if self._over.is_set():
            return frozenset()
        hard = self._court.hard
        possible = self._court.ask(decisions, hard, self._clock.left() * PROOF_SHARE)
        if possible:
            self._consider(self._court.plan(decisions))
        if possible is not False:
            return frozenset()
        self._over.set()
        return self._court.core(decisions, self._clock.left() * CORE_SHARE) or hard

    def _consider(self, plan: Plan) -> None:
        """A plan that the model calls whole ends the inquiry if the referee agrees."""
        cost = judge(self._problem, plan).cost
        if cost.hard == 0:
            self._proof = Solution(plan, cost, 0)
            self._over.set()

    def _search(self, warm: Plan | None = None) -> None:
        seconds = max(0.0, self._clock.left() * PROOF_SHARE)
        options = Options(seconds=seconds, workers=1, seed=self._seed)
        self._found = solve(
            self._problem, options, warm=warm, listener=self._hear, cancelled=self._over.is_set
        )
        if self._found.cost.hard == 0:
            self._court.stop()

    def _hear(self, progress: Progress) -> None:
        if progress.cost.hard == 0:
            self._over.set()
            self._court.stop()

    def _undecided(self) -> Explanation:
        """Neither plan nor proof: search on for the best compromise."""
        left = self._clock.left() - LAST_WORDS
        if left > LAST_WORDS:
            warm = self._found.plan if self._found else None
            options = Options(seconds=left, seed=self._seed + 1)
            self._found = solve(self._problem, options, warm=warm)
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
        budget = min(self._clock.left() * REMEDY_SHARE, LONGEST_REMEDIES) / MOST_REMEDIES
        found = []
        decisions = None
        for number, monitor in enumerate(ranked):
            fits = None
            if number < MOST_REMEDIES and budget > LAST_WORDS / 2:
                decisions = decisions or self._court.prepare(range(len(self._problem.events)))
                rest = self._court.hard - {monitor}
                fits = self._court.ask(decisions, rest, budget)
            found.append(Remedy(self._reason(monitor), fits))
        return tuple(sorted(found, key=lambda x: (x.fits is not True, _dear(x.reason))))


def _dear(reason: Reason) -> tuple[int, int]:
    """How hard a rule is to give up: somebody's wish before the school's order and lessons."""
    lesson = isinstance(reason.rule, AssignTime | AssignResource)
    return 2 if lesson else 0 if reason.rule.owner else 1, reason.rule.weight
