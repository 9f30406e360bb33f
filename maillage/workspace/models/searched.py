"""What is found by its words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from maillage.actors.domain.words import stems

INDEXED = 50_000
"""How many words of one text are kept to be searched."""


def searched_words(text: str) -> str:
    """The stems of a text as the database's index reads them."""
    return " ".join(stems(text)[:INDEXED])


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
        if saved is None or {*self.IN_NAME, *self.IN_TEXT} & set(saved):
            self.keep_words()
            if saved is not None:
                kwargs["update_fields"] = {*saved, "words_name", "words_text"}
        super().save(*args, **kwargs)

    def keep_words(self) -> None:
        """Say again what the fields say."""
        self.words_name, self.words_text = (
            searched_words(" . ".join(str(getattr(self, field) or "") for field in fields))
            for fields in (self.IN_NAME, self.IN_TEXT)
        )
