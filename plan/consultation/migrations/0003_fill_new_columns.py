"""Gives rows of before a consultation and a link of their own: a column's default is one for all."""

from django.db import migrations

from plan.consultation.references import new_salt

BATCH = 1000


def fill(apps, schema_editor):
    """Copy the consultation beside protected answers; make each response's private link its own."""
    protected = apps.get_model("plan_consultation", "ProtectedAnswer")
    for row in protected.objects.filter(consultation=None).select_related("response").iterator():
        protected.objects.filter(pk=row.pk).update(consultation=row.response.consultation_id)
    responses = apps.get_model("plan_consultation", "Response")
    batch = []
    for response in responses.objects.only("pk").iterator(chunk_size=BATCH):
        response.link_salt = new_salt()
        batch.append(response)
        if len(batch) == BATCH:
            responses.objects.bulk_update(batch, ["link_salt"])
            batch = []
    responses.objects.bulk_update(batch, ["link_salt"])


class Migration(migrations.Migration):
    dependencies = [("plan_consultation", "0002_questions_routes_channels")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
