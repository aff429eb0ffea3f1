"""Names of the national codes that basic education uses every day; updates come by import."""

from django.db import migrations

SUBJECTS = """
A1|A1-kieli|A1-språk|A1 language
A2|A2-kieli|A2-språk|A2 language
AI|Äidinkieli ja kirjallisuus|Modersmålet och litteratur|Mother tongue and literature
AOM|Äidinkielenomainen kieli A-oppimäärä|Modersmålsinriktat språk A-lärokurs|Mother-tongue-like language, A syllabus
B1|B1-kieli|B1-språk|B1 language
B2|B2-kieli|B2-språk|B2 language
B3|B3-kieli|B3-språk|B3 language
BI|Biologia|Biologi|Biology
ET|Elämänkatsomustieto|Livsåskådningskunskap|Ethics
FI|Filosofia|Filosofi|Philosophy
FY|Fysiikka|Fysik|Physics
GE|Maantieto|Geografi|Geography
HI|Historia|Historia|History
KE|Kemia|Kemi|Chemistry
KO|Kotitalous|Huslig ekonomi|Home economics
KS|Käsityö|Slöjd|Crafts
KT|Uskonto/Elämänkatsomustieto|Religion/Livsåskådningskunskap|Religion or ethics
KU|Kuvataide|Bildkonst|Visual arts
LI|Liikunta|Gymnastik|Physical education
MA|Matematiikka|Matematik|Mathematics
MU|Musiikki|Musik|Music
OP|Opinto-ohjaus|Elevhandledning|Guidance counselling
OPA|Opinto-ohjaus ja työelämätaidot|Studiehandledning och handledning i arbetslivsfärdigheter|Guidance counselling and working-life skills
PS|Psykologia|Psykologi|Psychology
TE|Terveystieto|Hälsokunskap|Health education
YH|Yhteiskuntaoppi|Samhällslära|Social studies
YL|Ympäristöoppi|Omgivningslära|Environmental studies
"""
MOTHER_TONGUES = """
AI1|Suomen kieli ja kirjallisuus|Finska och litteratur|Finnish language and literature
AI2|Ruotsin kieli ja kirjallisuus|Svenska och litteratur|Swedish language and literature
AI3|Saamen kieli ja kirjallisuus|Samiska och litteratur|Sámi language and literature
AI7|Suomi toisena kielenä ja kirjallisuus|Finska som andraspråk och litteratur|Finnish as a second language and literature
AI8|Ruotsi toisena kielenä ja kirjallisuus|Svenska som andraspråk och litteratur|Swedish as a second language and literature
"""
LANGUAGES = """
DE|saksa|tyska|German
EN|englanti|engelska|English
ES|espanja|spanska|Spanish
FI|suomi|finska|Finnish
FR|ranska|franska|French
RU|venäjä|ryska|Russian
SE|saame|samiska|Sámi
SV|ruotsi|svenska|Swedish
"""
SETS = {
    "koskioppiaineetyleissivistava": SUBJECTS,
    "oppiaineaidinkielijakirjallisuus": MOTHER_TONGUES,
    "kielivalikoima": LANGUAGES,
}
ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


def named(code_set, value, fi, sv, en):
    return {
        "code_set": code_set,
        "value": value,
        "version": 1,
        "names": {"fi": fi, "sv": sv, "en": en},
    }


def rows():
    for code_set, lines in SETS.items():
        for line in lines.strip().splitlines():
            yield named(code_set, *line.split("|"))
    for grade in range(1, 10):
        yield named(
            "perusopetuksenluokkaaste",
            str(grade),
            f"{grade}. vuosiluokka",
            f"Årskurs {grade}",
            f"{ORDINALS.get(grade, f'{grade}th')} grade",
        )


def lay(apps, schema_editor):
    Code = apps.get_model("curriculum", "Code")
    Code.objects.bulk_create([Code(**row) for row in rows()], ignore_conflicts=True)


def lift(apps, schema_editor):
    Code = apps.get_model("curriculum", "Code")
    for row in rows():
        Code.objects.filter(
            code_set=row["code_set"], value=row["value"], version=row["version"]
        ).delete()


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0001_initial")]
    operations = [migrations.RunPython(lay, lift)]
