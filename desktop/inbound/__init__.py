"""The ways in which a request for a completion arrives."""
