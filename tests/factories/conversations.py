"""Conversations made through the services: `talk = make_conversation()` has a recruiter, an applicant, a message."""

from dataclasses import dataclass

from portal.accounts.models import User
from portal.conversations import services
from portal.conversations.models import Conversation, Message
from portal.jobs.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication, verified_recruiter


@dataclass
class Talk:
    application: Application
    recruiter: User
    applicant: User
    message: Message

    @property
    def conversation(self) -> Conversation:
        return self.message.conversation


def make_talk(*, recruiter=None, applicant=None, publication=None, body="Êtes-vous libre mardi ?", **fields) -> Talk:
    """A recruiter wrote to somebody who applied."""
    recruiter = recruiter or verified_recruiter()
    publication = publication or make_publication(recruiter=recruiter, validated=True)
    application = make_application(publication=publication, applicant=applicant or UserFactory())
    applicant = application.candidate.user
    message = services.messages.send(
        recruiter, applicant, subject="Votre candidature", body=body, publication=publication, **fields
    )
    return Talk(application, recruiter, applicant, message)
