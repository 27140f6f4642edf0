"""The dialogs that ask a person something."""
