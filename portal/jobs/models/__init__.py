"""Publications of four kinds and their applications."""

from .application import Application, ApplicationFile, ApplicationNote, ApplicationStatus, ApplicationTransition
from .internship import ApplicationWeek, Consent, OfferWeek, StudentDetails
from .interview import Interview
from .kinds import KINDS, Bourse, Consultation, Financement, Offer
from .parts import PublicationPlace, ScreeningQuestion
from .publication import ApplyBy, Kind, Publication, RefusalCode, Status

__all__ = [
    "KINDS",
    "Application",
    "ApplicationFile",
    "ApplicationNote",
    "ApplicationStatus",
    "ApplicationTransition",
    "ApplicationWeek",
    "ApplyBy",
    "Bourse",
    "Consent",
    "Consultation",
    "Financement",
    "Interview",
    "Kind",
    "Offer",
    "OfferWeek",
    "Publication",
    "PublicationPlace",
    "RefusalCode",
    "ScreeningQuestion",
    "Status",
    "StudentDetails",
]
