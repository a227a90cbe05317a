"""The sections of "Mon parcours" that hold entries with dates, by their word in the address."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import services
from .forms import EducationForm, ExperienceForm, StayForm
from .models import Education, Experience


@dataclass(frozen=True)
class Section:
    model: type
    form: type[StayForm]
    add: Callable
    change: Callable
    remove: Callable
    add_title: Promise
    change_title: Promise


SECTIONS = {
    "experiences": Section(
        Experience,
        ExperienceForm,
        services.add_experience,
        services.change_experience,
        services.remove_experience,
        _("Add an experience"),
        _("Change an experience"),
    ),
    "formations": Section(
        Education,
        EducationForm,
        services.add_education,
        services.change_education,
        services.remove_education,
        _("Add a training"),
        _("Change a training"),
    ),
}
