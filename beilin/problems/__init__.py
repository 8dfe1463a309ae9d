"""Problems as values: their kinds, formats, and source lines."""
