"""Pupils: their school, and what they tell beside the person's own profile (001)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models import TimeStamped
from portal.core.text import clean_text, fold

from .validators import validate_birth_date


class SchoolQuerySet(models.QuerySet):
    def named(self, name: str) -> "School | None":
        """The school of this name, made where missing; case and accents do not matter. None without a name."""
        name = " ".join(clean_text(name).split())[:150]
        if not fold(name):
            return None
        return self.get_or_create(key=fold(name), defaults={"name": name})[0]


class School(models.Model):
    """Where pupils are taught, as they write it: "Collège Jean-Macé, Villeurbanne"."""

    name = models.CharField(_("name"), max_length=150)
    key = models.CharField(max_length=300, unique=True, editable=False)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["name"]

    def __str__(self):
        return self.name


class StudentProfile(TimeStamped):
    """What a pupil tells beside the person's own profile; it fills the form of internships (001)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="student")
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.SET_NULL, related_name="students", verbose_name=_("school")
    )
    class_name = models.CharField(_("class"), max_length=50, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True, validators=[validate_birth_date])
    address = models.CharField(_("postal address"), max_length=500, blank=True)
    representative_name = models.CharField(_("legal representative"), max_length=150, blank=True)
    representative_email = models.EmailField(_("email of the legal representative"), blank=True)
    representative_phone = models.CharField(_("phone of the legal representative"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("student")
        verbose_name_plural = _("students")

    def __str__(self):
        return str(self.user)
