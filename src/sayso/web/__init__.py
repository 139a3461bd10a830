"""The desk on the web, to read: every page is drawn from data that its ``.json`` twin prints as it is.

A page is a function of its address and of what the ledger holds; nothing is kept between two requests but pages
that were drawn already.
"""
