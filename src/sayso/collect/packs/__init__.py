"""Packs of well-known public sources."""
