"""What a model may write: JSON Schema as grammar in llama.cpp's notation."""
