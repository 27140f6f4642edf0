"""Item models that show rows of values, keyed by id."""
