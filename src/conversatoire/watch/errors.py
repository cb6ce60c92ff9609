"""What can go wrong in a search, told in the two languages of the page and the terminal."""

from typing import NamedTuple

from conversatoire.errors import ConversatoireError


class SearchError(ConversatoireError):
    """A search cannot be made as it is asked: what is wrong and what to do, in English (`str`) and French."""

    def __init__(self, en: str, fr: str) -> None:
        super().__init__(en)
        self.fr = fr

    def told(self, lang: str) -> str:
        """The message in `lang` (fr, en)."""
        return self.fr if lang == "fr" else str(self)


class Notice(NamedTuple):
    """What was read otherwise than typed, in English and French."""

    en: str
    fr: str

    def told(self, lang: str) -> str:
        """The notice in `lang` (fr, en)."""
        return self.fr if lang == "fr" else self.en
