import email
import email.policy
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def health(request):
    """For load balancers: the process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
def mail_outbox(request):
    """Development only: the mails that would have been sent, newest first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "/nonexistent")
    if not settings.DEBUG:
        raise Http404
    messages = []
    for path in sorted(folder.glob("*.log"), key=lambda found: found.stat().st_mtime, reverse=True)[:50]:
        for raw in path.read_bytes().split(b"-" * 79 + b"\n"):
            if raw.strip():
                message = email.message_from_bytes(raw, policy=email.policy.default)
                body = message.get_body(preferencelist=("plain", "html"))
                messages.append({"headers": message, "body": body.get_content() if body else ""})
    return render(request, "core/mail_outbox.html", {"messages_sent": messages})


@require_safe
def styleguide(request):
    return render(request, "components/styleguide.html")
