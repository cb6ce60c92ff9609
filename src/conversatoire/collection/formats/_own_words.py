"""What an author wrote in a message, without what they quote: or counting words would count other people's, again and again."""

import re

_QUOTED = re.compile(
    r"\s{0,3}(?:[A-Z]{2,3})?[>›]|…\[\d+ more quoted lines elided\]…\s*$"
)  # «>», «JM>», and the mark of an archive that shortens quotes
_ATTRIBUTION = re.compile(
    r".*\b(?:wrote|writes|said|says|écrit|écrivait|schrieb|schreef|escribió|ha scritto)\b.{0,200}(?::|\.\.\.|…)\s*$", re.IGNORECASE
)
_OTHER_MARK = re.compile(r"(=>|\+|[:|}%](?=\s|$))")  # quoting marks of some programs: only what stands under an attribution tells them
_ATTRIBUTION_START = re.compile(r"\s*(?:On|Le|In article|In message|Am|El|Il|Dans l'article|Dans le message)\b")
_ORIGINAL = re.compile(r"\s*-{2,}\s*(?:Original Message|Message d'origine|Ursprüngliche Nachricht)\s*-{2,}\s*$", re.IGNORECASE)
_SIGNATURE = re.compile(r"-- ?$")
_LONGEST_SIGNATURE = 10  # lines; RFC 3676 asks for four, a «--» further up is a line drawn in the text
_LONGEST_ATTRIBUTION = 3  # lines
_LONGEST_LINE = 500  # characters: a longer line is a paragraph


def own_words(text: str) -> str:
    """A message without quoted lines, the «X wrote:» before them, the original under «-----Original Message-----», and the signature.

    A message in which nothing else stands keeps all its text.
    """
    lines = [re.sub(r"^>(>*From )", r"\1", line) for line in text.split("\n")]  # mbox writes «>From» for a line that starts with «From»
    lines = _without_signature(_before_original(lines))
    kept = _without_quotes(lines, _other_marks(lines))
    own = "\n".join(kept).strip()
    return re.sub(r"\n{3,}", "\n\n", own) or text.strip()


def _before_original(lines: list[str]) -> list[str]:
    return lines[: next((number for number, line in enumerate(lines) if _ORIGINAL.match(line)), len(lines))]


def _without_signature(lines: list[str]) -> list[str]:
    marks = [number for number, line in enumerate(lines) if _SIGNATURE.match(line)]
    if marks and len(lines) - marks[-1] <= _LONGEST_SIGNATURE + 1:
        return lines[: marks[-1]]
    return lines


def _other_marks(lines: list[str]) -> set[str]:
    """Marks other than > that quoted lines start with: those right under an attribution."""
    marks = set()
    attributed = False
    for line in lines:
        if attributed and (mark := _OTHER_MARK.match(line)):
            marks.add(mark[1])
        if line.strip():
            attributed = _is_attribution(line)
    return marks


def _is_attribution(line: str) -> bool:
    return len(line) < _LONGEST_LINE and bool(_ATTRIBUTION.match(line))


def _without_quotes(lines: list[str], other_marks: set[str]) -> list[str]:
    kept: list[str] = []
    in_quote = False
    for line in lines:
        mark = _OTHER_MARK.match(line)
        if _QUOTED.match(line) or (mark and mark[1] in other_marks):
            if not in_quote:
                _drop_attribution(kept)
            in_quote = True
        else:
            in_quote = in_quote and not line.strip()
            kept.append(line.rstrip())
    return kept


def _drop_attribution(kept: list[str]) -> None:
    """Takes «X wrote:» off the end of what is kept, with the lines above that it started on."""
    last = len(kept)
    while last and not kept[last - 1].strip():
        last -= 1
    if not last or not _is_attribution(kept[last - 1]):
        return
    start = last - 1
    for above in range(start, max(-1, start - _LONGEST_ATTRIBUTION), -1):
        if not kept[above].strip():
            break
        if _ATTRIBUTION_START.match(kept[above]):
            start = above
            break
    del kept[start:]
