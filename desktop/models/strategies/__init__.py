"""Models that answer together, each kind of cooperation as a model of its own."""
