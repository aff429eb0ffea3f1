"""One process of the portfolio: anneals first, then polishes, and learns from the others' plans."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

from timetabler.chances import chances
from timetabler.evaluate import Cost
from timetabler.exact.bound import fits, lower_bound
from timetabler.exact.decisions import Aim
from timetabler.exact.improve import ENDLESS, Effort, improve
from timetabler.live import Board
from timetabler.live.board import Shape
from timetabler.model import Plan
from timetabler.solve.annealer import HARDNESS, HOT, Annealer, Better
from timetabler.solve.begin import scatter, settle
from timetabler.solve.ejector import Ejector
from timetabler.solve.mender import Mender
from timetabler.solve.options import Clock, Timer
from timetabler.solve.polisher import Polisher
from timetabler.solve.rooms import WORK_OF_AN_OFFER, Rooms
from timetabler.solve.slots import ANNEALING, CONSTRUCTION, POLISHING, START, Offer, Slots
from timetabler.solve.wanderer import RESTLESS, STEADY, Wanderer, Way

# Shares of the whole time at which the rounds of annealing end; polishing takes the rest. Every
# second worker turns to polishing early: which of the two pays more differs between schools.
PATIENT_ROUNDS = (0.06, 0.25)
ONCE_MORE = 0.85  # where nobody's polishing has found anything as good, another round pays
BRIEF_ROUNDS = (0.1,)
# Seconds: a round cooled faster leaves hard rules broken; at most this share of a short search.
SHORTEST_ROUND, MOST_OF_ALL = 2.5, 0.35
# A search this short (seconds) has no time for a round: a glance says whether hard rules are tight.
SHORT, GLANCE = 20.0, 0.12
# Where they are, ejections and tepid coolings take turns (shares of the time) until they are kept;
# every second worker asks CP-SAT from then on, in schools that one model can hold.
EJECTING, SOOTHING, TEPID = 0.25, 0.1, 0.3
FIRST_TURN = 0.2  # of those shares; each turn is twice as long as the last, up to all of them
MENDING_UNTIL, ASKING_FROM = 0.95, 0.6
LARGE_UNTIL = 0.95  # share of the time that large schools, too large for polishing, anneal
BOUND_SHARE = 0.06  # of the time, for proving how good a plan can be at best
LONGEST_BOUND = 20.0  # seconds
CONSTRUCTION_SHARE = 0.15
LONGEST_STEP = 10.0
ALIKE = 0.9  # a plan of another worker is taken over at once where it is cheaper by more
AGAIN_SHARE = 0.04  # of the time, at most
LUKEWARM = (1.0, 3.0)
EXCURSIONS, BRISK = (0.7, 1.0, 1.5), 0.2  # heats (units), and seconds as a share of ample ones
FRESH = 2.0  # times ample seconds, for a plan begun afresh
LONGEST_ROUND = 4.0  # times ample seconds: slower cooling gains less than what else there is to do
SOON = 0.05  # seconds, at least, for whatever is begun
SOME_HARD = Cost(1, 0)
Cool = Callable[[Callable[[], float], Better], Cost]
FAR_AHEAD = 0.7  # a plan this much cheaper than ours says that its method suits the school


@dataclass(frozen=True)
class Task:
    """What one worker is to do, on a board of its own."""

    board: Board
    number: int
    seed: int
    timer: Timer
    slots: Slots
    alone: bool = False
    warm: Plan | None = None


class Worker:
    """Searches one problem until its time runs out, publishing each better plan."""

    def __init__(self, task: Task) -> None:
        self._task, self._timer = task, task.timer
        self._random = chances(task.seed)
        self._brief = task.number % 2 == 1
        self._board = task.board
        self._annealer = Annealer(self._board, self._random)
        self._polisher = Polisher(self._board, self._random)
        self._rooms = Rooms(self._board)
        self._sent: Cost | None = None
        self._wanderer = Wanderer(self._board, RESTLESS if self._brief else STEADY)

    def run(self) -> None:
        """Search."""
        if self._task.warm is not None:
            self._board.load(self._task.warm)
        elif self._annealer.calm(self._share(BRIEF_ROUNDS[0])) < 1:
            settle(self._board, self._random)
        else:
            scatter(self._board, self._random)
        self._share_out()
        self._tell(START)
        self._begin()
        while not self._done():
            self._polish()
            if self._wanderer.is_stale and not self._done():
                self._wanderer.come_home()
                self._adopt()
                self._leave()

    def _begin(self) -> None:
        """Rounds of annealing; after a brief one, a proof or a construction."""
        first, *later = BRIEF_ROUNDS if self._brief else PATIENT_ROUNDS
        self._anneal(HOT / 2, self._share(first))
        asks = self._brief and self._board.cost.hard and fits(self._board)
        self._mend(self._share(ASKING_FROM if asks else MENDING_UNTIL) - self._timer.spent())
        self._adopt()
        for end in (*later, LARGE_UNTIL) if self._is_large() else later:
            if self._timer.spent() < self._share(end):
                self._warm(self._heat(), self._share(end) - self._timer.spent())
                if self._adopt():
                    break
        more = self._share(ONCE_MORE) - self._timer.spent()
        if later and more > 0 and self._is_ahead() and not self._done():
            self._warm(HOT / 2, more)
            self._adopt()
        if self._brief and not self._done():
            self._decide()

    def _decide(self) -> None:
        """One model of the whole: for a plan that keeps the hard rules, else for a bound."""
        if self._board.cost.hard:
            self._construct()
        else:
            self._prove()

    def _mend(self, length: float) -> None:
        """Eject and cool in turns for some seconds, until every hard rule is kept."""
        end, turn = self._timer.spent() + length, FIRST_TURN
        while self._is_broken() and (left := end - self._timer.spent()) > 0:
            seconds = min(left, self._share(turn * EJECTING))
            self._watch(self._ejector.mend, seconds, self._is_mended, self._ejector.stretch)
            self._adopt()
            seconds = min(end - self._timer.spent(), self._share(turn * SOOTHING))
            if self._is_broken() and seconds > 0:
                self._watch(partial(self._mender.mend, hot=TEPID), seconds, self._is_mended)
                self._adopt()
            turn = min(2 * turn, 1.0)

    def _is_broken(self) -> bool:
        """Whether there is a hard rule to mend, and time for it."""
        return self._board.cost.hard > 0 and not self._done()

    @cached_property
    def _mender(self) -> Mender:
        return Mender(self._board, self._random)

    @cached_property
    def _ejector(self) -> Ejector:
        return Ejector(self._board, self._random)

    def _is_large(self) -> bool:
        """Whether all the time there is can hardly cool a school of this size."""
        return self._annealer.calm(self._timer.seconds) < 1

    def _is_tight(self) -> bool:
        """Whether a short search has looked long enough to see that hard rules are tight."""
        seen = self._timer.seconds <= SHORT and self._timer.spent() >= self._share(GLANCE)
        return seen and self._sent is not None and self._sent.hard > 0

    def _is_mended(self) -> bool:
        """Whether another worker has a plan that keeps every hard rule."""
        slots, number = self._task.slots, self._task.number
        return not self._task.alone and slots.best(SOME_HARD, apart=number) is not None

    def _is_ahead(self) -> bool:
        """Whether there are others, and none of them has a plan as good."""
        slots, task, own = self._task.slots, self._task, self._board.cost
        others = not task.alone and slots.workers > 1
        return others and slots.best(Cost(own.hard, own.soft + 1), apart=task.number) is None

    def _share(self, part: float) -> float:
        return part * self._timer.seconds

    def _construct(self) -> None:
        """Where annealing left hard rules broken: one strict search over everything."""
        if not fits(self._board):
            return
        pieces = [i for i, row in enumerate(self._board.state.pieces) if row["length"] > 0]
        seconds = min(self._share(CONSTRUCTION_SHARE), self._timer.left())
        effort = Effort(
            seconds=self._wall(seconds), deterministic=seconds, seed=self._random.randrange(99)
        )
        self._timer.charge(improve(self._board, pieces, Aim(soft=False), effort).work)
        self._tell(CONSTRUCTION)

    def _prove(self) -> None:
        seconds = min(self._share(BOUND_SHARE), LONGEST_BOUND, self._timer.left())
        bound = lower_bound(self._board.problem, self._wall(seconds), deterministic=seconds)
        self._timer.charge(seconds)
        self._task.slots.prove(self._task.number, bound)

    def _wall(self, seconds: float) -> float:
        """Seconds by the clock for a solve whose work is counted: whatever it needs."""
        return max(SOON, seconds) if isinstance(self._timer, Clock) else ENDLESS

    def _done(self) -> bool:
        over = self._task.slots.stopped or self._timer.left() <= 0
        return over or self._board.cost == Cost(0, 0) or not self._annealer.can_move()

    def _heat(self) -> float:
        """Where a later round begins: hot, or lukewarm where hard rules were hard to keep."""
        if self._annealer.hardness > HARDNESS:
            return self._random.choice(LUKEWARM)
        return HOT / self._random.choice((1, 3))

    def _warm(self, hot: float, length: float) -> None:
        """Anneal for some seconds: first until every hard rule is kept, then from a heat."""
        end = self._timer.spent() + length
        self._mend(length)
        if not self._board.cost.hard and self._timer.spent() < end:
            self._anneal(hot, end)

    def _anneal(self, hot: float, end: float) -> None:
        """Anneal until a time; the first round of a search ends where hard rules prove tight."""
        if self._done():
            return
        first, begun = self._annealer.trials == 0, self._timer.spent()
        longest = LONGEST_ROUND * self._annealer.ample
        shortest = min(SHORTEST_ROUND, self._share(MOST_OF_ALL))
        length = max(shortest, min(longest, end - begun))
        cool = partial(self._annealer.round, hot * self._annealer.calm(length))
        self._watch(cool, length, lambda: first and self._is_tight())

    def _watch(
        self,
        cool: Cool,
        length: float,
        over: Callable[[], bool] = lambda: False,
        stretch: float | None = None,
    ) -> None:
        """Let a cooling take so many seconds, or until it is over for another reason.

        `stretch` is the counted work between two words of it, an annealing's if not given.
        """
        begun, work = self._timer.spent(), stretch or self._annealer.stretch

        def share() -> float:
            ended = self._task.slots.stopped or self._timer.left() <= 0 or over()
            return 1.0 if ended else (self._timer.spent() - begun) / max(length, SOON)

        def hear(cost: Cost, shape: Shape) -> None:
            self._timer.charge(work)
            self._send(Offer(cost, ANNEALING, shape))

        cool(share, hear)
        self._timer.charge(0.0)
        self._share_out()
        self._tell(ANNEALING)

    def _share_out(self) -> None:
        """Match rooms, and whoever else is chosen, with the lessons of each time."""
        self._timer.charge(self._rooms.share_out(self._done) * WORK_OF_AN_OFFER)

    def _leave(self) -> None:
        """Where polishing finds nothing more: go on from a plan that is not as good."""
        length = self._share(AGAIN_SHARE)
        if self._board.cost.hard and not self._wanderer.is_apart:
            self._warm(self._random.choice(LUKEWARM), length)
            return
        ample = self._annealer.ample
        match self._wanderer.leave():
            case Way.NEARBY:
                self._depart(self._random.choice(EXCURSIONS), min(length, BRISK * ample))
            case Way.AFRESH:
                self._depart(HOT / 2, min(self._share(BRIEF_ROUNDS[0]), FRESH * ample))
            case Way.BACK:
                self._adopt()

    def _depart(self, hot: float, length: float) -> None:
        """Anneal for some seconds from a heat, without holding on to the plan that stands."""
        self._timer.charge(self._annealer.stretch)
        self._watch(partial(self._annealer.leave, hot), length)

    def _polish(self) -> None:
        """One solve, around a plan that is as good as the last but not the same."""
        before = self._board.cost
        if not before.hard:
            self._annealer.drift()
            self._timer.charge(self._annealer.stretch)
        wall = self._wall(min(LONGEST_STEP, self._timer.left()))
        self._timer.charge(self._polisher.step(wall))
        self._wanderer.learn(before)
        self._tell(POLISHING)
        self._adopt()

    def _adopt(self) -> bool:
        """Continue from a better plan of another worker; whether polishing is far ahead."""
        if self._task.alone or self._wanderer.is_apart:
            return False
        own = self._board.cost
        offer = self._task.slots.best(own, apart=self._task.number)
        if offer is None:
            return False
        ahead = offer.cost.hard < own.hard or offer.cost.soft < ALIKE * own.soft
        if ahead or self._wanderer.is_slow:
            self._board.reshape(offer.shape)
            self._wanderer.settle()
        far = offer.cost.hard < own.hard or offer.cost.soft < FAR_AHEAD * own.soft
        return offer.method == POLISHING and far

    def _tell(self, method: str) -> None:
        self._send(Offer(self._board.cost, method, self._board.shape()))

    def _send(self, offer: Offer) -> None:
        if self._sent is None or offer.cost < self._sent:
            self._sent = offer.cost
            self._task.slots.publish(self._task.number, offer)


def work(task: Task) -> None:
    """Body of a worker process."""
    Worker(task).run()
