"""What a server may touch of this computer, and how it is held to that."""
