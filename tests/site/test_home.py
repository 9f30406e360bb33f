"""The home page, on an instance where nothing was said yet."""

from __future__ import annotations

import pytest

from tests.page import check_html

pytestmark = pytest.mark.django_db


def test_home_is_a_sound_page_before_anything_was_said(client):
    check_html(client.get("/"))
