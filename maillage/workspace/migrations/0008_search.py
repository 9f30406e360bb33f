"""Words to search by beside events, minutes, articles and discussions; what was there before is read once."""

from django.db import migrations, models

from maillage.workspace.models.searched import searched_words
from maillage.workspace.queries.words import ARTICLES, DISCUSSIONS, EVENTS, MESSAGES, MINUTES

READ = {
    "article": (("title",), ("summary", "text")),
    "discussion": (("title",), ()),
    "event": (
        ("title",),
        ("description", "teaches", "for_whom", "problem", "place", "address", "commune__name"),
    ),
    "message": ((), ("text",)),
    "minutes": ((), ("text",)),
}


def read(apps, schema_editor):
    for name, (named, said) in READ.items():
        rows = apps.get_model("workspace", name).objects.order_by("pk")
        for one in rows.values("pk", *named, *said).iterator(chunk_size=500):
            words = (searched_words(" . ".join(one[field] or "" for field in fields)) for fields in (named, said))
            rows.filter(pk=one["pk"]).update(**dict(zip(("words_name", "words_text"), words)))


def forget(apps, schema_editor):
    for index in (EVENTS, MINUTES, ARTICLES, DISCUSSIONS, MESSAGES):
        index.drop(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('workspace', '0007_presence'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='words_name',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='article',
            name='words_text',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='discussion',
            name='words_name',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='discussion',
            name='words_text',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='event',
            name='words_name',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='event',
            name='words_text',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='message',
            name='words_name',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='message',
            name='words_text',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='minutes',
            name='words_name',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='minutes',
            name='words_text',
            field=models.TextField(default='', editable=False),
        ),
        # Taken back first: on SQLite a table whose triggers read a column cannot lose it.
        migrations.RunPython(read, forget),
    ]
