"""Across reports: which tell one story, which claims say or deny the same, where numbers differ.

Pure: no database and no clock. What a ledger must offer is an argument.
"""
