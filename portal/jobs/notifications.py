"""What people are told about publications and applications (003 §15.1)."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import Role, User
from portal.accounts.services import APPLICANTS
from portal.core import mail
from portal.notifications.registry import NotificationType, register
from portal.notifications.services import notify

from . import display

TO_REVIEW = register(
    NotificationType(
        "publication_a_valider",
        gettext_lazy("A publication waits for review"),
        "notification",
        gettext_lazy("Review"),
        audience=lambda user: user.is_moderator,
    )
)
DECISION = register(
    NotificationType(
        "publication_decision",
        gettext_lazy("An editor decided on my publication"),
        "notification",
        gettext_lazy("See my publication"),
        audience=lambda user: user.role == Role.RECRUITER,
    )
)
RECEIVED = register(
    NotificationType(
        "candidature_recue",
        gettext_lazy("I receive an application"),
        "notification",
        gettext_lazy("Read the application"),
        audience=lambda user: user.role == Role.RECRUITER,
    )
)
STATUS = register(
    NotificationType(
        "candidature_statut",
        gettext_lazy("My application changes"),
        "notification",
        gettext_lazy("See my application"),
        audience=lambda user: user.role in APPLICANTS,
    )
)

REMINDER = register(
    NotificationType(
        "rappel_entretien",
        gettext_lazy("An interview is near"),
        "notification",
        gettext_lazy("See the interview"),
        audience=lambda user: user.role in (Role.RECRUITER, *APPLICANTS),
    )
)


def in_french() -> translation.override:
    """A new one each time: it keeps the language to go back to, which two threads must not share."""
    return translation.override(settings.LANGUAGE_CODE)


def review_link(publication) -> str:
    return f"/admin/moderation/{publication.pk}/"


def owner_link(publication) -> str:
    return f"/mon-espace/publications/{publication.pk}/"


def publication_to_review(publication) -> None:
    with in_french():
        notify(
            User.objects.moderators(),
            TO_REVIEW.name,
            title=_("To review: %(title)s") % {"title": _latest_title(publication)},
            message=_("%(company)s submitted a publication.") % {"company": publication.company_name},
            link=review_link(publication),
            key=f"{publication.pk}:{publication.latest_revision_id}",
        )


def publication_decided(publication, *, approved: bool, reason: str = "", task_state_id: int = 0) -> None:
    if publication.recruiter is None:
        return
    with in_french():
        title = _("Published: %(title)s") if approved else _("To correct: %(title)s")
        message = _("Your publication was approved by an editor.") if approved else reason
        notify(
            [publication.recruiter],
            DECISION.name,
            title=title % {"title": _latest_title(publication)},
            message=message,
            link=publication.get_absolute_url() if approved and publication.live else owner_link(publication),
            key=str(task_state_id or ""),
        )


def publication_ended(publication) -> None:
    """Those who wait for an answer learn that it was closed or withdrawn."""
    with in_french():
        for application in publication.applications.active().select_related("candidate__user"):
            if application.candidate.user is None:
                continue
            notify(
                [application.candidate.user],
                STATUS.name,
                title=_("No longer open: %(title)s") % {"title": publication.title},
                message=_(
                    "The recruiter closed this publication. Your application was kept, and may still be answered."
                ),
                link=f"/mon-espace/candidatures/{application.pk}/",
                key=f"ended:{application.pk}:{application.sent_at.timestamp():.0f}",
            )


def application_sent(application) -> None:
    publication = application.publication
    with in_french():
        if publication.recruiter is not None:
            notify(
                [publication.recruiter],
                RECEIVED.name,
                title=_("New application: %(title)s") % {"title": publication.title},
                message=_("%(name)s has applied.") % {"name": application.candidate},
                link=f"/mon-espace/candidatures-recues/{application.pk}/",
            )
        if application.candidate.user is not None:
            notify(
                [application.candidate.user],
                STATUS.name,
                title=_("Application sent: %(title)s") % {"title": publication.title},
                message=_("%(company)s has received your application.") % {"company": publication.company_name},
                link=f"/mon-espace/candidatures/{application.pk}/",
            )


def application_changed(application, message: str) -> None:
    if application.candidate.user is None:
        return
    with in_french():
        notify(
            [application.candidate.user],
            STATUS.name,
            title=_("%(status)s: %(title)s") % {"status": application.get_status_display(), "title": application.title},
            message=message or _("The state of your application has changed."),
            link=f"/mon-espace/candidatures/{application.pk}/",
        )


def application_withdrawn(application) -> None:
    with in_french():
        notify(
            [application.publication.recruiter],
            RECEIVED.name,
            title=_("Application withdrawn: %(title)s") % {"title": application.title},
            message=_("%(name)s has withdrawn the application.") % {"name": application.candidate},
            link=f"/mon-espace/candidatures-recues/{application.pk}/",
        )


def consent_asked(application, secret: str, *, again: bool = False) -> None:
    """The legal representative of a minor is told, with the link where they say yes or no. They need no account.

    `again`: an earlier mail may arrive late, with a link that no longer works.
    """
    details = application.student_details
    with in_french():
        context = {
            "representative": details.representative_name,
            "student": str(application.candidate),
            "first_name": application.candidate.first_name or str(application.candidate),
            "internship": application.title,
            "company": application.publication.company_name,
            "weeks": [display.week(week.monday) for week in application.weeks.all()],
            "again": again,
            "action_url": settings.SITE_URL + reverse("internship_consent", args=[secret]),
            "action_label": _("Read and answer"),
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
        }
        subject = _("Internship of %(student)s: your consent is asked") % {"student": context["student"]}
        text = render_to_string("mail/consent.txt", {**context, "title": subject})
        html = render_to_string("mail/consent.html", {**context, "title": subject})
    mail.enqueue([details.representative_email], subject, text, html)


def consent_answered(application) -> None:
    """The pupil and the recruiter learn what the legal representative said."""
    details = application.student_details
    with in_french():
        title = _("%(consent)s: %(title)s")
        names = {"consent": details.get_consent_display(), "title": application.title}
        message = _("%(name)s, legal representative of %(student)s, has answered.") % {
            "name": details.representative_name,
            "student": application.candidate,
        }
        for user, kind, link in (
            (application.publication.recruiter, RECEIVED.name, f"/mon-espace/candidatures-recues/{application.pk}/"),
            (application.candidate.user, STATUS.name, f"/mon-espace/candidatures/{application.pk}/"),
        ):
            key = f"consent:{application.pk}:{details.consent_at.timestamp():.0f}"
            notify([user], kind, title=title % names, message=message, link=link, key=key)


def _latest_title(publication) -> str:
    revision = publication.latest_revision
    return revision.object_str if revision else publication.title
