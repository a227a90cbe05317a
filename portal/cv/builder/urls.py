"""Under /mes-cv/: the resumes of an account, or of a visitor's session."""

from django.urls import path

from . import editor, live, pages, past, sharing

urlpatterns = [
    path("", pages.resume_list, name="cv_list"),
    path("nouveau/", pages.new_resume, name="cv_new"),
    path("<int:pk>/", editor.page, name="cv_editor"),
    path("<int:pk>/enregistrer/", editor.save, name="cv_save"),
    path("<int:pk>/apercu/", editor.preview, name="cv_preview"),
    path("<int:pk>/pages/", live.pages, name="cv_pages"),
    path("<int:pk>/photo/", editor.photo, name="cv_editor_photo"),
    path("<int:pk>/pdf/", editor.export, name="cv_editor_export"),
    path("<int:pk>/dupliquer/", pages.duplicate, name="cv_duplicate"),
    path("<int:pk>/supprimer/", pages.delete, name="cv_delete"),
    path("<int:pk>/historique/", past.versions, name="cv_versions"),
    path("<int:pk>/historique/<int:version>/", past.version, name="cv_version"),
    path("<int:pk>/historique/<int:version>/feuille/", past.version_sheet, name="cv_version_sheet"),
    path("<int:pk>/historique/<int:version>/pages/", past.version_pages, name="cv_version_pages"),
    path("<int:pk>/historique/<int:version>/restaurer/", past.restore, name="cv_restore"),
    path("<int:pk>/partage/", sharing.shares, name="cv_shares"),
    path("<int:pk>/partage/<int:share>/revoquer/", sharing.revoke, name="cv_revoke"),
]
