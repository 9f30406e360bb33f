from django.db import migrations, models

from maillage.territory.domain import area


def measure(apps, schema_editor):
    """Measure the outlines loaded before, but for those that may be of a part of the commune, or schematic.

    A commune made of others may have been given the outline of one of them: its area comes with the next load. A
    code of another department is not of a part: departments were cut up.
    """
    communes = apps.get_model("territory", "Commune").objects
    aliases = apps.get_model("territory", "CommuneAlias").objects.values_list("code", "commune_id")
    made_of_others = {commune for code, commune in aliases if code[:2] == commune[:2]}
    loaded = communes.filter(outline__isnull=False).exclude(outline_note__icontains="schématique")
    for code, outline in loaded.values_list("code", "outline").iterator(chunk_size=200):
        if code not in made_of_others:
            communes.filter(pk=code).update(area=area(outline))


class Migration(migrations.Migration):
    dependencies = [("territory", "0001_initial")]

    operations = [
        migrations.AddField("commune", "area", models.FloatField(blank=True, null=True)),
        migrations.AddIndex("commune", models.Index(fields=["area", "code"], name="commune_area")),
        migrations.RunPython(measure, migrations.RunPython.noop),
    ]
