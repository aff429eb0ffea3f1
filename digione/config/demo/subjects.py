"""What is taught: subjects, hours a week by grade, options, and upper-secondary courses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Subject:
    """`field` says who can teach it, `place` what kind of room it needs."""

    code: str
    fi: str
    sv: str
    en: str
    field: str
    place: str = ""
    colour: str = ""


def _subject(line: str) -> Subject:
    return Subject(*(part.strip() for part in line.split("|")))


# National codes (koskioppiaineetyleissivistava) where there is one; languages say which, too.
SUBJECTS: Final = {
    subject.code: subject
    for subject in map(
        _subject,
        (
            "AI | Äidinkieli ja kirjallisuus | Modersmålet och litteratur | Mother tongue|AI||red",
            "MA | Matematiikka | Matematik | Mathematics | MA || blue",
            "YL | Ympäristöoppi | Omgivningslära | Environmental studies | BI || green",
            "BI | Biologia | Biologi | Biology | BI || green",
            "GE | Maantieto | Geografi | Geography | BI || green",
            "FY | Fysiikka | Fysik | Physics | FY | science | violet",
            "KE | Kemia | Kemi | Chemistry | FY | science | violet",
            "TE | Terveystieto | Hälsokunskap | Health education | TE || teal",
            "KT | Uskonto | Religion | Religion | HI || brown",
            "ET | Elämänkatsomustieto | Livsåskådningskunskap | Ethics | HI || brown",
            "HI | Historia | Historia | History | HI || brown",
            "YH | Yhteiskuntaoppi | Samhällslära | Social studies | HI || brown",
            "FI | Filosofia | Filosofi | Philosophy | HI || brown",
            "PS | Psykologia | Psykologi | Psychology | HI || brown",
            "A1.EN | Englanti, A1-kieli | Engelska, A1-språk | English (A1) | EN || orange",
            "A1.FI | Suomi, A1-kieli | Finska, A1-språk | Finnish (A1) | FI || orange",
            "A2.EN | Englanti, A2-kieli | Engelska, A2-språk | English (A2) | EN || orange",
            "B1.SV | Ruotsi, B1-kieli | Svenska, B1-språk | Swedish (B1) | SV || orange",
            "B2.DE | Saksa, B2-kieli | Tyska, B2-språk | German (B2) | DE || orange",
            "A2.FR | Ranska, A2-kieli | Franska, A2-språk | French (A2) | DE || orange",
            "MU | Musiikki | Musik | Music | MU | music | pink",
            "KU | Kuvataide | Bildkonst | Visual arts | KU | art | pink",
            "KS | Käsityö | Slöjd | Crafts | KS | workshop | pink",
            "LI | Liikunta | Gymnastik | Physical education | LI | gym | teal",
            "KO | Kotitalous | Huslig ekonomi | Home economics | KO | kitchen | pink",
            "OP | Opinto-ohjaus | Elevhandledning | Guidance | OP || grey",
            "TVT | Tieto- ja viestintätekniikka | Informationsteknik | Computing | MA|computers|",
        ),
    )
}

PLACES: Final = {
    "": ("Luokka", "Klassrum"),
    "science": ("Fyke", "Fyke"),
    "music": ("Musiikki", "Musik"),
    "art": ("Kuvis", "Bild"),
    "workshop": ("Verstas", "Slöjdsal"),
    "gym": ("Sali", "Gymsal"),
    "kitchen": ("Keittiö", "Kök"),
    "computers": ("Atk", "Datasal"),
}

# Hours a week. "first" is the first foreign or second national language of the school, "second"
# the one that follows; religion and ethics are given side by side, so are the options.
HOURS: Final = {
    1: "AI7 MA3 YL2 MU1 KU1 KS2 LI2 first1 KT|ET1",
    2: "AI7 MA4 YL2 MU1 KU1 KS2 LI2 first1 KT|ET1",
    3: "AI5 MA4 YL3 MU1 KU2 KS2 LI3 first2 KT|ET1",
    4: "AI5 MA4 YL3 MU1 KU2 KS2 LI3 first2 KT|ET1 A2.FR|KU|LI1",
    5: "AI5 MA4 YL3 HI2 MU1 KU2 KS2 LI2 first2 KT|ET1 A2.FR|TVT|MU1",
    6: "AI4 MA3 YL3 HI1 YH1 MU1 KU2 KS2 LI2 first2 second2 KT|ET1 A2.FR|KU|TVT1",
    7: "AI3 MA3 BI1 GE1 FY1 KE1 TE1 HI2 first3 second2 MU1 KU2 KS2 LI2 KO3 OP1 KT|ET1",
    8: "AI3 MA4 BI1 GE1 FY2 KE1 TE1 HI2 first3 second2 LI2 OP1 KT|ET1"
    " B2.DE|KO|KS|LI2 KU|MU|TVT|KO2 LI|KS|KU|MU2",
    9: "AI3 MA4 BI1 GE1 FY1 KE2 TE1 YH3 first2 second2 LI2 OP1 KT|ET1"
    " B2.DE|KO|LI|KU2 KS|MU|TVT|KO2 LI|KU|KS|MU2",
}
LANGUAGES: Final = {"fi": ("A1.EN", "B1.SV"), "sv": ("A1.FI", "A2.EN")}

# Five periods a year, six courses in each, five lessons a week; MAA and MAB are the long and the
# short syllabus of mathematics.
TRAYS: Final = {
    1: (
        "AI first second MA GE KU|MU|LI",
        "AI first BI MAA|MAB HI FY|TE|PS",
        "AI second YH MAA|MAB KE LI|KU|MU",
        "first GE FI MAA|MAB FY PS|HI|BI",
        "AI first second MAA|MAB HI KE|TE|YH",
    ),
    2: (
        "AI first second MAA|MAB YH FY|PS|GE",
        "AI first HI MAA|MAB BI KE|KU|TE",
        "AI second OP MAA|MAB FI FY|PS|LI",
        "first GE KT|ET MAA|MAB YH KE|HI|MU",
        "AI first second MAA|MAB TE FY|BI|KU",
    ),
    3: (
        "AI first second MAA|MAB HI FY|PS|GE",
        "AI first YH MAA|MAB TE KE|BI|KU",
        "AI second FI MAA|MAB OP FY|HI|LI",
        "AI first second MAA|MAB BI KE|PS|YH",
        "AI first second MAA|MAB HI FY|GE|TE",
    ),
}
PERIOD_STARTS: Final = ((8, 1), (10, 1), (11, 30), (2, 1), (4, 7))
LONG, SHORT = "MAA", "MAB"

# What lessons were about and what was left for home, by field: "topic > homework".
TOPICS: Final = {
    "fi": {
        "AI": (
            "Lauseenjäsenet > Tehtävät 4–6 s. 58|Uutisen rakenne > Kirjoita oma "
            "uutinen|Lukupiiri > Lue luku 5|Oikeinkirjoitus: yhdyssanat > Harjoitus "
            "12|Suullinen esitys"
        ),
        "MA": (
            "Yhtälön ratkaiseminen > Tehtävät 214–218|Prosenttilaskut > Tehtävät "
            "96–99|Kertaus > Valmistaudu kokeeseen|Negatiiviset luvut > Tehtävät 45, 47 ja "
            "50|Geometriaa: kulmat"
        ),
        "EN": (
            "Past simple > Tekstikirja s. 42, lue|Unit 4: sanasto > Opettele sanat|Suullinen "
            "harjoitus parin kanssa|Kuuntelu ja kertaus > Tehtävät 5 ja 6 s. 61"
        ),
        "SV": (
            "Verbien aikamuodot > Tehtävät 3 ja 4 s. 27|Kappale 5 > Opettele sanat|Sanajärjestys"
        ),
        "DE": "Ranskan ja saksan tervehdykset > Kappale 3|Numerot 1–100 > Opettele sanat",
        "BI": (
            "Metsän eliöt > Kerro lajistasi|Järven ravintoverkko > Tehtävä 3 s. 77|Kartan lukeminen"
        ),
        "FY": ("Sähkövirta: mittauksia > Kirjoita työselostus|Alkuaineet > Opettele merkit|Voimat"),
        "HI": "Teollistuminen > Lue s. 64–67|Suomi itsenäistyy > Tehtävät 1–3 s. 88|Lähdetyö",
        "TE": "Uni ja lepo > Pidä unipäiväkirjaa|Tunnetaidot|Ensiapu: elvytys",
        "MU": "Rytmiharjoituksia|Bändisoitto > Opettele soinnut|Itsenäisyyspäivän laulut",
        "KU": "Perspektiivi > Tuo oma valokuva|Muovailua savesta|Väriympyrä",
        "KS": "Oma työ jatkuu > Tuo materiaalit|Työturvallisuus|Suunnitelma ja mitat",
        "LI": "Sisäpelit|Luistelua > Ota mukaan luistimet ja kypärä|Koordinaatiorata",
        "KO": "Aamiainen ja hygienia|Leivonta > Kirjoita resepti|Kestävä kulutus",
        "OP": (
            "Opiskelutekniikat|Toisen asteen haku > Tutustu Opintopolkuun|Työelämään tutustuminen"
        ),
    },
    "sv": {
        "AI": (
            "Satsdelar > Uppgift 4–6 s. 58|Nyhetens uppbyggnad > Skriv en egen "
            "nyhet|Läscirkel > Läs kapitel 5|Rättstavning: sammansatta ord > Övning "
            "12|Muntlig presentation"
        ),
        "MA": (
            "Att lösa ekvationer > Uppgift 214–218|Procenträkning > Uppgift 96–99|Repetition "
            "> Förbered dig på provet|Negativa tal > Uppgift 45, 47 och 50|Geometri: vinklar"
        ),
        "EN": ("Past simple > Läs s. 42|Unit 4: ordförråd > Lär dig orden|Muntlig övning i par"),
        "FI": "Verbit > Uppgift 3 s. 31|Kappale 5 > Lär dig orden|Paikallissijat > Uppgift 7",
        "DE": "Hälsningar > Kapitel 3|Talen 1–100 > Lär dig orden",
        "BI": ("Skogens organismer > Berätta om din art|Sjöns näringsväv > Uppgift 3 s. 77|Kartan"),
        "FY": (
            "Elektrisk ström: mätningar > Skriv arbetsrapport|Grundämnen > Lär dig tecknen|Krafter"
        ),
        "HI": ("Industrialiseringen > Läs s. 64–67|Finland blir självständigt > Uppgift 1–3 s. 88"),
        "TE": "Sömn och vila > För sömndagbok|Känslor|Första hjälpen",
        "MU": "Rytmövningar|Bandspel > Lär dig ackorden|Självständighetsdagens sånger",
        "KU": "Perspektiv > Ta med ett eget foto|Modellering i lera|Färgcirkeln",
        "KS": "Eget arbete fortsätter > Ta med material|Arbetssäkerhet|Plan och mått",
        "LI": "Inomhusspel|Skridskor > Ta med skridskor och hjälm|Koordinationsbana",
        "KO": "Frukost och hygien|Bakning > Skriv ner receptet|Hållbar konsumtion",
        "OP": "Studieteknik|Ansökan till andra stadiet > Bekanta dig med Studieinfo|Prao",
    },
}
