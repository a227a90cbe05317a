"""What people say of themselves: one form a role."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from portal.core.errors import DomainError
from portal.core.files import BadFile, file_response

from .. import services
from ..forms.common import show_refusal
from ..forms.profile import form_for
from ..models import Candidate


class ProfileView(LoginRequiredMixin, FormView):
    template_name = "accounts/profile.html"
    success_url = reverse_lazy("space_profile")

    def get_form_class(self):
        return form_for(self.request.user)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, candidate=own_candidate(self.request.user))

    def form_valid(self, form):
        try:
            services.update_profile(self.request.user, form.values())
        except BadFile as error:
            form.add_error("cv", error.message)
        except DomainError as error:
            show_refusal(form, error)
        if form.errors:
            return self.form_invalid(form)
        messages.success(self.request, _("Your profile is saved."))
        return super().form_valid(form)


def own_candidate(user) -> Candidate | None:
    return Candidate.objects.filter(user=user).first()


@login_required
@require_safe
def own_cv(request):
    candidate = own_candidate(request.user)
    if candidate is None or not candidate.cv:
        raise Http404
    return file_response(candidate.cv, name=candidate.cv_name, content_type=candidate.cv_type)
