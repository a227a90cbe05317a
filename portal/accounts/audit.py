"""What the acts of this room are called in the logs."""

from django.utils.translation import gettext_lazy as _

from portal.core.logs import Level, declare

declare({"account.login": _("Login"), "account.logout": _("Logout")}, login=True)
declare(
    {
        "account.login_failed": _("Failed login"),
        "account.locked_out": _("Login blocked after too many failures"),
    },
    login=True,
    level=Level.WARNING,
)
declare(
    {
        "account.registered": _("Account created"),
        "account.profile_changed": _("Profile changed"),
        "account.password_changed": _("Password changed"),
        "account.changed_by_admin": _("Account changed by an administrator"),
        "account.disabled": _("Account disabled"),
        "account.enabled": _("Account enabled"),
        "account.quota_changed": _("Quota changed"),
        "account.findable": _("Profile shown to recruiters, or hidden"),
        "upload.sent": _("File sent"),
        "upload.deleted": _("File deleted"),
        "company.identity_changed": _("Company renamed"),
        "verification.paper_sent": _("Document sent"),
        "verification.paper_deleted": _("Document deleted"),
        "verification.verified": _("Account verified"),
        "verification.refused": _("Account refused"),
    }
)
