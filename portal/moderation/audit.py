"""What the acts of this room are called in the logs; `admin.…` are those of Wagtail's admin (`signals`)."""

from django.utils.translation import gettext_lazy as _

from portal.core.logs import declare

declare(
    {
        "publication.approve": _("Publication approved"),
        "publication.reject": _("Publication refused"),
        "publication.corrected": _("Publication corrected by an editor"),
        "publication.corrected_in_review": _("Publication corrected during its review"),
        "publication.taken_offline": _("Publication taken offline"),
        "publication.unscheduled": _("Scheduled publication cancelled"),
        "admin.create": _("Content created in the administration"),
        "admin.edit": _("Content changed in the administration"),
        "admin.delete": _("Content deleted in the administration"),
        "admin.publish": _("Page published"),
        "admin.unpublish": _("Page taken offline"),
        "admin.move": _("Page moved"),
    }
)
