"""FET's own command line as a rival with a clock, and as a referee over plans that we wrote."""

import os
import re
import resource
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "fet-cl"
EXAMPLES = "/usr/share/doc/fet-data/examples"
REMEDY = "fet-cl is not there: apt install fet fet-data"
QUIET = (
    "--language=en_US",
    "--warnifusingnotperfectconstraints=false",
    "--warnifusingstudentsminhoursdailywithallowemptydays=false",
    "--warnifusinggroupactivitiesininitialorder=false",
    "--warnsubgroupswiththesameactivities=false",
    "--exportcsv=false",
    "--htmllevel=0",
)
SEEDS = ("10=1", "11=2", "12=3", "20=4", "21=5", "22=6")
TELLING = re.compile("success|error|impossible|cannot|over ", re.IGNORECASE)
WHOLE = "Simulation successful"
PATIENCE = 8  # times the processor seconds, by the clock: other work may be going on


@dataclass(frozen=True)
class Trial:
    """What FET made of a file: its processor seconds, and what it said last."""

    solved: bool
    seconds: float
    word: str


def is_there() -> bool:
    """Whether FET is installed."""
    return shutil.which(PROGRAM) is not None


def trial(path: Path, seconds: int) -> Trial:
    """Let FET solve a file within so many processor seconds, one seed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory(prefix="fet-") as folder:
        said = _run(path, Path(folder), seconds)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Trial(WHOLE in said, round(spent, 2), _last(said))


def _run(path: Path, folder: Path, seconds: int) -> str:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))

    writes = tuple(f"--writetimetable{name}=false" for name in _unwanted())
    seeds = tuple(f"--randomseeds{seed}" for seed in SEEDS)
    command = (PROGRAM, f"--inputfile={path}", f"--outputdir={folder}", *QUIET, *writes, *seeds)
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            timeout=seconds * PATIENCE + 60,
            preexec_fn=limit,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
    except subprocess.TimeoutExpired:
        return "the clock ran out"
    if done.returncode < 0:
        return f"over {seconds} processor seconds"
    logs = sorted(folder.rglob("logs/result.txt"))
    result = "\n".join(log.read_text(encoding="utf-8-sig", errors="replace") for log in logs)
    return f"{result}\n{done.stdout.decode(errors='replace')}"


def _unwanted() -> tuple[str, ...]:
    views = ("subgroups", "groups", "years", "teachers", "teachersfreeperiods", "rooms")
    more = ("subjects", "activitytags", "activities", "dayshorizontal", "daysvertical")
    last = ("timehorizontal", "timevertical", "statistics", "xml")
    return ("conflicts", *(f"s{name}" for name in (*views, *more, *last)))


def _last(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = [line for line in lines if TELLING.search(line)]
    return (told or lines or [""])[0][:200]
