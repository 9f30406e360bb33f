"""The animator's page of data and diagnoses: what is loaded, what was made of it, what is published."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from maillage.accounts.permissions import animator_required, person
from maillage.observatory.actions import diagnosis as actions
from maillage.observatory.forms import DiagnosisForm
from maillage.observatory.models import Diagnosis
from maillage.observatory.queries.diagnosis import store
from maillage.observatory.views.buttons import press
from maillage.opendata.columns import LABELS
from maillage.opendata.national.extract import passes
from maillage.ui.navigation import address


@animator_required
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest) -> HttpResponse:
    """Ask for a diagnosis, publish it, take it back; see what was loaded. The animator."""
    form = DiagnosisForm(request.POST if "make" in request.POST else None)
    if request.method == "POST" and (form.is_valid() or not form.is_bound):
        try:
            if form.is_bound:
                actions.ask_for(form.cleaned_data["territory"], form.cleaned_data["on"], by=person(request))
                messages.success(request, "Le diagnostic se prépare ; cette page dira quand il est prêt.")
            press(
                request,
                Diagnosis.objects.all(),
                ("publish", actions.publish, "Le diagnostic est publié."),
                ("unpublish", actions.unpublish, "Le diagnostic n’est plus publié."),
                ("forget", actions.forget, "La ligne est retirée."),
                gone=actions.GONE,
            )
        except ValueError as error:
            messages.error(request, str(error))
        return redirect("observatory:data")
    datasets = [(LABELS[one.manifest.table], one) for one in store().datasets()]
    return render(
        request,
        "observatory/data.html",
        {
            "form": form,
            "page": Paginator(Diagnosis.objects.select_related("territory"), 20).get_page(
                request.GET.get("page")
            ),
            "making": Diagnosis.objects.filter(state=Diagnosis.State.MAKING).exists(),
            "national": passes(store())[-1:],
            "datasets": datasets,
            "trail": [("Animation", address("animation")), ("Données et diagnostics", "")],
        },
    )
