"""GGUF files: what they say of themselves, and whether they fit."""
