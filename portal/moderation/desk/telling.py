"""An administrator tells one person something (003 §8.3): what POST /api/notifications/ does, as a page."""

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.jobs.forms import service_errors
from portal.notifications import registry, services

from .access import AdministratorMixin
from .review import HOME


class TellForm(forms.Form):
    email = forms.EmailField(label=_("Email"), max_length=254, help_text=_("Of an account that is active."))
    type = forms.ChoiceField(
        label=_("Type"), help_text=_("It decides by which channels the person is told: their own choice.")
    )
    title = forms.CharField(label=_("Title"), max_length=services.LONGEST_TITLE)
    message = forms.CharField(
        label=_("Message"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    link = forms.CharField(
        label=_("Link"),
        required=False,
        max_length=services.LONGEST_LINK,
        help_text=_("A path of the site, such as /mon-espace/."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [(declared.name, declared.label) for declared in registry.all_types()]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        self.user = User.objects.active().filter(email=email).first()
        if self.user is None:
            raise forms.ValidationError(_("No active account has this address."))
        return email


class TellView(AdministratorMixin, WagtailAdminTemplateMixin, FormView):
    template_name = "moderation/tell.html"
    form_class = TellForm
    page_title = _("Tell somebody")
    header_icon = "mail"

    def get_breadcrumbs_items(self):
        return [HOME, {"url": "", "label": self.page_title}]

    def get_initial(self):
        return {"email": self.request.GET.get("email", "")[:254]}

    def form_valid(self, form):
        values = {name: value for name, value in form.cleaned_data.items() if name not in ("email", "type")}
        try:
            services.create(self.request.user, form.user, form.cleaned_data["type"], **values)
        except DomainError as error:
            service_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("%(name)s is told.") % {"name": form.user})
        return redirect("tell")
