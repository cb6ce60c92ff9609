"""The syntax of the search box, and its translation into an expression of SQLite's full-text search.

    free panne                 both words, anywhere            "pouvoir d'achat" «…» “…”   the words one after the other
    free OR orange, OU         one of them, or both            free NOT orange, SAUF, -orange   without the second
    (free OR orange) panne     parentheses                     free AND panne, ET          the same as «free panne»
    indemni*                   words that begin so             @free  #free  @fre*         accounts named, tags

AND binds before OR. Operators are in capitals. Case and accents are ignored; the elision of a word is too (l'indemnisation: indemnisation), not that
of a phrase. Whatever else is typed is read as words, with a notice where that may surprise.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from conversatoire.watch.errors import Notice, SearchError
from conversatoire.watch.tokens import EVERY
from conversatoire.watch.wanted import SHORTEST, Word, words_of

MOST = 200  # words of a search: a pasted page is no search
DEEPEST = 10  # parentheses inside parentheses; SQLite reads some 16 at most
OPERATORS = {"AND": "AND", "ET": "AND", "OR": "OR", "OU": "OR", "NOT": "NOT", "SAUF": "NOT"}
_CLOSING = {'"': '"', "“": "”", "”": "”", "„": "”“", "«": "»"}
_PIECE = re.compile(r"""\s+|[()]|["“”„«»]|-(?=[^\s()-])|[^\s()"“”„«»]+""")


class Query(NamedTuple):
    """A search that was read: the full-text expression («» finds every post), the words that it wants, and what the user should know."""

    fts: str
    words: tuple[Word, ...] = ()
    notices: tuple[Notice, ...] = ()


class _Piece(NamedTuple):
    kind: str  # word, phrase, AND, OR, NOT, ( or )
    text: str


class _Node(NamedTuple):
    """A part of a search: the expression of the posts that it finds, or of those that it leaves out; and the words it wants."""

    fts: str
    words: tuple[Word, ...]
    is_negative: bool = False

    @property
    def positive(self) -> str:
        return f"({Word((EVERY,)).fts} NOT ({self.fts}))" if self.is_negative else self.fts


def parse(text: str) -> Query:
    """Reads what stands in the search box.

    Raises:
        SearchError: no word at all, too many, parentheses too deep, or an address, whose words are in no index.
    """
    reading = _Reading(list(_pieces(text.replace("\0", " "))))
    node = reading.either()
    if node is None:
        # where there is nothing but operators, they are the words
        reading = _Reading([_Piece("word", piece.text) for piece in reading.pieces if piece.kind in ("AND", "OR", "NOT")])
        node = reading.either()
    if node is None and text.strip("\0 \t\r\n"):
        raise SearchError(f"there is no word to look for in «{text[:40]}»", f"« {text[:40]} » ne contient aucun mot à chercher")
    return Query(node.positive, node.words, tuple(dict.fromkeys(reading.notices))) if node else Query("")


def any_of(terms: list[str]) -> Query:
    """The posts that hold one of a study's terms (`query.any`, `brands`), as `collection.query` reads them: elisions count, and * is no sign.

    No terms find no post.

    Raises:
        SearchError: a term is a regular expression.
    """
    found: dict[str, tuple[Word, ...]] = {}
    for term in dict.fromkeys(terms):
        if len(term) > 2 and term.startswith("/") and term.endswith("/"):
            raise SearchError(
                f"{term}: a regular expression cannot be searched in the index; write words",
                f"{term} : l’index ne cherche pas d’expression rationnelle ; écrivez des mots",
            )
        words = tuple(words_of(term.rstrip("*"), is_phrase=True))
        found[" AND ".join(word.fts for word in words)] = words
    every = Word((EVERY,)).fts
    return Query(" OR ".join(f"({fts})" for fts in found if fts) or f"{every} NOT {every}", sum(found.values(), ()))


def _pieces(text: str) -> Iterator[_Piece]:
    """Cuts the text at white space, quotation marks and parentheses."""
    place, before = 0, " "
    while match := _PIECE.match(text, place):
        piece, place = match[0], match.end()
        if piece in _CLOSING:
            end = min((found for sign in _CLOSING[piece] + '"' if (found := text.find(sign, place)) >= 0), default=-1)
            if end < 0:
                yield _Piece("unclosed", piece)
            end = len(text) if end < 0 else end
            star = text[end + 1 : end + 2] == "*"
            yield _Piece("phrase", text[place:end] + "*" * star)
            place = end + 1 + star
        elif piece in "()":
            yield _Piece(piece, piece)
        elif piece in OPERATORS:
            yield _Piece(OPERATORS[piece], piece)
        elif piece == "-" and (before.isspace() or before in "()"):
            yield _Piece("NOT", piece)
        elif not piece.isspace() and piece != "»":
            yield _Piece("word", piece)
        before = piece[-1]


class _Reading:
    """A recursive descent over the pieces: `either` (OR) → `every` (AND, NOT) → `one`. What cannot be read is passed over, with a notice."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self.pieces, self.place, self.depth, self.size = pieces, 0, 0, 0
        self.notices: list[Notice] = []
        self.count(len(pieces) // 4)  # each word with its operators and parentheses

    def either(self) -> _Node | None:
        """Alternatives, up to the end or (inside parentheses) the closing one."""
        nodes = [self.every()]
        while (piece := self.peek()) and (piece.kind == "OR" or (piece.kind == ")" and not self.depth)):
            self.place += 1
            node = self.every()
            if piece.kind == ")":
                self.notices.append(_UNOPENED)
                nodes[-1] = _both([nodes[-1], node])
                continue
            if node is None or nodes[-1] is None:
                self.notices.append(_alone(piece.text))
            nodes.append(node)
        found = [node for node in nodes if node]
        if len(found) < 2:
            return found[0] if found else None
        return _Node(" OR ".join(f"({node.positive})" for node in found), sum((node.words for node in found), ()))

    def every(self) -> _Node | None:
        """What must all be there, or not be there."""
        nodes: list[_Node | None] = []
        while (piece := self.peek()) and piece.kind not in ("OR", ")"):
            if piece.kind == "AND":
                self.place += 1
                following = self.peek()
                if not nodes or following is None or following.kind in ("AND", "OR", ")"):
                    self.notices.append(_alone(piece.text))
            else:
                nodes.append(self.one())
        return _both(nodes)

    def one(self) -> _Node | None:
        """A word, a phrase, a group, or the negation of one."""
        piece = self.pieces[self.place]
        self.place += 1
        if piece.kind == "NOT":
            return self.negation(piece)
        if piece.kind == "(":
            return self.group()
        if piece.kind == "unclosed":
            self.notices.append(_UNCLOSED)
            return None
        words = words_of(piece.text, piece.kind == "phrase")
        self.count(sum(len(word.tokens) for word in words))
        if not words:
            self.notices.append(_nothing(piece.text))
        elif _wants_longer(piece, words[-1]):
            self.notices.append(_SHORT_PREFIX)
        return _Node(" AND ".join(word.fts for word in words), tuple(words)) if words else None

    def negation(self, sign: _Piece) -> _Node | None:
        """What follows a NOT, left out; two of them are none."""
        times = 1
        while (piece := self.peek()) and piece.kind == "NOT":
            self.place += 1
            times += 1
        node = self.one() if piece and piece.kind not in ("AND", "OR", ")") else None
        if node is None:
            self.notices.append(_alone(sign.text))
            return None
        return node if times % 2 == 0 else node._replace(words=(), is_negative=not node.is_negative)

    def group(self) -> _Node | None:
        """What stands in parentheses, which the end of the text closes too."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise SearchError(
                f"parentheses stand more than {DEEPEST} deep; take some away", f"plus de {DEEPEST} parenthèses imbriquées ; supprimez-en"
            )
        node = self.either()
        self.depth -= 1
        if self.peek() is None:
            self.notices.append(_UNCLOSED)
        self.place += 1
        return node

    def count(self, words: int) -> None:
        """Refuses more than MOST words."""
        self.size += words
        if self.size > MOST:
            raise SearchError(f"the search has more than {MOST} words; shorten it", f"la recherche a plus de {MOST} mots ; raccourcissez-la")

    def peek(self) -> _Piece | None:
        """The piece that comes next."""
        return self.pieces[self.place] if self.place < len(self.pieces) else None


def _both(nodes: list[_Node | None]) -> _Node | None:
    """All of the nodes at once; FTS5 knows NOT only between two expressions."""
    found = [node for node in nodes if node]
    wanted, unwanted = ([node for node in found if node.is_negative is negative] for negative in (False, True))
    if len(found) < 2:
        return found[0] if found else None
    out = " OR ".join(f"({node.fts})" for node in unwanted)
    if not wanted:
        return _Node(out, (), is_negative=True)
    fts = " AND ".join(f"({node.fts})" for node in wanted)
    return _Node(f"({fts}) NOT ({out})" if out else fts, sum((node.words for node in wanted), ()))


def _wants_longer(piece: _Piece, last: Word) -> bool:
    return piece.text.endswith("*") and not last.is_prefix and len(last.tokens[-1]) < SHORTEST


def _alone(sign: str) -> Notice:
    return Notice(f"{sign} stands alone and was passed over", f"{sign} est seul et n’a pas été pris en compte")


def _nothing(text: str) -> Notice:
    return Notice(f"{text[:20]} holds no word to look for and was passed over", f"{text[:20]} ne contient aucun mot et n’a pas été pris en compte")


_UNCLOSED = Notice("a quotation mark or parenthesis is not closed: it was closed at the end", "guillemets ou parenthèse non fermés : fermés à la fin")
_UNOPENED = Notice("a closing parenthesis was passed over", "une parenthèse fermante n’a pas été prise en compte")
_SHORT_PREFIX = Notice(f"a * needs {SHORTEST} letters before it and was passed over", f"* demande {SHORTEST} lettres et n’a pas été pris en compte")
