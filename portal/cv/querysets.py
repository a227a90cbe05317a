from django.db.models import QuerySet


class ResumeQuerySet(QuerySet):
    def owned_by(self, user):
        """An account's resumes, the oldest first."""
        return self.filter(user=user).order_by("created_at", "id")

    def main_of(self, user):
        """The oldest of an account's resumes, or None."""
        return self.owned_by(user).first()

    def with_entries(self):
        return self.prefetch_related("experiences", "education", "skills__skill")
