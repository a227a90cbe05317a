"""Under /mon-espace/messages/: the conversations of the signed-in person."""

from django.urls import path

from .views import bulk, inbox, safety, writing

urlpatterns = [
    path("", inbox.listing, name="message_inbox"),
    path("bloques/", safety.blocked, name="message_blocked"),
    path("bloques/<int:pk>/debloquer/", safety.unblock_listed, name="message_unblock_listed"),
    path("<int:pk>/", inbox.thread, name="message_thread"),
    path("<int:pk>/lu/", inbox.read, name="message_read"),
    path("<int:pk>/masquer/", inbox.hide_thread, name="message_hide_thread"),
    path("<int:pk>/bloquer/", safety.block, name="message_block"),
    path("<int:pk>/debloquer/", safety.unblock, name="message_unblock"),
    path("message/<int:pk>/masquer/", inbox.hide, name="message_hide"),
    path("message/<int:pk>/signaler/", safety.report, name="message_report"),
    path("candidature/<int:pk>/", writing.from_application, name="message_from_application"),
    path("envoi-groupe/", bulk.write, name="message_bulk"),
    path("envoi-groupe/<int:pk>/", bulk.progress, name="message_bulk_progress"),
]
