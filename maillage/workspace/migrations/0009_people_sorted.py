"""People sorted by family name; those already known are sorted once."""

from django.db import migrations, models

import maillage.workspace.models.names
from maillage.kernel.text import person_sort_key


def sort(apps, schema_editor):
    for name in ("guest", "registration"):
        rows = apps.get_model("workspace", name).objects.order_by("pk")
        for pk, person in rows.values_list("pk", "name").iterator(chunk_size=500):
            rows.filter(pk=pk).update(sort_key=person_sort_key(person)[:300])


class Migration(migrations.Migration):

    dependencies = [
        ('workspace', '0008_search'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='guest',
            options={'ordering': [models.OrderBy(models.F('rank'), nulls_last=True), 'sort_key', 'pk'], 'verbose_name': 'personne invitée'},
        ),
        migrations.AddField(
            model_name='guest',
            name='sort_key',
            field=maillage.workspace.models.names.PersonSortKey(default='', editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='registration',
            name='sort_key',
            field=maillage.workspace.models.names.PersonSortKey(default='', editable=False, max_length=300),
        ),
        migrations.RunPython(sort, migrations.RunPython.noop),
    ]
