"""Many files of a commit read in one go."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tidegate.git.mirror import Mirror

LARGEST = 1024 * 1024  # Bytes.
_REGULAR = frozenset({"100644", "100755"})


async def texts(mirror: Mirror, ref: str, paths: Collection[str]) -> Mapping[str, str]:
    """Texts of the regular files among `paths`; bytes that are not UTF-8 show as the replacement character.

    What is not there, is a link or holds more than `LARGEST` bytes is left out.

    Raises:
        GitFailed: The ref is unknown.
    """
    if not paths:
        return {}
    listing = await mirror.run("ls-tree", "-r", "-z", "-l", await mirror.commit(ref))
    blobs = _blobs(listing, frozenset(paths))
    if not blobs:
        return {}
    wanted = "".join(f"{blob}\n" for blob in blobs.values()).encode()
    answer = await mirror.git.fed(wanted, f"--git-dir={mirror.folder}", "cat-file", "--batch")
    return dict(zip(blobs, _contents(answer), strict=True))


def _blobs(listing: str, wanted: frozenset[str]) -> dict[str, str]:
    """Path and object of each file that is wanted, from `ls-tree -l -z`."""
    found: dict[str, str] = {}
    for entry in listing.split("\0"):
        facts, _, path = entry.partition("\t")
        if path in wanted:
            mode, _, blob, size = facts.split()
            if mode in _REGULAR and int(size) <= LARGEST:
                found[path] = blob
    return found


def _contents(answer: bytes) -> list[str]:
    """The texts in what `cat-file --batch` says: for each a line `OBJECT blob SIZE`, the bytes, a line end."""
    contents, at = [], 0
    while at < len(answer):
        begin = answer.index(b"\n", at) + 1
        end = begin + int(answer[at:begin].rsplit(b" ", 1)[1])
        contents.append(answer[begin:end].decode(errors="replace"))
        at = end + 1
    return contents
