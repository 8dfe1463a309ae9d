"""Half-width punctuation between Han characters → the marks that Chinese is set with."""
