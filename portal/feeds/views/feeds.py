"""Feeds of a company: the list, a new one, its fields with what they make, its settings."""

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.core import limits
from portal.core.errors import DomainError
from portal.jobs.forms import service_errors
from portal.jobs.views.access import for_recruiters, page_of, standing

from .. import permissions, services
from ..forms import FeedForm, ImportForm, MappingForm, SettingsForm
from ..incoming import mapping
from ..models import Every, Feed, ImportRun, RunState
from ..previews import previews
from .access import for_importers, own_feed

RUNS_SHOWN = 10


def keep_pace(request) -> None:
    """Sources are sent and fetched at the pace of other files. Raises TooMany."""
    limits.keep_pace("upload", limits.account(request.user), limits.address_of(request))


@for_recruiters
@require_safe
def listing(request):
    """The feeds, or what stands in the way of a first one."""
    newest = ImportRun.objects.filter(feed=OuterRef("pk")).order_by("-created_at", "-id").values("pk")[:1]
    feeds = page_of(request, Feed.objects.of(request.user).annotate(last_run_id=Subquery(newest)))
    runs = ImportRun.objects.in_bulk([feed.last_run_id for feed in feeds if feed.last_run_id])
    rows = [{"feed": feed, "run": runs.get(feed.last_run_id)} for feed in feeds]
    refusal = permissions.why_not_import(request.user)
    return render(
        request,
        "feeds/list.html",
        {"rows": rows, "page_obj": feeds, "refusal": refusal, **standing(request.user)},
    )


@for_importers
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    form = FeedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        keep_pace(request)
        try:
            feed = services.feeds.create(request.user, **form.cleaned_data)
        except DomainError as error:
            _about_source(form, error)
        else:
            return redirect("feed_fields", pk=feed.pk)
    return render(request, "feeds/new.html", {"form": form})


def _about_source(form, error: DomainError) -> None:
    """What is wrong with a source stands beside it."""
    if error.fields:
        service_errors(form, error)
    else:
        form.add_error("file" if form.cleaned_data.get("file") else "url", error.message)


@for_recruiters
@require_safe
def one(request, pk: int):
    feed = own_feed(request, pk)
    kept = services.runs.kept_upload(feed)
    context = {
        "feed": feed,
        "every": Every(feed.every).label,
        "runs": list(feed.runs.exclude(state=RunState.UPLOADED)[:RUNS_SHOWN]),
        "active": feed.runs.active().first(),
        "kept": kept,
        "form": None if feed.url or kept else ImportForm(),
        "items": feed.items.filter(ended_at__isnull=True).count(),
        "refusal": permissions.why_not_import(request.user),
        **standing(request.user),
    }
    return render(request, "feeds/one.html", context)


@for_importers
@require_http_methods(["GET", "HEAD", "POST"])
def fields(request, pk: int):
    """Which field of the source is which of ours, and what that makes of the first items. Nothing is imported here."""
    feed = own_feed(request, pk)
    items = services.feeds.first_items(feed)
    paths = mapping.paths_of([mapping.unwrapped(item.node) for item in items])
    form = MappingForm(request.POST or None, feed=feed, paths=paths)
    chosen = feed.mapping
    if request.method == "POST" and form.is_valid():
        chosen = form.mapping()
        if "save" in request.POST:
            try:
                services.feeds.change(request.user, feed, mapping=chosen)
            except DomainError as error:
                service_errors(form, error)
            else:
                messages.success(request, _("The fields are kept. You can import now."))
                return redirect("feed_one", pk=pk)
    context = {
        "feed": feed,
        "form": form,
        "previews": previews(feed, items, chosen),
        "found": len(paths),
    }
    return render(request, "feeds/fields.html", context)


@for_importers
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request, pk: int):
    feed = own_feed(request, pk)
    initial = {name: getattr(feed, name) for name in ("name", "every", "complete")}
    form = SettingsForm(request.POST or None, initial=initial)
    if not feed.url:
        del form.fields["every"]
    if request.method == "POST" and form.is_valid():
        services.feeds.change(request.user, feed, **form.cleaned_data)
        messages.success(request, _("The settings are kept."))
        return redirect("feed_one", pk=pk)
    return render(request, "feeds/settings.html", {"feed": feed, "form": form})


@for_recruiters
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, pk: int):
    feed = own_feed(request, pk)
    if request.method == "POST":
        services.feeds.delete(request.user, feed)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": feed.name})
        return redirect("feed_list")
    context = {
        "title": _("Delete this feed"),
        "question": feed.name,
        "text": _("What it brought stays on the site, and is no longer updated by it. Its reports are deleted."),
        "confirm_label": _("Delete the feed"),
        "cancel_url": reverse("feed_one", args=[pk]),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)
