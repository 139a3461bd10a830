"""A text as the models see it: words with known names hidden, word pieces, windows, and the table of word vectors."""
