"""The making of the starter model: its texts, its tokens, its training and its file."""
