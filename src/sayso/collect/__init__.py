"""Fetching what a desk follows, and keeping the bytes as they came."""
