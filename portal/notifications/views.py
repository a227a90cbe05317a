"""What happened, newest first and unread on top; opening one is a POST that marks it and goes where it leads."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView, ListView

from portal.core.links import local_path

from . import preferences, services
from .forms import PreferencesForm
from .models import Notification


class NotificationListView(LoginRequiredMixin, ListView):
    template_name = "notifications/list.html"
    context_object_name = "notifications"
    paginate_by = 20

    def get_queryset(self):
        return Notification.objects.of(self.request.user).unread_first()


@login_required
@require_POST
def open_notification(request, pk: int):
    notification = get_object_or_404(Notification.objects.of(request.user), pk=pk)
    services.mark_read(request.user, notification)
    return redirect(local_path(notification.link) or "notification_list")


@login_required
@require_POST
def read_all(request):
    services.mark_all_read(request.user)
    return redirect("notification_list")


class PreferencesView(LoginRequiredMixin, FormView):
    template_name = "notifications/preferences.html"
    form_class = PreferencesForm
    success_url = reverse_lazy("notification_preferences")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form):
        preferences.choose(self.request.user, form.wishes())
        messages.success(self.request, _("Your choices are saved."))
        return super().form_valid(form)
