"""What Parley can tell of itself, in the terminal and in the window alike."""
