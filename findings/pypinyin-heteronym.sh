#!/usr/bin/env bash
# One would guess that pypinyin's heteronym=True gives every reading of every character of a name, so that an index made from it is found
# whichever reading somebody types. It does so for a single character only: in a word of its phrase list a character has the phrase's
# reading alone, also where that is wrong (漯河 and 马尾 lose the reading by which everybody calls them). And Style.INITIALS is no way to
# the initials people type: syllables that begin with y, w or a vowel have none, and zh, ch, sh are two letters.
# It matters here because names are found by every reading and by initials: characters have to be asked one by one, first letters taken
# from whole readings (Style.FIRST_LETTER does).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypinyin==0.55.0
"$folder/venv/bin/python" - <<'PYTHON'
import pypinyin
from pypinyin import Style, pinyin

print("pypinyin", pypinyin.__version__)
seen = {}
for name, wanted in [("漯河", "luo"), ("马尾", "wei"), ("六安", "liu"), ("重庆", "zhong")]:
    together = pinyin(name, heteronym=True, style=Style.NORMAL)
    apart = [pinyin(character, heteronym=True, style=Style.NORMAL)[0] for character in name]
    lost = wanted in sum(apart, []) and wanted not in sum(together, [])
    print(name, "as a word:", together, "character by character:", apart, f"{wanted} lost" if lost else "")
    seen[name] = lost
initials = {name: ["".join(part) for part in pinyin(name, style=Style.INITIALS)] for name in ("乐清", "六安", "重庆")}
letters = {name: ["".join(part) for part in pinyin(name, style=Style.FIRST_LETTER)] for name in ("乐清", "六安", "重庆")}
print("Style.INITIALS:", initials, "Style.FIRST_LETTER:", letters)
assert all(seen.values()), seen
assert initials == {"乐清": ["", "q"], "六安": ["l", ""], "重庆": ["ch", "q"]}, initials
assert letters == {"乐清": ["y", "q"], "六安": ["l", "a"], "重庆": ["c", "q"]}, letters
PYTHON
