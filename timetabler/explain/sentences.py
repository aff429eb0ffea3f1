"""The sentences of every kind of rule in Finnish, Swedish and English, as a school says them.

The one whom a rule concerns comes first and stays in its basic form, so names need no endings.
"""

from collections.abc import Mapping

from timetabler.rules import (
    AllowTravel,
    Among,
    AssignResource,
    AssignTime,
    AvoidClashes,
    AvoidLonely,
    AvoidSplitAssignments,
    AvoidUnavailable,
    BeginEarly,
    ClusterBusy,
    DistributeSplits,
    GatherEvents,
    LimitAtOnce,
    LimitBusy,
    LimitIdle,
    LimitKinds,
    LimitMixed,
    LimitMoves,
    LimitWorkload,
    LinkEvents,
    OrderEvents,
    PreferResources,
    PreferTimes,
    Rule,
    SplitEvents,
    SpreadEvents,
)

Said = tuple[str, str, str]
# {who}: events or resource; {span}, {count}, {bounds}: "at most 2"; {inner}: the rule inside.
SENTENCES: Mapping[type[Rule], Said] = {
    AllowTravel: (
        "{who}: tuntien välissä ehtii siirtyä paikasta toiseen.",
        "{who}: det går att hinna från en plats till en annan mellan lektionerna.",
        "{who}: there is time between lessons to get from place to place.",
    ),
    Among: (
        "{inner} Koskee: {label}.",
        "{inner} Gäller: {label}.",
        "{inner} Concerns: {label}.",
    ),
    AssignResource: (
        "{who}: jokaisella oppitunnilla on {role}.",
        "{who}: varje lektion har {role}.",
        "{who}: every lesson has its {role}.",
    ),
    AssignTime: (
        "{who}: jokaiselle oppitunnille löytyy aika.",
        "{who}: varje lektion får en tid.",
        "{who}: every lesson gets a time.",
    ),
    AvoidClashes: (
        "{who}: vain yksi oppitunti kerrallaan.",
        "{who}: bara en lektion i taget.",
        "{who}: one lesson at a time.",
    ),
    AvoidLonely: (
        "{who}: oppitunnit ovat peräkkäin, eivät yksittäin.",
        "{who}: lektionerna ligger intill varandra, inte en och en.",
        "{who}: lessons lie beside each other, not alone.",
    ),
    AvoidSplitAssignments: (
        "{who}: koko ajan sama {role}.",
        "{who}: hela tiden samma {role}.",
        "{who}: the same {role} throughout.",
    ),
    AvoidUnavailable: (
        "{who}: ei käytettävissä ({times}).",
        "{who}: inte tillgänglig ({times}).",
        "{who}: not available ({times}).",
    ),
    BeginEarly: (
        "{who}: päivä alkaa ensimmäisellä oppitunnilla.",
        "{who}: dagen börjar med den första lektionen.",
        "{who}: days begin with the first lesson.",
    ),
    LimitMixed: (
        "{who}: päiviä, joina on työtä sekä aamu- että iltapäivällä, on enintään {most}.",
        "{who}: högst {most} dagar har arbete både på förmiddagen och på eftermiddagen.",
        "{who} works both in the morning and in the afternoon on at most {most} days.",
    ),
    ClusterBusy: (
        "{who}: päiviä, joina on opetusta: {span}.",
        "{who}: dagar med undervisning: {span}.",
        "{who}: days with lessons: {span}.",
    ),
    DistributeSplits: (
        "{who}: oppitunteja, joiden pituus on {length}: {span}.",
        "{who}: lektioner med längden {length}: {span}.",
        "{who}: lessons of length {length}: {span}.",
    ),
    LimitAtOnce: (
        "{time}: kerralla mahtuu {span} ({who}).",
        "{time}: på en gång ryms {span} ({who}).",
        "{time}: there is room for {span} at once ({who}).",
    ),
    LimitBusy: (
        "{who}: oppitunteja päivässä: {bounds}.",
        "{who}: lektioner per dag: {bounds}.",
        "{who}: lessons a day: {bounds}.",
    ),
    LimitIdle: (
        "{who}: hyppytunteja: {span}.",
        "{who}: håltimmar: {span}.",
        "{who}: gaps: {span}.",
    ),
    LimitKinds: (
        "{who}: erilaisia töitä näinä aikoina: {span} ({times}).",
        "{who}: slag av arbete på de här tiderna: {span} ({times}).",
        "{who}: kinds of work at these times: {span} ({times}).",
    ),
    LimitMoves: (
        "{who}: paikasta toiseen siirtymisiä: {span}.",
        "{who}: förflyttningar från plats till plats: {span}.",
        "{who}: moves from place to place: {span}.",
    ),
    LimitWorkload: (
        "{who}: työmäärä yhteensä: {span}.",
        "{who}: sammanlagd arbetsmängd: {span}.",
        "{who}: total workload: {span}.",
    ),
    LinkEvents: (
        "{who}: pidetään samaan aikaan.",
        "{who}: hålls samtidigt.",
        "{who}: run at the same time.",
    ),
    OrderEvents: (
        "{who}: pidetään tässä järjestyksessä.",
        "{who}: hålls i den här ordningen.",
        "{who}: take place in this order.",
    ),
    PreferResources: (
        "{who}: sopivat vaihtoehdot ({role}): {names}.",
        "{who}: lämpliga alternativ ({role}): {names}.",
        "{who}: suitable ({role}): {names}.",
    ),
    PreferTimes: (
        "{who}: oppitunnit alkavat näinä aikoina: {times}.",
        "{who}: lektionerna börjar på de här tiderna: {times}.",
        "{who}: lessons start at these times: {times}.",
    ),
    SplitEvents: (
        "{who}: oppitunnin pituus {span}, oppituntien määrä {count}.",
        "{who}: lektionens längd {span}, antalet lektioner {count}.",
        "{who}: length of a lesson {span}, number of lessons {count}.",
    ),
    GatherEvents: (
        "{who}: oppitunnit alkavat samaan aikaan päivästä.",
        "{who}: lektionerna börjar på samma tid av dagen.",
        "{who}: lessons start at the same hour of the day.",
    ),
    SpreadEvents: (
        "{who}: oppitunnit jakautuvat tasaisesti eri päiville.",
        "{who}: lektionerna fördelas jämnt över dagarna.",
        "{who}: lessons are spread evenly over the days.",
    ),
}
# The same for rules that look at something else than whole days, or allow several resources.
PARTLY: Mapping[type[Rule], Said] = {
    AvoidSplitAssignments: (
        "{who}: eri vaihtoehtoja ({role}): {span}.",
        "{who}: olika alternativ ({role}): {span}.",
        "{who}: different choices ({role}): {span}.",
    ),
    GatherEvents: (
        "{who}: aikarivejä, joilla oppitunnit alkavat: {span}.",
        "{who}: tidsrader på vilka lektionerna börjar: {span}.",
        "{who}: rows of times in which the lessons start: {span}.",
    ),
    LimitMoves: (
        "{who}: siirtymisiä, joiden välissä on alle {pause} vapaata tuntia: {span}.",
        "{who}: förflyttningar med mindre än {pause} lediga timmar emellan: {span}.",
        "{who}: moves with fewer than {pause} free times between: {span}.",
    ),
    LimitBusy: (
        "{who}: oppitunteja näinä aikoina: {bounds} ({windows}).",
        "{who}: lektioner på de här tiderna: {bounds} ({windows}).",
        "{who}: lessons at these times: {bounds} ({windows}).",
    ),
}
ROLES: Mapping[str, Said] = {
    "": ("tekijä tai tila", "person eller rum", "person or room"),
    "class": ("luokka", "klass", "class"),
    "room": ("tila", "rum", "room"),
    "teacher": ("opettaja", "lärare", "teacher"),
}
# Labels that functions of this library give; all others are names, the same in all languages.
LABELS: Mapping[str, Said] = {
    "lessons": ("oppitunnit ilman ruokailua", "lektionerna utan lunchen", "lessons without lunch"),
}
BOUNDS: Mapping[str, Said] = {
    "none": ("ei yhtään", "inga", "none"),
    "any": ("vapaa", "fritt", "any"),
    "exactly": ("tasan {low}", "exakt {low}", "exactly {low}"),
    "most": ("enintään {high}", "högst {high}", "at most {high}"),
    "least": ("vähintään {low}", "minst {low}", "at least {low}"),
    "between": (
        "{low}\N{EN DASH}{high}",
        "{low}\N{EN DASH}{high}",
        "{low}\N{EN DASH}{high}",
    ),
}
