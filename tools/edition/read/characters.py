"""Signs that nobody typed on purpose: the marks of a merge, characters that cannot be seen, letters of a wrong encoding or alphabet.

They are looked for in every file that the editors write, before anything else reads it, and what is read then is the text
without them: so that one slip is one fault, and not also an id that is unknown. The words of a document are evidence, and
keep what was received.
"""

from __future__ import annotations

import re
import unicodedata

from ..diagnostics import Span, rule
from ..patterns import lazy
from .faults import Faults

MERGE_MARKER = rule("E124", "merge-marker")
STRAY_CHARACTER = rule("E125", "stray-character")
WRONG_ENCODING = rule("E126", "letters-of-wrong-encoding")
MIXED_ALPHABETS = rule("E127", "word-of-two-alphabets")

#: letters of Cyrillic and Greek, and the Latin ones that look the same
ALIKE = dict(
    zip(
        "асԁеһіјорѕухАВЕНІЈКМОРЅТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "acdehijopsyxABEHIJKMOPSTYXABEZHIKMNOPTYXo",
        strict=True,
    )
)
_FOREIGN = "".join(ALIKE)
_INVISIBLE = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd"
_MIXED = rf"(?<=[A-Za-z])[{_FOREIGN}]|[{_FOREIGN}](?=[A-Za-z])"
#: UTF-8 read as Windows-1252: “â€™” for ’, “Ã©” for é, “Â ” for a blank that does not break
_MOJIBAKE = r"â€[\x80-\xbf™œžšŸ“”˜¦¢¡]|Ã[\x80-\xbfƒ„†‡ˆ‰‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\xa0-\xbf]"
_ODD = lazy(rf"(?P<unseen>[{_INVISIBLE}])|(?P<encoding>{_MOJIBAKE})|(?P<mixed>{_MIXED})")
#: what each of these begins with, so that most files are searched once for single signs
_HINT = lazy(rf"[{_INVISIBLE}{_FOREIGN}âÃÂ]")
_JOINERS = "\u200c\u200d\u200e\u200f"
_MARKS = (("<", "<<<<<<<"), (">", ">>>>>>>"), ("=", "\n=======\n"))
_MARK = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
_CODE_SPAN = lazy(r"(?<![}`])(`+)(?!`).+?(?<!`)\1(?!`)")
_CODE = re.compile(r"\s*(`{3,}|~{3,})(?!.*\{)")


def clean(text: str, file: str, faults: Faults) -> str:
    """Return the text without what cannot be meant in it; each line of it is a fault."""
    if any(sign in text and marks in text for sign, marks in _MARKS):  # single signs are looked for much more quickly
        text = _without_marks(text, file, faults)
    if file.startswith("sources/") and not file.endswith("/document.yaml"):
        return text  # the words of the document, or quoted from them
    return _without_odd(text, file, faults) if _HINT.search(text) and _ODD.search(text) else text


def _without_marks(text: str, file: str, faults: Faults) -> str:
    """Keep the first of two versions; what is taken out leaves its empty lines."""
    out: list[str] = []
    side = code = ""
    for number, line in enumerate(text.split("\n"), 1):
        if file.endswith(".md") and (fence := _CODE.match(line)):
            code = "" if code else fence[1]  # an example of a conflict is none
        if code or not _MARK.fullmatch(line):
            out.append("" if side == "theirs" else line)
            continue
        sign = line[0]
        heading = sign == "=" and not side and file.endswith(".md") and out and out[-1].strip()
        if heading:
            out.append(line)
            continue
        if sign == "<" or not side:
            faults.add(
                MERGE_MARKER,
                Span(file, number),
                f"a merge was left unfinished: “{line}”",
                "choose between the versions, and remove the lines “<<<<<<<”, “=======” and “>>>>>>>”",
            )
        side = {"<": "ours", "|": "theirs", "=": "theirs" if side else "", ">": ""}[sign]
        out.append("")
    return "\n".join(out)


def _without_odd(text: str, file: str, faults: Faults) -> str:
    lines = text.split("\n")
    code = ""
    for number, line in enumerate(lines, 1):
        if file.endswith(".md") and (fence := _CODE.match(line)):
            code = "" if code else fence[1]  # what is shown as code may be an example
        if code or not _ODD.search(line):
            continue
        spans = [match.span() for match in _CODE_SPAN.finditer(line)]
        seen: set[str] = set()
        for match in _ODD.finditer(line):
            if any(start <= match.start() < end for start, end in spans):
                continue
            sign, span = match[0], Span(file, number, match.start() + 1)
            before = line[match.start() - 1 : match.start()]
            if sign in _JOINERS and before > "\u024f":
                continue  # scripts that join their letters need them
            if match.lastgroup in seen:
                continue
            seen.add(match.lastgroup or "")
            if match["unseen"]:
                what = unicodedata.name(sign, "a control character").lower()
                lost = sign == "\ufffd"
                faults.add(
                    STRAY_CHARACTER,
                    span,
                    f"U+{ord(sign):04X} ({what}) stands after “{line[max(0, match.start() - 15) : match.start()].strip()}”",
                    "write the letter that was lost" if lost else "remove it; it cannot be seen, and words with it are other words",
                )
            elif match["encoding"]:
                faults.add(
                    WRONG_ENCODING,
                    span,
                    f"“{_word(line, match.start())}” was saved in one encoding and read in another",
                    f"write “{_decoded(sign)}” for “{sign}”",
                )
            else:
                faults.add(
                    MIXED_ALPHABETS,
                    span,
                    f"the “{sign}” of “{_word(line, match.start())}” is a {unicodedata.name(sign).split()[0].capitalize()} letter among Latin ones",
                    f"type the Latin “{ALIKE[sign]}”",
                )
        if seen and "waive:" not in text:
            lines[number - 1] = _ODD.sub(_plain, line)
    return "\n".join(lines)


def _plain(match: re.Match[str]) -> str:
    sign = match[0]
    if match["mixed"]:
        return ALIKE[sign]
    if match["encoding"] or sign == "\ufffd" or sign in _JOINERS:
        return sign
    return " " if sign in "\u2028\u2029\x85" else ""


def _decoded(sign: str) -> str:
    try:
        return sign.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return "the letter that was meant"


def _word(line: str, at: int) -> str:
    start = max(line.rfind(" ", 0, at), line.rfind("`", 0, at)) + 1
    end = min((place for place in (line.find(" ", at), line.find("`", at)) if place > 0), default=len(line))
    return line[start:end][:40]
