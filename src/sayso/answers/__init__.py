"""What one asks a desk beyond its listings: a report's chain, a voice's record, who counts what, a party's page.

Each answer is worked out when it is asked, from the ledger as of some instant, and is the same for every face.
"""
