"""The editor: its page, what it saves by itself, the sheet beside it, the photo and the PDF."""

import json

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.core.errors import DomainError, Invalid

from .. import services
from ..access import days_kept, for_owners, keep_pace, own, read
from ..entitlements import has_premium
from ..errors import Stale
from ..layout import FONT_SIZES, FONTS, PAGE_SIZES, SPACINGS
from ..models import Level
from ..preview import preview_response
from ..rendering.sheet import TITLES
from .choices import COLORS, FONT_SIZE_LABELS, LANGUAGE_LEVELS, PAGE_SIZE_LABELS, SPACING_LABELS, templates
from .state import state_of


@require_safe
@for_owners
@csp_update({"img-src": "blob:"})
def page(request, pk: int):
    resume = read(request, pk)
    offered = templates(resume.template)
    context = {
        "resume": resume,
        "days": days_kept(request),
        "state": state_of(resume),
        "titles": {key: str(title) for key, title in TITLES.items()},
        "templates": offered,
        "template_facts": {each["row"].pk: {"name": each["row"].name, "color": each["color"]} for each in offered},
        "premium_templates": [each["row"].pk for each in offered if each["row"].is_premium],
        "may_use_premium": resume.is_paid or has_premium(request.user),
        "levels": Level.choices,
        "language_levels": LANGUAGE_LEVELS,
        "colors": COLORS,
        "fonts": FONTS.items(),
        "choices": [
            ("font_size", _("Size of the text"), [(key, FONT_SIZE_LABELS[key]) for key in FONT_SIZES]),
            ("spacing", _("Spacing"), [(key, SPACING_LABELS[key]) for key in SPACINGS]),
            ("page_size", _("Page"), [(key, PAGE_SIZE_LABELS[key]) for key in PAGE_SIZES]),
        ],
    }
    return render(request, "cv/builder/editor.html", context)


@require_POST
@for_owners
def save(request, pk: int):
    """What was changed: `values` as JSON, the `revision` that was seen; the answer is the editor's whole state.

    412 comes with the state as another tab left it. With `keep` the history keeps what is there now.
    """
    try:
        values, revision = _sent(request)
        resume = services.change(request.actor, pk, values, revision=revision, always_keep="keep" in request.POST)
    except Stale as error:
        return _refused(error, **state_of(read(request, pk)))
    except DomainError as error:
        return _refused(error)
    return JsonResponse(state_of(resume))


@require_safe
@for_owners
def preview(request, pk: int):
    """The resume as one HTML sheet: alone, as text for screen readers, and in place of pages where none are drawn."""
    keep_pace(request, "render")
    try:
        return preview_response(read(request, pk))
    except DomainError as error:
        response = render(request, "cv/builder/no_sheet.html", {"message": error.message}, status=error.status)
        response["X-Robots-Tag"] = "noindex"
        return response


@require_POST
@for_owners
def photo(request, pk: int):
    """A new photo (`file`), or none any more (`remove`)."""
    keep_pace(request, "upload")
    resume = own(request, pk)
    try:
        if "remove" in request.POST:
            services.remove_photo(request.actor, resume)
        elif "file" in request.FILES:
            services.set_photo(request.actor, resume, request.FILES["file"])
        else:
            raise Invalid(_("Choose a picture first."))
    except DomainError as error:
        return _refused(error)
    return JsonResponse(state_of(read(request, pk)))


@require_POST
@for_owners
def export(request, pk: int) -> HttpResponse:
    """The PDF, made now; the browser is sent to fetch it."""
    keep_pace(request, "render")
    resume = read(request, pk)
    try:
        made = services.export_pdf(request.actor, resume)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("cv_editor", pk)
    return redirect("cv_export", made.token, made.name)


def _sent(request) -> tuple[dict, int]:
    """Raises Invalid for what no editor of ours sends."""
    try:
        values, revision = json.loads(request.POST.get("values", "")), int(request.POST.get("revision", ""))
    except (ValueError, RecursionError) as error:
        raise Invalid from error
    if not isinstance(values, dict):
        raise Invalid
    return values, revision


def _refused(error: DomainError, **more) -> JsonResponse:
    fields = {name: [str(text) for text in texts] for name, texts in error.fields.items()}
    return JsonResponse({"error": str(error.message), "fields": fields, **more}, status=error.status)
