"""Rules in words, in Finnish, Swedish and English.

A rule's own words (`said`) win; otherwise a sentence is made from its kind and its point.
"""

from collections.abc import Mapping

from timetabler.model import Problem
from timetabler.rules import (
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidLonely,
    AvoidSplitAssignments,
    AvoidUnavailable,
    BeginEarly,
    ClusterBusy,
    DistributeSplits,
    LimitBusy,
    LimitIdle,
    LimitWorkload,
    LinkEvents,
    OrderEvents,
    Point,
    PreferResources,
    PreferTimes,
    Rule,
    SplitEvents,
    SpreadEvents,
)

LANGUAGES = ("fi", "sv", "en")
# {who}: the events or the resource; {span}, {count}: its bounds.
SENTENCES: Mapping[type[Rule], tuple[str, str, str]] = {
    AssignTime: (
        "Opetus «{who}» täytyy sijoittaa kokonaan.",
        "Undervisningen «{who}» måste placeras i sin helhet.",
        "All of “{who}” must be placed.",
    ),
    AssignResource: (
        "Opetus «{who}» tarvitsee resurssin: {role}.",
        "Undervisningen «{who}» behöver en resurs: {role}.",
        "“{who}” needs a resource: {role}.",
    ),
    SplitEvents: (
        "Opetuksen «{who}» tunnit jaetaan {span} tunnin jaksoihin, {count} kpl.",
        "Undervisningen «{who}» delas i pass på {span} timmar, {count} stycken.",
        "“{who}” is cut into {count} lessons of {span} periods.",
    ),
    DistributeSplits: (
        "Opetuksella «{who}» on {span} oppituntia, joiden pituus on {length}.",
        "Undervisningen «{who}» har {span} lektioner vars längd är {length}.",
        "“{who}” has {span} lessons of length {length}.",
    ),
    PreferTimes: (
        "Opetus «{who}» alkaa vain sallittuina aikoina ({times}).",
        "Undervisningen «{who}» börjar bara på tillåtna tider ({times}).",
        "“{who}” starts only at allowed times ({times}).",
    ),
    PreferResources: (
        "Opetukseen «{who}» sopivat vain tietyt resurssit ({role}).",
        "För undervisningen «{who}» duger bara vissa resurser ({role}).",
        "Only certain resources suit “{who}” ({role}).",
    ),
    SpreadEvents: (
        "Opetus «{who}» jaetaan tasaisesti päiville.",
        "Undervisningen «{who}» sprids ut över dagarna.",
        "“{who}” is spread over the days.",
    ),
    LinkEvents: (
        "Opetukset «{who}» pidetään samaan aikaan.",
        "Undervisningen «{who}» hålls samtidigt.",
        "“{who}” run at the same time.",
    ),
    AvoidSplitAssignments: (
        "Opetuksella «{who}» on koko ajan sama {role}.",
        "Undervisningen «{who}» har hela tiden samma {role}.",
        "“{who}” has the same {role} throughout.",
    ),
    OrderEvents: (
        "Opetukset «{who}» pidetään tässä järjestyksessä.",
        "Undervisningen «{who}» hålls i denna ordning.",
        "“{who}” take place in this order.",
    ),
    AvoidClashes: (
        "{who} voi olla vain yhdessä paikassa kerrallaan.",
        "{who} kan bara vara på ett ställe i taget.",
        "{who} can be in only one place at a time.",
    ),
    AvoidUnavailable: (
        "{who} ei ole käytettävissä: {times}.",
        "{who} är inte tillgänglig: {times}.",
        "{who} is not available: {times}.",
    ),
    BeginEarly: (
        "{who}: koulupäivä alkaa heti ensimmäisellä tunnilla.",
        "{who}: skoldagen börjar redan med första lektionen.",
        "{who}: days begin with the first hour.",
    ),
    AvoidLonely: (
        "{who}: oppitunnit ovat peräkkäin, ei yksittäin.",
        "{who}: lektionerna ligger intill varandra, inte en och en.",
        "{who}: lessons lie beside each other, not alone.",
    ),
    LimitIdle: (
        "{who}: hyppytunteja on {span}.",
        "{who}: antalet håltimmar är {span}.",
        "{who} has {span} gaps.",
    ),
    ClusterBusy: (
        "{who}: työpäiviä on {span}.",
        "{who}: antalet arbetsdagar är {span}.",
        "{who} works on {span} days.",
    ),
    LimitBusy: (
        "{who}: tuntimäärä päivässä on rajattu ({bounds}).",
        "{who}: antalet timmar per dag är begränsat ({bounds}).",
        "{who}: the number of lessons a day is limited ({bounds}).",
    ),
    LimitWorkload: (
        "{who}: työmäärä on {span}.",
        "{who}: arbetsmängden är {span}.",
        "{who} has a workload of {span}.",
    ),
}
MOST_TIMES = 6
MOST_NAMES = 4
UNLIMITED = 10**6


def say(problem: Problem, rule: Rule, point: Point, language: str = "en") -> str:
    """A rule at a point as a sentence in fi, sv or en."""
    own = dict(rule.said).get(language)
    if own:
        return own
    sentence = SENTENCES[type(rule)][LANGUAGES.index(language)]
    return sentence.format(who=_who(problem, point), **_parts(problem, rule))


def _who(problem: Problem, point: Point) -> str:
    people = [problem.resources[r].name or problem.resources[r].id for r in point.resources]
    events = [problem.events[e].name or problem.events[e].id for e in point.events]
    return _row(people + events, MOST_NAMES)


def _row(names: list[str], most: int) -> str:
    more = [f"… (+{len(names) - most})"] if len(names) > most else []
    return ", ".join(names[:most] + more)


def _parts(problem: Problem, rule: Rule) -> dict[str, object]:
    times = sorted(getattr(rule, "times", ()))
    windows = getattr(rule, "windows", ())
    bounds = sorted({_span(window.minimum, window.maximum) for window in windows})
    return {
        "role": getattr(rule, "role", ""),
        "times": _row([_time(problem, time) for time in times], MOST_TIMES),
        "span": _span(
            getattr(rule, "shortest", getattr(rule, "minimum", "")),
            getattr(rule, "longest", getattr(rule, "maximum", "")),
        ),
        "count": _span(getattr(rule, "fewest", ""), getattr(rule, "most", "")),
        "length": getattr(rule, "duration", ""),
        "bounds": ", ".join(bounds),
    }


def _time(problem: Problem, time: int) -> str:
    return problem.calendar.names[time] or problem.calendar.times[time]


def _span(low: object, high: object) -> str:
    unlimited = isinstance(high, int) and high >= UNLIMITED
    return f"{low}\N{EN DASH}{'' if unlimited else high}"
