"""Links by which anybody reads a resume: made, counted, revoked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.core.errors import DomainError

from .. import services
from ..access import for_owners, own
from ..models import ResumeShare
from .forms import ShareForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def shares(request, pk: int):
    resume = own(request, pk)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.share(request.actor, resume, label=form.cleaned_data["label"])
        except DomainError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The link is ready: copy it below."))
            return redirect("cv_shares", pk)
    rows = [
        {"share": row, "url": request.build_absolute_uri(reverse("cv_shared", args=[row.token]))}
        for row in ResumeShare.objects.open().filter(resume=resume).order_by("-id")
    ]
    return render(request, "cv/builder/shares.html", {"resume": resume, "rows": rows, "form": form})


@require_POST
@for_owners
def revoke(request, pk: int, share: int):
    row = get_object_or_404(
        ResumeShare.objects.open().filter(resume=own(request, pk)).select_related("resume"), pk=share
    )
    services.revoke(request.actor, row)
    messages.success(request, _("The link leads nowhere any more."))
    return redirect("cv_shares", pk)
