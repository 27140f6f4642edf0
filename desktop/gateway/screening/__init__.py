"""What a person must notice in a request or an answer: told and shown, never changed."""
