"""Under /mon-espace/: publications and applications of the signed-in person."""

from django.urls import path

from .views import interviews, publications, received, sent, statistics, writing

urlpatterns = [
    path("publications/", publications.mine, name="publication_list_mine"),
    path("publications/nouvelle/", writing.choose, name="publication_choose"),
    path("publications/nouvelle/<slug:plural>/", writing.create, name="publication_create"),
    path("publications/<int:pk>/", publications.one, name="publication_mine"),
    path("publications/<int:pk>/modifier/", writing.edit, name="publication_edit"),
    path("publications/<int:pk>/apercu/", publications.preview, name="publication_preview"),
    path("publications/<int:pk>/soumettre/", publications.submit, name="publication_submit"),
    path("publications/<int:pk>/retirer/", publications.withdraw, name="publication_withdraw"),
    path("publications/<int:pk>/cloturer/", publications.close, name="publication_close"),
    path("statistiques/", statistics.statistics_page, name="space_statistics"),
    path("candidatures-recues/", received.listing, name="application_received_list"),
    path("candidatures-recues/export/", received.export, name="application_export"),
    path("candidatures-recues/<int:pk>/", received.one, name="application_received"),
    path("candidatures-recues/<int:pk>/lue/", received.opened, name="application_opened"),
    path("candidatures-recues/<int:pk>/etat/", received.change_state, name="application_transition"),
    path("candidatures-recues/<int:pk>/notes/", received.add_note, name="application_note"),
    path("candidatures-recues/<int:pk>/entretiens/nouveau/", interviews.plan, name="interview_plan"),
    path("entretiens/<int:pk>/modifier/", interviews.move, name="interview_move"),
    path("entretiens/<int:pk>/annuler/", interviews.cancel, name="interview_cancel"),
    path("entretiens/<int:pk>/entretien.ics", interviews.calendar_file, name="interview_file"),
    path("candidatures/", sent.listing, name="application_sent_list"),
    path("candidatures/<int:pk>/", sent.one, name="application_sent"),
    path("candidatures/<int:pk>/retirer/", sent.withdraw, name="application_withdraw"),
    path("candidatures/<int:pk>/accord/", sent.ask_consent, name="application_ask_consent"),
    path("candidatures/<int:pk>/cv/", received.cv, name="application_cv"),
    path("candidatures/<int:pk>/fichiers/<int:number>/", received.file, name="application_file"),
]
