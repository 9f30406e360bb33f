"""The Pôle’s e-mails: plain text, short, with one link that opens a page with buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from email.mime.base import MIMEBase
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from maillage.outbox.sender import sender
from maillage.territory.queries import current_pole
from maillage.ui.address import absolute


def write(
    template: str,
    to: str,
    *,
    attachments: Iterable[MIMEBase] = (),
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> None:
    """Send a template (`upkeep/mail/prove.txt`), whose first line is the subject, to one address.

    Addresses of pages given in `context` as paths (`link`) become absolute. It is answered at `reply_to`, else
    at the Pôle's own address.
    """
    pole = current_pole()
    if "link" in context:
        context["link"] = absolute(context["link"])
    body = render_to_string(template, {"pole": pole, **context})
    subject, _, text = body.partition("\n")
    reply_to = reply_to or (pole.contact_email if pole else "")
    message = EmailMessage(
        subject.strip(),
        text.strip() + "\n",
        sender(),
        [to],
        reply_to=[reply_to] if reply_to else None,
        headers=dict(headers or {}),
    )
    for part in attachments:
        message.attach(part)
    message.send()
