"""The animator sees what did not leave, and sends it again on her word alone."""

from __future__ import annotations

import pytest

from maillage.outbox.models import MessageState, OutgoingMessage
from tests.page import check_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed() -> OutgoingMessage:
    return OutgoingMessage.objects.create(
        to=["inconnue@example.org"], from_email="x@example.org", subject="Votre code", text="…", mime=b"",
        state=MessageState.FAILED, error="550 no such user",
    )  # fmt: skip


def test_the_animator_sends_a_failed_message_again(as_amina, failed, plaine_centrale):
    page = as_amina.get("/animation/courriels/")
    check_html(page)
    assert "550 no such user" in page.content.decode()
    assert "1 à voir" in as_amina.get("/animation/").content.decode()
    as_amina.post("/animation/courriels/", {"message": failed.pk})
    failed.refresh_from_db()
    assert failed.state == MessageState.WAITING
    check_html(as_amina.get("/animation/courriels/"))


def test_nobody_else_sees_them(client, as_bruno, failed):
    assert as_bruno.get("/animation/courriels/").status_code == 403
    assert as_bruno.post("/animation/courriels/", {"message": failed.pk}).status_code == 403
    assert client.get("/animation/courriels/").status_code == 302
