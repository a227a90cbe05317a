from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class VocabularyConfig(AppConfig):
    name = "portal.vocabulary"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import models, synonyms

        for model in (models.SynonymGroup, models.SkillAlias, models.Skill):
            for signal in (post_save, post_delete):
                signal.connect(synonyms.forget, sender=model, dispatch_uid="vocabulary_synonyms")
