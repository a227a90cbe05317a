"""Coming in: login, sign-up and the confirmed address, over allauth."""

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth.hashers import make_password
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from portal.core.errors import DomainError
from portal.core.links import local_path

from .. import services
from ..forms.common import show_refusal
from ..forms.signup import FORMS
from ..lockout import limited
from ..models import User

#: In the session of who signed up: the account (0 when none was made), the address and where to go next.
PENDING = "accounts_signed_up"

#: What each role is for, by the word in the address.
CHOICES = {
    "candidat": (
        "user",
        _("I am looking for a job, a grant or funding"),
        _("Keep your CV at hand, apply in a few minutes and follow your applications."),
    ),
    "recruteur": (
        "briefcase",
        _("I recruit or I fund"),
        _("Publish offers, grants, funding and consultations, and receive applications."),
    ),
    "prestataire": (
        "chat",
        _("I offer my services"),
        _("Answer consultations as a freelancer, a consultant or a company."),
    ),
    "eleve": ("cap", _("I am looking for an internship"), _("Find an internship for pupils and students.")),
}


@method_decorator(limited("login"), name="dispatch")
class LoginView(allauth_views.LoginView):
    """The site's login, and Wagtail's: whoever may not enter the admin is told so instead of sent in circles."""

    def dispatch(self, request, *args, **kwargs):
        wanted = local_path(request.GET.get("next"))
        if request.user.is_authenticated and _in_admin(wanted) and not _may_enter_admin(request.user):
            message = _("The administration is for editors and administrators. Your account is not one of theirs.")
            return render(request, "403.html", {"message": message}, status=403)
        return super().dispatch(request, *args, **kwargs)


def _in_admin(path: str) -> bool:
    return path.startswith(reverse("wagtailadmin_home"))


def _may_enter_admin(user) -> bool:
    return user.has_perm("wagtailadmin.access_admin")


class SignupMixin:
    """Whoever is signed in has nothing to sign up for."""

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        self.next_path = local_path(request.POST.get("next") or request.GET.get("next"))
        if request.user.is_authenticated:
            return redirect(self.next_path or "space_home")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        query = f"?{urlencode({'next': self.next_path})}" if self.next_path else ""
        current = self.kwargs.get("role")
        choices = [
            {
                "icon": icon,
                "label": label,
                "text": text,
                "url": reverse("account_signup_role", args=[slug]) + query,
                "current": slug == current,
            }
            for slug, (icon, label, text) in CHOICES.items()
        ]
        return super().get_context_data(
            **kwargs,
            role_choices=choices,
            redirect_field_value=self.next_path,
            login_url=reverse("account_login") + query,
        )


class SignupChoiceView(SignupMixin, TemplateView):
    template_name = "account/signup.html"
    extra_context = {"form": None}


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
@method_decorator(limited("register", mailbox="email"), name="dispatch")
class SignupView(SignupMixin, FormView):
    """The answer is the same for an address that has an account and for one that has none: a page that says to
    look into the mailbox. Only the mail differs."""

    template_name = "account/signup.html"

    def get_form_class(self):
        try:
            return FORMS[self.kwargs["role"]]
        except KeyError:
            raise Http404 from None

    def form_valid(self, form):
        email = form.cleaned_data["email"].lower()
        try:
            user = services.register(**form.registration(), next_path=self.next_path)
        except services.EmailTaken:
            # As slow as a registration, so that time tells nothing either.
            make_password(form.cleaned_data["password"])
            get_adapter().send_account_already_exists_mail(email)
            return self.signed_up(email, None)
        except DomainError as error:
            error.fields.pop("email", None)
            show_refusal(form, error)
            return self.form_invalid(form)
        return self.signed_up(email, user)

    def signed_up(self, email: str, user: User | None):
        self.request.session[PENDING] = {"user": user.pk if user else 0, "email": email, "next": self.next_path}
        return redirect("account_email_verification_sent")


class SignedUpView(TemplateView):
    """What comes next: the mail, or logging in to look around first."""

    template_name = "account/verification_sent.html"

    def get(self, request, *args, **kwargs):
        if PENDING not in request.session:
            return redirect("account_login")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        pending = self.request.session[PENDING]
        query = f"?{urlencode({'next': pending['next']})}" if pending["next"] else ""
        return super().get_context_data(**kwargs, email=pending["email"], login_url=reverse("account_login") + query)


class ConfirmEmailView(allauth_views.ConfirmEmailView):
    """Confirms on POST. Who signed up in this browser is signed in then and goes on where they came from."""

    def logout_other_user(self, confirmation):
        """Whoever opens a link meant for another account stays signed in until they confirm it."""
        if self.request.method == "POST":
            super().logout_other_user(confirmation)

    def respond(self, success):
        if not success:
            return self.render_to_response(self.get_context_data())
        target = local_path(self.request.GET.get("next"))
        pending = self.request.session.pop(PENDING, None) or {}
        user = self.object.email_address.user
        if pending.get("user") == user.pk and not self.request.user.is_authenticated:
            record_authentication(self.request, user, method="signup")
            target = target or local_path(pending.get("next"))
            return perform_login(self.request, Login(user=user, redirect_url=target or None))
        if self.request.user.is_authenticated:
            return redirect(target or "space_home")
        query = f"?{urlencode({'next': target})}" if target else ""
        return redirect(reverse("account_login") + query)
