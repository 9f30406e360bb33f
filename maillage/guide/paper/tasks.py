"""Work done by the background worker."""

from __future__ import annotations

from django_tasks import task

from maillage.guide.models import GuideDocument
from maillage.guide.paper.editions import carry_out


@task()
def compose_document(document_id: int) -> None:
    """Compose a document that was asked; one deleted meanwhile is left."""
    document = GuideDocument.objects.select_related("edition", "asked_by").filter(pk=document_id).first()
    if document is not None:
        carry_out(document)
