"""Publications of four kinds and their applications."""

from .application import Application, ApplicationNote, ApplicationStatus, ApplicationTransition
from .kinds import KINDS, Bourse, Consultation, Financement, Offer
from .publication import ApplyBy, Kind, Publication, PublicationPlace, RefusalCode, ScreeningQuestion, Status

__all__ = [
    "KINDS",
    "Application",
    "ApplicationNote",
    "ApplicationStatus",
    "ApplicationTransition",
    "ApplyBy",
    "Bourse",
    "Consultation",
    "Financement",
    "Kind",
    "Offer",
    "Publication",
    "PublicationPlace",
    "RefusalCode",
    "ScreeningQuestion",
    "Status",
]
