"""Renew the browser files that come from npm packages: the typeface, the icons, passkeys.

For maintainers only; what this writes is kept in the repository, so nobody else
needs Node.js. It needs `npm` on the path, and fontTools with Brotli:

    python -m pip install fonttools brotli
    python scripts/vendor.py

Packages are pinned by version and npm's checksum, and only unpacked. Written are

    static/vendor/fonts/*.woff2        Be Vietnam Pro, cut down to what Vietnamese needs
    static/vendor/fonts/*.ttf          the same, whole, for documents to print
    static/css/icons.css               the icons the pages use, and the lotus
    static/vendor/simplewebauthn.js    what pages ask browsers for passkeys with
    static/vendor/licences/*.txt       the licences, word for word
    static/vendor/manifest.json        package, version, licence, source and SHA-256 of each file
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"


@dataclass(frozen=True)
class Package:
    """An npm package: pinned, and known by its checksum."""

    name: str
    version: str
    licence: str
    integrity: str


FONT = Package(
    "@expo-google-fonts/be-vietnam-pro",
    "0.4.1",
    "OFL-1.1",
    "sha512-4o2bsqU1zcC6NZf5FRYB+7gE49waNWYOGc5c5qLfPgrSqqr61hS2Bz4TVPgxudO038tLydSyPxV8e79g8j5DpQ==",
)
ICONS = Package(
    "@tabler/icons",
    "3.51.0",
    "MIT",
    "sha512-0pinvPZz7YeX+OSfxuEAbnEPWbocVXW5iU8h5lh41pYG8sZuQfpWECC980lxOT0clGIcNGn8xsBr+zKaRGdA/g==",
)
PASSKEYS = Package(
    "@simplewebauthn/browser",
    "14.0.0",
    "MIT",
    "sha512-1odWVqeEBTl7lJ9zMKLEsmTlnyrDO5iRcTvfMKKk1WThUnp/i8JJdffdj2icP+tty159s4PgwE3BiMoEW9NFow==",
)
PASSKEYS_SOURCE = "dist/bundle/index.umd.min.js"

FONT_WEIGHTS = {"400": "400Regular", "600": "600SemiBold"}

VIETNAMESE = (
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"
    + "".join(chr(code) for code in range(0x1EA0, 0x1EFA))
    + "\u0300\u0301\u0303\u0309\u0323"
)
SIGNS = "\u00a0\u202f₫–—‘’“”…•·→←✓≤≥×÷±−%‰№§°"
CHARACTERS = (
    "".join(chr(code) for code in range(0x20, 0x7F))
    + "".join(chr(code) for code in range(0xA1, 0x100))
    + VIETNAMESE
    + SIGNS
)
FONT_FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "case", "tnum"]
TABULAR_WIDTH = 640
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# The name in our pages: the name of the drawing in the package.
# fmt: off
ICON_NAMES = {
    "home": "home", "book": "book-2", "plan": "list-check", "quiz": "clipboard-check",
    "certificate": "certificate", "report": "chart-bar", "person": "user", "people": "users",
    "building": "building", "announcement": "speakerphone", "settings": "settings",
    "search": "search", "menu": "menu-2", "close": "x", "check": "check", "done": "circle-check",
    "open": "circle", "half": "circle-dot", "warning": "alert-triangle", "error": "alert-circle",
    "info": "info-circle", "clock": "clock", "calendar": "calendar", "help": "help-circle",
    "phone": "phone", "exit": "logout", "sign-out": "power", "language": "language",
    "next": "chevron-right", "previous": "chevron-left", "down": "chevron-down", "up": "chevron-up",
    "sort": "selector", "download": "download", "upload": "upload", "print": "printer",
    "bell": "bell", "edit": "pencil", "view": "eye", "delete": "trash", "add": "plus",
    "filter": "filter", "lock": "lock", "mail": "mail", "history": "history", "flag": "flag",
    "bold": "bold", "italic": "italic", "heading": "heading", "list": "list",
    "list-numbers": "list-numbers", "quote": "quote", "picture": "photo", "table": "table",
    "link": "link", "callout": "bulb", "video": "video", "footnote": "superscript",
    "source": "books",
}
# fmt: on
ICON_STROKE = "1.75"


def unpack(package: Package, folder: Path) -> Path:
    """Fetch one package, check it against its pinned checksum, unpack it."""
    report = subprocess.run(
        ["npm", "pack", "--json", "--ignore-scripts", f"{package.name}@{package.version}"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    archive = folder / Path(json.loads(report.stdout)[0]["filename"]).name
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package.integrity:
        sys.exit(f"{package.name} {package.version}: the checksum is {found}")
    target = folder / archive.stem
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    return target / "package"


def add_tabular_figures(font: TTFont) -> None:
    """Give the ten digits a variant of one width: the typeface has none.

    Each variant is the digit itself, set in the middle of the common width, and
    is reached by the OpenType feature that `font-variant-numeric` asks for.
    """
    metrics, glyphs = font["hmtx"], font["glyf"]
    width = TABULAR_WIDTH
    for digit in DIGITS:
        shift = (width - metrics[digit][0]) // 2
        component = GlyphComponent()
        component.glyphName, component.x, component.y, component.flags = digit, shift, 0, 0x4
        glyph = Glyph()
        glyph.numberOfContours = -1
        glyph.components = [component]
        name = f"{digit}.tnum"
        glyphs[name] = glyph
        glyph.recalcBounds(glyphs)
        metrics[name] = (width, metrics[digit][1] + shift)
    rules = "".join(f"sub {digit} by {digit}.tnum; " for digit in DIGITS)
    keep_other_features(font, f"feature tnum {{ {rules}}} tnum;")


def keep_other_features(font: TTFont, source: str) -> None:
    """Append a feature to the font's own substitutions instead of replacing them."""
    original = font["GSUB"]
    addOpenTypeFeaturesFromString(font, source, tables=["GSUB"])
    added, table = font["GSUB"].table, original.table
    offset = len(table.LookupList.Lookup)
    record = added.FeatureList.FeatureRecord[0]
    record.Feature.LookupListIndex = [i + offset for i in record.Feature.LookupListIndex]
    table.LookupList.Lookup.extend(added.LookupList.Lookup)
    table.FeatureList.FeatureRecord.append(record)
    place = len(table.FeatureList.FeatureRecord) - 1
    for script in table.ScriptList.ScriptRecord:
        systems = [script.Script.DefaultLangSys] + [s.LangSys for s in script.Script.LangSysRecord]
        for system in filter(None, systems):
            system.FeatureIndex.append(place)
    font["GSUB"] = original


def cut_font(source: Path, target: Path) -> None:
    """Keep the letters and signs of CHARACTERS, and write WOFF2."""
    font = TTFont(source)
    add_tabular_figures(font)
    whole = io.BytesIO()
    font.save(whole)
    font = TTFont(whole)
    options = Options()
    options.layout_features = FONT_FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.flavor = "woff2"
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(target)


def path_of(svg: str) -> str:
    """All strokes of an outline icon as one path."""
    paths = re.findall(r'<path d="([^"]+)"', svg)
    if not paths or any(not path.startswith("M") for path in paths):
        sys.exit("An icon is drawn in a way this script does not know.")
    return "".join(paths)


def data_address(svg: str) -> str:
    """The picture as an address that may stand in a stylesheet."""
    return "data:image/svg+xml," + quote(svg.replace('"', "'"), safe=" ='/:;,.()-!?&+*")


def icons_css(folder: Path) -> str:
    head = (
        f"/* Made by scripts/vendor.py: {ICONS.name} {ICONS.version} ({ICONS.licence}), "
        "and the lotus of static/img/lotus.svg. */\n"
    )
    rules, addresses = [], {}
    for name, drawing in ICON_NAMES.items():
        path = path_of((folder / "icons" / "outline" / f"{drawing}.svg").read_text("utf-8"))
        svg = (
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#000' "
            f"stroke-width='{ICON_STROKE}' stroke-linecap='round' stroke-linejoin='round'>"
            f"<path d='{path}'/></svg>"
        )
        addresses[name] = data_address(svg)
        rules.append(f'.icon-{name}{{--icon:url("{addresses[name]}")}}\n')
    lotus = (STATIC / "img" / "lotus.svg").read_text("utf-8").strip()
    chevron = "next"
    rules.append(
        f':root{{--lotus:url("{data_address(lotus)}");--chevron:url("{addresses[chevron]}")}}\n'
    )
    return head + "".join(rules)


def entry(path: Path, package: Package, source: str) -> dict[str, str]:
    return {
        "file": path.relative_to(STATIC).as_posix(),
        "package": package.name,
        "version": package.version,
        "licence": package.licence,
        "source": source,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def write_files(fonts: Path, icons: Path, passkeys: Path) -> list[dict[str, str]]:
    """Make the files out of the unpacked packages; an entry of the manifest for each."""
    entries = []
    for weight, style in FONT_WEIGHTS.items():
        source = f"{style}/BeVietnamPro_{style}.ttf"
        target = VENDOR / "fonts" / f"be-vietnam-pro-{weight}.woff2"
        cut_font(fonts / source, target)
        entries.append(entry(target, FONT, source))
        whole = VENDOR / "fonts" / f"be-vietnam-pro-{weight}.ttf"
        whole.write_bytes((fonts / source).read_bytes())
        entries.append(entry(whole, FONT, source))
    target = STATIC / "css" / "icons.css"
    target.write_text(icons_css(icons), "utf-8")
    entries.append(entry(target, ICONS, "icons/outline/*.svg"))
    target = VENDOR / "simplewebauthn.js"
    target.write_bytes((passkeys / PASSKEYS_SOURCE).read_bytes())
    entries.append(entry(target, PASSKEYS, PASSKEYS_SOURCE))
    for package, folder, source in (
        (FONT, fonts, "LICENSE_FONT"),
        (ICONS, icons, "LICENSE"),
        (PASSKEYS, passkeys, "LICENSE.md"),
    ):
        target = VENDOR / "licences" / (package.name.split("/")[0].lstrip("@") + ".txt")
        target.write_bytes((folder / source).read_bytes())
        entries.append(entry(target, package, source))
    return entries


def main() -> None:
    (VENDOR / "fonts").mkdir(parents=True, exist_ok=True)
    (VENDOR / "licences").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folders = [unpack(package, Path(name)) for package in (FONT, ICONS, PASSKEYS)]
        entries = write_files(*folders)
    manifest = json.dumps({"files": entries}, ensure_ascii=False, indent=2)
    (VENDOR / "manifest.json").write_text(manifest + "\n", "utf-8")
    print(f"{len(entries)} files written")


if __name__ == "__main__":
    main()
