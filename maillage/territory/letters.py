"""The Pôle’s e-mails: plain text, short, with one link that opens a page with buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from email.mime.base import MIMEBase
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from maillage.territory.models import Pole
from maillage.territory.queries import current_pole
from maillage.ui.address import absolute


def _sender(pole: Pole | None) -> str | None:
    """The Pôle's name, which readers know, unless the installation's own address says another."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((pole.name, address)) if pole and name in ("", "Maillage") else None


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
        _sender(pole),
        [to],
        reply_to=[reply_to] if reply_to else None,
        headers=dict(headers or {}),
    )
    for part in attachments:
        message.attach(part)
    message.send()
