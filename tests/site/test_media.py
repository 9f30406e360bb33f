"""Of the uploads, only the pictures that pages show are served."""

from __future__ import annotations

import pytest


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name in ("actors/2026/logo.png", "imports/liste.csv", "secret.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"content")
    return tmp_path


@pytest.mark.django_db
def test_pictures_are_served_and_nothing_else(client, uploads):
    answer = client.get("/media/actors/2026/logo.png")
    assert b"".join(answer) == b"content"
    assert "sandbox" in answer["Content-Security-Policy"]
    for path in ("imports/liste.csv", "secret.txt", "actors/../secret.txt", "actors/", "actors/absent.png"):
        assert client.get(f"/media/{path}").status_code == 404, path
