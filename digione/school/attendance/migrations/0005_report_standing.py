from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("attendance", "0004_who_noted"), ("people", "0003_contact_source")]

    operations = [
        AddIndexConcurrently(
            model_name="absencereport",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)),
                fields=["tenant_id", "ends_at"],
                name="attendance_report_standing",
            ),
        ),
    ]
