from django.conf import settings
from django.urls import path

from . import views

urlpatterns = [path("sante/", views.health, name="health")]

if settings.DEBUG:
    urlpatterns += [
        path("developpement/courriels/", views.mail_outbox, name="development_mail"),
        path("developpement/composants/", views.styleguide, name="development_styleguide"),
    ]
