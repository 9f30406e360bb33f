"""The words of the search, its index in the database, and the searches that found nothing."""

from django.db import connections, migrations, models

from maillage.actors.search.index import ACTORS


def make(apps, schema_editor):
    ACTORS.make(connections[schema_editor.connection.alias])


def drop(apps, schema_editor):
    ACTORS.drop(connections[schema_editor.connection.alias])


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=60, unique=True)),
                ('batch', models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name='MissedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('day', models.DateField()),
                ('count', models.PositiveIntegerField(default=1)),
                ('term', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'verbose_name': 'recherche sans résultat',
                'constraints': [models.UniqueConstraint(fields=('digest', 'day'), name='missed_once_a_day')],
            },
        ),
        migrations.RunPython(make, drop),
    ]
