"""Everything that can answer a request."""
