"""What a person does with Parley, from the user's guide, with nothing but the keyboard."""
