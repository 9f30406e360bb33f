"""What the demonstration is, its accounts without a code, and its local lists to download."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from maillage.accounts.models import User
from maillage.demo.actions import ACCOUNTS, lists_folder
from maillage.demo.list_files import ABOUT
from maillage.territory.queries import current_pole


def _only_in_demonstration() -> None:
    pole = current_pole()
    if not settings.DEMO or pole is None or not pole.is_demonstration:
        raise Http404


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is real here and what is invented. Open to all; 404 outside a demonstration."""
    _only_in_demonstration()
    lists = [one for one in ABOUT.values() if (lists_folder() / one.filename).exists()]
    return render(request, "demo/about.html", {"accounts": ACCOUNTS, "lists": lists})


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's people. Open to all; 404 outside a demonstration."""
    _only_in_demonstration()
    emails = {account.email for account in ACCOUNTS}
    email = request.POST.get("account", "")
    if email not in emails:
        raise Http404
    user = get_object_or_404(User, email=email)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("my-space")


@require_safe
def local_list(request: HttpRequest, filename: str) -> FileResponse:
    """One of the four lists, as its collectivity keeps it. Open to all; 404 outside a demonstration."""
    _only_in_demonstration()
    path = lists_folder() / filename
    if filename not in {one.filename for one in ABOUT.values()} or not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=filename)
