from django.urls import path

from . import views

urlpatterns = [
    path("notifications/", views.NotificationListView.as_view(), name="notification_list"),
    path("notifications/tout-lu/", views.read_all, name="notification_read_all"),
    path("notifications/preferences/", views.PreferencesView.as_view(), name="notification_preferences"),
    path("notifications/<int:pk>/", views.open_notification, name="notification_open"),
]
