"""Factories, one module a room: `from tests.factories.jobs import OfferFactory`."""
