"""The list of one's resumes, a new one, its copy and its end."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.errors import DomainError

from .. import services
from ..access import days_kept, for_owners, keep_pace, own
from ..entitlements import has_premium
from ..models import Resume
from ..rendering import thumbnails
from ..visitors import visitor_of
from .choices import templates


@require_safe
@for_owners
def resume_list(request):
    rows = list(Resume.objects.of(request.actor).for_list())
    premium = bool(rows) and has_premium(request.user)
    found = [
        {
            "resume": row,
            "picture": thumbnails.address(row.template),
            "percent": services.completeness(row)[0],
            "watermarked": services.watermarked(row, premium=premium),
        }
        for row in rows
    ]
    context = {"found": found, "has_main": request.user.is_authenticated, "days": days_kept(request)}
    return render(request, "cv/builder/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def new_resume(request):
    """Which template; the POST makes a resume on it."""
    refusal = None
    if request.method == "POST":
        keep_pace(request, "resume")
        chosen = request.POST.get("template", "")
        # A visitor gets the cookie that names them with their first resume, and not before.
        actor = request.user if request.user.is_authenticated else visitor_of(request.session, make=True)
        try:
            resume = services.begin(actor, int(chosen) if chosen.isdecimal() and len(chosen) < 10 else 0)
        except DomainError as error:
            refusal = error
        else:
            return redirect("cv_editor", resume.pk)
    context = {
        "templates": templates(),
        "has_premium": has_premium(request.user),
        "refusal": refusal,
    }
    return render(request, "cv/builder/new.html", context, status=refusal.status if refusal else 200)


@require_POST
@for_owners
def duplicate(request, pk: int):
    keep_pace(request, "resume")
    try:
        copy = services.duplicate(request.actor, own(request, pk))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("cv_list")
    messages.success(request, _("Here is the copy: change what is to be different."))
    return redirect("cv_editor", copy.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def delete(request, pk: int):
    resume = own(request, pk)
    if request.method == "POST":
        services.delete(request.actor, resume)
        messages.success(request, _("The resume is deleted."))
        return redirect("cv_list")
    return render(request, "cv/builder/delete.html", {"resume": resume})
