"""Models that run on this computer, each in a worker process of its own."""
