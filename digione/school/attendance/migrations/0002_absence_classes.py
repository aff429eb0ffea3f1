"""The first version of our own list of absence classes; there is no national one yet."""

import datetime

from django.db import migrations

# code, authorised, may be named by a home, Finnish, Swedish, English
CLASSES = [
    ("illness", True, True, "Sairaus", "Sjukdom", "Illness"),
    ("health_care", True, True, "Terveydenhoito", "Hälsovård", "Health care"),
    ("leave", True, False, "Myönnetty lupa", "Beviljad ledighet", "Leave granted"),
    ("family", True, True, "Perhesyy", "Familjeskäl", "Family reason"),
    ("other_teaching", True, False, "Muu koulun toiminta", "Annan skolverksamhet", "Other school activity"),
    ("weather_or_transport", True, True, "Kuljetus tai sää", "Skjuts eller väder", "Transport or weather"),
    ("other_reason", True, True, "Muu syy", "Annat skäl", "Other reason"),
    ("late", False, False, "Myöhästyminen ilman syytä", "Försening utan skäl", "Late without reason"),
    ("unauthorised", False, False, "Luvaton poissaolo", "Olovlig frånvaro", "Unauthorised absence"),
    ("unexplained", False, False, "Selvittämätön poissaolo", "Outredd frånvaro", "Unexplained absence"),
]


def seed(apps, schema_editor):
    AbsenceClass = apps.get_model("attendance", "AbsenceClass")
    for ordinal, (code, authorised, for_homes, fi, sv, en) in enumerate(CLASSES, start=1):
        AbsenceClass.objects.update_or_create(
            code=code,
            version=1,
            defaults={
                "names": {"fi": fi, "sv": sv, "en": en},
                "authorised": authorised,
                "for_homes": for_homes,
                "origin": "digione",
                "ordinal": ordinal,
                "valid_from": datetime.date(2020, 8, 1),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("attendance", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
