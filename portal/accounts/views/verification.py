"""The papers a recruiter or prestataire sends, and what the editors made of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from portal.core.errors import DomainError
from portal.core.files import file_response

from .. import services
from ..forms.common import show_refusal
from ..forms.profile import PaperForm
from ..lockout import limited
from ..models import VerificationPaper


@method_decorator(limited("upload"), name="dispatch")
class VerificationView(LoginRequiredMixin, FormView):
    template_name = "accounts/verification.html"
    form_class = PaperForm
    success_url = reverse_lazy("space_verification")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.verified_profile is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        user = self.request.user
        profile = user.verified_profile
        papers = list(user.papers.all())
        return super().get_context_data(
            **kwargs,
            profile=profile,
            state=profile.verification,
            state_label=profile.get_verification_display(),
            papers=papers,
            may_send=len(papers) < services.MAX_PAPERS,
            may_delete=not profile.is_verified,
        )

    def form_valid(self, form):
        try:
            services.send_paper(self.request.user, form.cleaned_data["kind"], form.cleaned_data["file"])
        except DomainError as error:
            # A refused file is no reason for another page: the form says what is wrong with it.
            show_refusal(form, error, otherwise="file")
            return self.form_invalid(form)
        messages.success(self.request, _("Your document was sent. An editor will read it."))
        return super().form_valid(form)


@login_required
@require_safe
def paper(request, pk: int):
    """For its owner, editors and administrators; for anybody else there is no such address."""
    found = get_object_or_404(VerificationPaper.objects.readable_by(request.user), pk=pk)
    return file_response(found.file, name=found.name, content_type=found.content_type)


@login_required
@require_POST
def delete(request, pk: int):
    own = get_object_or_404(VerificationPaper.objects.filter(user=request.user), pk=pk)
    services.delete_paper(request.user, own)
    messages.success(request, _("The document is deleted."))
    return redirect("space_verification")
