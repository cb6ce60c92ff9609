"""Text of posts: cleaning on the way in, folding for search, tokens for counting; French and English."""

import functools
import re
import unicodedata

import polars as pl
import simplemma
import stopwordsiso
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

from conversatoire.markup import decode_entities
from conversatoire.markup import html_to_text as html_to_text


def fold(text: str) -> str:
    """`text` without case and accents, curly apostrophes straightened: for comparing words; queries have `query.folded`. «L’Été» → «l'ete»."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


# What is said on the web whatever the subject. Out of the tokens, in every language, beside the language's own stop words.
WEB_WORDS = frozenset(
    """amp bcp bisous bjr bonjour bonne bonsoir bref cest chui coucou cordialement dsl edit fav fwd gif haha hello hey http https jai jsuis jsp lol
    mdr merci nan nbsp non omg oui ouais pcq please pls ptdr quot retweet rts salut slt spam stp svp thanks thx tjrs tjs tks tkt truc tweet tweets
    via voilà wesh wtf www yes""".split()
)
# Words of any subject that stopwordsiso leaves in, as lemmas.
_FILLERS = {
    "fr": frozenset(
        """aimer aller an année arriver attendre bon chose croire demain demander devenir devoir donner entendre faire falloir grand gros heure hier
        jamais jour matin mettre mois moment nouveau partir passer penser petit peut-être pouvoir prendre regarder rester savoir semaine soir temps
        tomber trouver type venir voir vouloir vrai vraiment""".split()
    ),
    "en": frozenset("come day find get give keep know let look make month people put say see take thing think time try use want week year".split()),
}
# simplemma's lemma of these is another word: the summer is not «been», data are not a datum.
_LEMMAS = {"fr": {"été": "été", "étés": "été"}, "en": {"building": "building", "data": "data", "left": "left", "media": "media", "news": "news"}}
_BEFORE_SUMMER = frozenset(["l'", "d'", "cet", "un", "en", "plein", "chaque", "début", "fin", "mi"])
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}/\S*", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)[\w.+-]{0,64}@[\w@.-]*\w")
_WORD = re.compile(r"#\w+(?:['-]\w+)*|[^\W_]+(?:['-][^\W_]+)*")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'", re.IGNORECASE)
_INVERTED = re.compile(r"(?<!rendez)(?:-t)?-(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|ci|là|la|le|les|moi|toi|lui|leur|y|en)$")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ′＇", "'"))
_SHORTEST = 3  # letters; what is shorter is an abbreviation, a particle or a typing error


def tokens(text: str, lang: str) -> list[str]:
    """The words of a post that carry its subject, in order: lower case, lemmatised, accents kept.

    Links, e-mail addresses, @handles, French elisions, numbers, stop words and words under three letters are out; a #tag is one token, `#` kept.

    Args:
        text: the post, plain text.
        lang: its language code; a language without stop words or lemmas keeps its words as they are.
    """
    return [token for _, token in words(text, lang)]


def words(text: str, lang: str) -> list[tuple[str, str]]:
    """As `tokens`, each led by the word as its author wrote it (without its elision): [("Médicaments", "médicament")]."""
    plain, found = spans(text, lang)
    return [(plain[start:end], token) for token, start, end in found]


def spans(text: str, lang: str, kept: frozenset[str] = frozenset()) -> tuple[str, list[tuple[str, int, int]]]:
    """As `tokens`, each with the place of its word (start and end) in the text without links and handles, which comes first.

    The words of `kept` (folded) stay, however short or common.
    """
    plain = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    plain = _HANDLE.sub(" ", _LINK.sub(" ", plain))
    found, before = [], ""
    for word in _WORD.finditer(plain):
        surface, start = word[0], word.start()
        if lang == "fr" and (elision := _ELISION.match(surface)):
            before, surface, start = elision[0].lower(), surface[elision.end() :], start + elision.end()
        lower = surface.lower()
        # «été» is «been», a stop word, unless what stands before makes it the summer
        token = lower if lower == "été" and lang == "fr" and before in _BEFORE_SUMMER else _token(lower, lang)
        if not token and kept and fold(lower) in kept:
            token = lower
        if token:
            found.append((token, start, word.end()))
        before = lower
    return plain, found


@functools.lru_cache(maxsize=500_000)
def _token(word: str, lang: str) -> str:
    """Token of one lower-case word, or "" where it carries no subject. Cached: each distinct word is lemmatised once."""
    if word.startswith("#"):
        return word if _carries(word[1:], lang) else ""
    word = _INVERTED.sub("", word) if lang == "fr" else word.removesuffix("'s")
    if not _carries(word, lang):
        return ""
    lemma = lemma_of(word, lang)
    return lemma if _carries(lemma, lang) else ""


def _carries(word: str, lang: str) -> bool:
    if sum(c.isalpha() for c in word) < _SHORTEST or word in WEB_WORDS:
        return False
    return word not in _FILLERS.get(lang, ()) and word not in stop_words(lang)


def lemma_of(word: str, lang: str) -> str:
    """Lemma of a lower-case word (simplemma, with its known errors mended); the word itself in a language without a dictionary."""
    if word in _LEMMAS.get(lang, {}) or lang not in SUPPORTED_LANGUAGES:
        return _LEMMAS.get(lang, {}).get(word, word)
    lemma = simplemma.lemmatize(word, lang=lang).lower()
    # A noun's plural goes before a verb's «tu»: simplemma makes «voitures» «voiturer», although it knows «voiture».
    if lang == "fr" and word.endswith("es") and lemma.endswith("er") and simplemma.lemmatize(word[:-1], lang=lang) == word[:-1]:
        return word[:-1]
    return lemma


@functools.lru_cache(maxsize=100)
def stop_words(lang: str) -> frozenset[str]:
    """Stop words of a language (stopwordsiso), with and without their accents; none for a language it does not know."""
    if not stopwordsiso.has_lang(lang):
        return frozenset()
    known = {word.lower() for word in stopwordsiso.stopwords(lang)}
    return frozenset(known | {fold(word) for word in known})


def unescape(texts: pl.Series) -> pl.Series:
    r"""Texts as exports write them made plain: HTML entities decoded once, written-out line ends and tabs made real.

    `\n`, `\r\n`, `\r` and `\t` (a backslash and a letter) are undone only in texts without a real line end: an export that writes them so has none.
    """
    plain = pl.col(texts.name)
    # ASSUME a path such as C:\new is rarer in posts than an export's written-out line end.
    flat = plain.str.contains("\\", literal=True) & ~plain.str.contains("\n", literal=True)
    undone = plain.str.replace_all(r"\\r\\n|\\n|\\r", "\n").str.replace_all("\\t", "\t", literal=True)
    result = texts.to_frame().select(pl.when(flat).then(undone).otherwise(plain)).to_series()
    with_entities = result.str.contains("&", literal=True).fill_null(False)
    if not with_entities.any():
        return result
    decoded = pl.Series([decode_entities(text) for text in result.filter(with_entities)], dtype=pl.String)
    return result.scatter(with_entities.arg_true(), decoded)
