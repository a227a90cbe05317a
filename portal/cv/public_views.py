"""Addresses behind a secret: a photo, a PDF that was made, a shared resume. Whoever has the address may read."""

import hashlib

from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal.core import limits
from portal.core.clients import client_network, sent_by_this_site
from portal.core.files import PDF, file_response

from . import services
from .models import ResumeExport, ResumeShare
from .photos import resume_of
from .preview import preview_response

#: A reader counts once in so many seconds.
ONE_READER = 24 * 3600


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponse:
    """A JPEG of ours (`portal.cv.services.photos`), shown in pages; a new photo has a new address."""
    found = resume_of(name)
    if found is None:
        raise Http404
    try:
        response = FileResponse(found.photo.open("rb"), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_safe
def export(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """The PDF, for a day."""
    made = get_object_or_404(ResumeExport.objects.kept(), token=token, name=name)
    response = file_response(made.file, name=made.name, content_type=PDF)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The page around a shared resume."""
    share = _share(token)
    response = render(request, "cv/shared.html", {"share": share, "resume": share.resume})
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_safe
def shared_sheet(request: HttpRequest, token: str) -> HttpResponse:
    """The shared resume itself, as its PDF shows it."""
    limits.keep_pace("render", limits.address_of(request))
    return preview_response(_share(token).resume)


@csrf_exempt  # sent by navigator.sendBeacon, which adds no token; it can only say "one more" once a day
@require_POST
def shared_view(request: HttpRequest, token: str) -> HttpResponse:
    """One more reader: once a day each, and not its owner. The answer is the same whether it counted or not."""
    share = _share(token)
    is_owner = request.user.is_authenticated and share.resume.user_id == request.user.pk
    if not is_owner and sent_by_this_site(request) and not limits.too_often("view", limits.address_of(request)):
        agent = request.headers.get("User-Agent", "")[:400]
        reader = hashlib.blake2b(f"{share.pk} {client_network(request)} {agent}".encode(), digest_size=12).hexdigest()
        if cache.add(f"cv:reader:{reader}", 1, ONE_READER):
            services.count_view(share)
    return HttpResponse(status=204)


def _share(token: str) -> ResumeShare:
    return get_object_or_404(ResumeShare.objects.readable().select_related("resume__template"), token=token)
