"""Where a pupil's legal representative consents or refuses: /stages/accord/<secret>/ (internship_consent)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.core.errors import Conflict
from portal.jobs import services

ANSWERS = {"oui": True, "non": False}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, secret: str) -> HttpResponse:
    """GET shows and changes nothing: mail programs open links by themselves. POST decides, once."""
    application = services.internships.by_secret(secret)
    if application is None:
        return _private(render(request, "pages/consent_gone.html", status=404))
    problem, status = "", 200
    if request.method == "POST":
        answer = ANSWERS.get(request.POST.get("reponse", ""))
        try:
            if answer is not None:
                services.internships.answer_consent(secret, consents=answer)
                return _private(redirect("internship_consent", secret=secret))
            status = 400
        except Conflict as error:
            problem, status = error.message, error.status
            application = services.internships.by_secret(secret)
    context = {
        "application": application,
        "details": application.student_details,
        "publication": application.publication,
        "weeks": application.weeks.all(),
        "can_answer": services.internships.can_answer(application),
        "problem": problem,
    }
    return _private(render(request, "pages/consent.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """The address is a key: it is neither indexed nor told to other sites."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
