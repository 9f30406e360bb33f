"""Names of people, as lists sort them."""

from __future__ import annotations

from typing import Any

from django.db import models

from maillage.kernel.text import person_sort_key


class PersonSortKey(models.CharField):
    """Family name first: read of the row's `name` whenever rows are made, or one is saved whole."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 300, "default": "", "editable": False, **options})

    def pre_save(self, model_instance: Any, add: bool) -> str:
        key = person_sort_key(model_instance.name)[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key
