"""Mon parcours: what one did, learned and can do, as recruiters and the matching score read it."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.forms.common import show_refusal
from portal.core.errors import DomainError, Forbidden

from . import permissions, services
from .career import SECTIONS
from .forms import SkillForm
from .models import Resume, ResumeSkill


def for_careers(view):
    """Signed-in people who apply to something; others read why they are not let in."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not permissions.may_have_resume(request.user):
            raise Forbidden(_("This part of the site is for those who apply."))
        return view(request, *args, **kwargs)

    return wrapped


@for_careers
@require_safe
def career(request):
    return _show(request, SkillForm())


def _show(request, skill_form):
    """A first visit makes no resume: until something is added, the profile's skills are all there is."""
    resume = Resume.objects.owned_by(request.user).with_entries().first()
    context = {
        "experiences": resume.experiences.all() if resume else (),
        "education": resume.education.all() if resume else (),
        "skills": resume.skills.all() if resume else (),
        "profile_skills": _profile_skills(request.user) if resume is None else (),
        "skill_form": skill_form,
    }
    return render(request, "cv/career.html", context)


def _profile_skills(user):
    person = getattr(user, "candidate", None)
    return person.skills.all() if person else ()


@for_careers
@require_http_methods(["GET", "HEAD", "POST"])
def add_entry(request, section: str):
    found = _section(section)
    form = found.form(request.POST or None)
    if form.is_valid():
        values = form.values()
        if _done(form, lambda: found.add(request.user, services.main_resume(request.user), values)):
            messages.success(request, _("Added to your career."))
            return redirect("career")
    return _show_form(request, form, found.add_title)


@for_careers
@require_http_methods(["GET", "HEAD", "POST"])
def change_entry(request, section: str, pk: int):
    found = _section(section)
    entry = _own(request, found.model, pk)
    initial = {name: getattr(entry, name) for name in found.form.base_fields}
    form = found.form(request.POST or None, initial=initial)
    if form.is_valid() and _done(form, lambda: found.change(request.user, entry, form.values())):
        messages.success(request, _("Your change is saved."))
        return redirect("career")
    return _show_form(request, form, found.change_title)


@for_careers
@require_POST
def remove_entry(request, section: str, pk: int):
    found = _section(section)
    found.remove(request.user, _own(request, found.model, pk))
    messages.success(request, _("Removed from your career."))
    return redirect("career")


@for_careers
@require_POST
def add_skill(request):
    form = SkillForm(request.POST)
    if form.is_valid():
        values = form.values()
        if _done(form, lambda: services.add_skill(request.user, services.main_resume(request.user), values)):
            messages.success(request, _("Added to your skills: %(skill)s.") % {"skill": values["name"]})
            return redirect("career")
    return _show(request, form)


@for_careers
@require_http_methods(["GET", "HEAD", "POST"])
def change_skill(request, pk: int):
    skill = _own(request, ResumeSkill, pk)
    form = SkillForm(request.POST or None, initial={"name": skill.name, "level": skill.level})
    if form.is_valid() and _done(form, lambda: services.change_skill(request.user, skill, form.values())):
        messages.success(request, _("Your change is saved."))
        return redirect("career")
    return _show_form(request, form, _("Change a skill"))


@for_careers
@require_POST
def remove_skill(request, pk: int):
    services.remove_skill(request.user, _own(request, ResumeSkill, pk))
    messages.success(request, _("Removed from your skills."))
    return redirect("career")


def _section(word: str):
    if word not in SECTIONS:
        raise Http404
    return SECTIONS[word]


def _own(request, model, pk: int):
    """A row of the person's main resume; another's is a 404."""
    rows = model.objects.filter(resume=Resume.objects.main_of(request.user)).select_related("resume")
    return get_object_or_404(rows, pk=pk)


def _done(form, write) -> bool:
    """Call the service; what it refuses is shown in the form."""
    try:
        write()
    except DomainError as error:
        show_refusal(form, error)
    return not form.errors


def _show_form(request, form, title):
    return render(request, "cv/entry.html", {"form": form, "title": title})
