"""The version of Sayso, read by the build and shown by ``sayso --version``."""

__version__ = "0.1.0"
