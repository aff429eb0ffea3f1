"""The languages in which sentences are said, and how to ask for one of them."""

LANGUAGES = ("fi", "sv", "en")


class UnknownLanguage(ValueError):
    """A language in which nothing can be said."""

    def __init__(self, language: str) -> None:
        known = ", ".join(LANGUAGES)
        super().__init__(f"{language!r} is not a language that sentences are said in: {known}")


def position_of(language: str) -> int:
    """Where a language stands in every row of sentences; UnknownLanguage for any other."""
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    return LANGUAGES.index(language)
