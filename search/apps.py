from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.db.models.signals import post_delete, post_save

        from portal.vocabulary.models import SkillAlias, SynonymGroup

        from . import handlers, remembered  # noqa: F401 - `handlers` registers what the index listens to

        for model in (SynonymGroup, SkillAlias):
            for signal in (post_save, post_delete):
                signal.connect(remembered.words_changed, sender=model, dispatch_uid="search_remembered")
