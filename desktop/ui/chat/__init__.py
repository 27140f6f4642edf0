"""What the page of conversations consists of."""
