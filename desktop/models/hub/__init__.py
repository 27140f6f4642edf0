"""Models from the Hugging Face hub: found, fetched, checked."""
