"""The gallery shows every component, to whom it may."""

from __future__ import annotations

import pytest
from django.test import override_settings

from maillage.ui.gallery import shelves
from maillage.ui.templatetags.ui import register
from tests.page import check_html

pytestmark = pytest.mark.django_db

# Tags that give words or links to a template instead of showing something.
NOT_SHOWN = {"menu", "search_address"}


def test_the_gallery_is_a_sound_page(client):
    check_html(client.get("/galerie/"))


def test_every_component_has_its_example():
    sources = " ".join(example.source for shelf in shelves() for example in shelf.examples)
    missing = [name for name in register.tags if name not in NOT_SHOWN and f"{{% {name} " not in sources]
    assert missing == []


@override_settings(DEMO=False)
def test_outside_a_demonstration_it_is_the_animators(client, as_bruno, as_amina):
    assert client.get("/galerie/").status_code == 404
    assert as_bruno.get("/galerie/").status_code == 404
    check_html(as_amina.get("/galerie/"))
