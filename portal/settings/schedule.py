"""Every periodic job: Celery beat runs them, or `runserver` where there is none (portal.core.periodic)."""

CELERY_BEAT_SCHEDULE = {
    "drain-outbox": {"task": "portal.core.tasks.drain_outbox", "schedule": 60},
    "follow-search": {"task": "search.tasks.catch_up", "schedule": 60},
    "import-feeds": {"task": "portal.feeds.tasks.import_due", "schedule": 60},
    "purge-imports": {"task": "portal.feeds.tasks.purge_imports", "schedule": 24 * 3600},
    "publish-scheduled": {"task": "portal.jobs.tasks.publish_scheduled", "schedule": 300},
    "expire-applications": {"task": "portal.jobs.tasks.expire_applications", "schedule": 24 * 3600},
    "remind-of-interviews": {"task": "portal.jobs.tasks.remind_of_interviews", "schedule": 600},
    "tidy-resumes": {"task": "portal.cv.tasks.tidy_resumes", "schedule": 3600},
    "purge-revisions": {"task": "portal.moderation.tasks.purge_revisions", "schedule": 7 * 24 * 3600},
    "purge-request-logs": {"task": "portal.core.tasks.purge_request_logs", "schedule": 24 * 3600},
    "send-alerts": {"task": "portal.discovery.tasks.send_alerts", "schedule": 60},
    "count-views": {"task": "portal.discovery.tasks.count_views", "schedule": 60},
    "remind-of-favourites": {"task": "portal.discovery.tasks.remind_of_favourites", "schedule": 3600},
    "forget-unconfirmed-alerts": {"task": "portal.discovery.tasks.forget_unconfirmed", "schedule": 24 * 3600},
    "purge-discovery": {"task": "portal.discovery.tasks.purge_discovery", "schedule": 24 * 3600},
    "tell-lapsed-subscriptions": {"task": "portal.payments.tasks.tell_lapsed", "schedule": 600},
    "retry-payment-events": {"task": "portal.payments.tasks.retry_failed_events", "schedule": 600},
    "announce-renewals": {"task": "portal.payments.tasks.announce_renewals", "schedule": 24 * 3600},
    "count-words": {"task": "search.tasks.count_words", "schedule": 24 * 3600},
    "clear-sessions": {"task": "portal.core.tasks.clear_sessions", "schedule": 24 * 3600},
}
