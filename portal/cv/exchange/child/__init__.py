"""A program of its own (`python -I child`, started by `portal.cv.exchange.reading`): other people's files.

Its modules import each other by their bare names, since the program knows nothing of the portal.
"""
