"""What is found by its words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from maillage.actors.domain.words import stems

READ = 600_000
"""How many characters of one text are read to be searched."""
# PostgreSQL refuses a text whose words and their places weigh more than a megabyte.
WEIGHT = 700_000


def searched_words(text: str) -> str:
    """The stems of a text as the database's index reads them, as many as it holds."""
    kept: list[str] = []
    known: set[str] = set()
    weight = 0
    for stem in stems(text[:READ]):
        weight += 3 if stem in known else 3 + len(stem.encode())
        if weight > WEIGHT:
            break
        known.add(stem)
        kept.append(stem)
    return " ".join(kept)


class Searched(models.Model):
    """A row whose words are kept beside its text whenever it is saved; `queries.words` has them indexed."""

    # The fields that are read: those that name it, those that it says.
    IN_NAME: ClassVar[tuple[str, ...]] = ("title",)
    IN_TEXT: ClassVar[tuple[str, ...]] = ()

    words_name = models.TextField(default="", editable=False)
    words_text = models.TextField(default="", editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        saved = kwargs.get("update_fields")
        for column, fields in (("words_name", self.IN_NAME), ("words_text", self.IN_TEXT)):
            if saved is None or set(fields) & set(saved):
                setattr(
                    self, column, searched_words(" . ".join(str(getattr(self, one) or "") for one in fields))
                )
                if saved is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], column}
        super().save(*args, **kwargs)
