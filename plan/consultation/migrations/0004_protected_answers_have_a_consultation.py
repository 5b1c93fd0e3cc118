import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plan_consultation", "0003_fill_new_columns")]

    operations = [
        migrations.AlterField(
            model_name="protectedanswer",
            name="consultation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="protected_answers",
                to="plan_consultation.consultation",
            ),
        ),
    ]
