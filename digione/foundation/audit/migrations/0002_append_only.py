"""What was written down is never altered by the application."""

from django.db import migrations

TAKE = "REVOKE UPDATE, DELETE ON audit_event, audit_about FROM app_rw"
GIVE = "GRANT UPDATE, DELETE ON audit_event, audit_about TO app_rw"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(TAKE, GIVE)]
