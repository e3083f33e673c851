"""Stylesheet and scripts, under an address that changes with their content."""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from re import DOTALL
from re import compile as pattern

_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_STYLES = (
    *("tokens", "base", "session", "player", "list"),
    *("trace", "reference", "people", "judge", "compare"),
)
_COMMENT = pattern(r"/\*.*?\*/", DOTALL)
_AROUND = pattern(r"\s*([{};,>])\s*")
_AFTER_NAME = pattern(r"(?<=[{;])([\w-]+): ")
_PUBLISHED_STYLES = ("tokens", "base", "session")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """One file as a browser gets it."""

    content: bytes
    media_type: str


@cache
def static_files() -> dict[str, StaticFile]:
    """Return every file by its path in the folder; the stylesheets are one."""
    files = {
        path.relative_to(_FOLDER).as_posix(): StaticFile(
            content=path.read_bytes(), media_type=_TYPES[path.suffix]
        )
        for path in sorted(_FOLDER.rglob("*"))
        if path.suffix in (".js", ".svg")
    }
    css = _joined(_STYLES).encode()
    return {**files, "reprise.css": StaticFile(content=css, media_type=_TYPES[".css"])}


@cache
def static_url() -> str:
    """Return where the files are: the same address always means the same bytes."""
    digest = sha256()
    for name, file in sorted(static_files().items()):
        digest.update(name.encode() + b"\0" + file.content)
    return f"/static/{digest.hexdigest()[:16]}"


@cache
def published_css() -> tuple[str, str]:
    """Return the style of a published page, and its hash as a policy names it."""
    css = _joined(_PUBLISHED_STYLES)
    return css, f"'sha256-{b64encode(sha256(css.encode()).digest()).decode()}'"


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join(_squeezed((_FOLDER / f"{name}.css").read_text("utf-8")) for name in names)


def _squeezed(css: str) -> str:
    """Return a stylesheet without comments, and without the spaces that only people need."""
    css = _COMMENT.sub("", css)
    css = _AROUND.sub(r"\1", css)
    return _AFTER_NAME.sub(r"\1:", css).replace(";}", "}").strip()
