"""The files people keep to send with their applications (003 §11.1)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from portal.core.errors import DomainError
from portal.core.files import file_response

from .. import services
from ..forms.common import show_refusal
from ..forms.documents import DocumentForm
from ..lockout import limited
from ..models import Upload


@method_decorator([never_cache, limited("upload")], name="dispatch")
class DocumentsView(LoginRequiredMixin, FormView):
    template_name = "accounts/documents.html"
    form_class = DocumentForm
    success_url = reverse_lazy("space_documents")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.role not in services.APPLICANTS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        files = list(_own(self.request))
        full = len(files) >= services.MAX_UPLOADS
        return super().get_context_data(**kwargs, files=files, full=full, most=services.MAX_UPLOADS)

    def form_valid(self, form):
        try:
            services.send_upload(self.request.user, form.cleaned_data["purpose"], form.cleaned_data["file"])
        except DomainError as error:
            show_refusal(form, error, otherwise="file")
            return self.form_invalid(form)
        messages.success(self.request, _("Your file is kept. You can choose it when you apply."))
        return super().form_valid(form)


def _own(request):
    return Upload.objects.of(request.user).kept()


@login_required
@require_safe
def download(request, pk: int):
    found = get_object_or_404(_own(request), pk=pk)
    return file_response(found.file, name=found.name, content_type=found.content_type)


@login_required
@require_POST
def delete(request, pk: int):
    services.delete_upload(request.user, get_object_or_404(_own(request), pk=pk))
    messages.success(request, _("The file is deleted. What you sent with it stays sent."))
    return redirect("space_documents")


@login_required
@require_POST
def use_as_cv(request, pk: int):
    """The profile takes a copy."""
    upload = get_object_or_404(_own(request).filter(purpose=Upload.Purpose.CV), pk=pk)
    try:
        services.update_profile(request.user, {"cv": upload})
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("This is now the CV of your profile."))
    return redirect("space_documents")
