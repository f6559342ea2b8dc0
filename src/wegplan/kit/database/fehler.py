"""The one error of the embedded server; its text is a German sentence for the person at the keyboard."""


class ServerFehler(Exception):
    """The embedded server cannot be used; str() says why and what to do."""
