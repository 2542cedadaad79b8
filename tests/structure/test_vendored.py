"""What the desk serves of others is what they published, whole, and each page says its hash."""

import base64
import hashlib
import re
import tomllib

from product_tree import PROJECT, ROOT

VENDOR = ROOT / "desk/static/vendor"
VENDORED = tomllib.loads((VENDOR / "vendored.toml").read_text(encoding="utf-8"))
TAG = re.compile(r"<(?:script|link)[^>]*?filename='vendor/([^']+)'[^>]*>")
INTEGRITY = re.compile(r'integrity="sha384-([^"]+)"')


def test_every_file_has_the_hash_and_the_licence_it_came_with() -> None:
    found = {str(file.relative_to(VENDOR)) for file in VENDOR.rglob("*") if file.is_file()}
    named = {f"{name}/{file}" for name, of in VENDORED.items() for file in of["sha256"]}
    assert found == named | {"vendored.toml"}
    for name, of in VENDORED.items():
        for file, digest in of["sha256"].items():
            content = (VENDOR / name / file).read_bytes()
            assert hashlib.sha256(content).hexdigest() == digest, file
        assert of["licence"] == "MIT" and "MIT License" in (VENDOR / name / "LICENSE").read_text()
        script = (VENDOR / name / "uPlot.iife.min.js").read_text(encoding="utf-8")
        assert f"(v{of['version']})" in script and of["version"] in of["source"]


def test_a_page_loads_them_only_with_their_hash_and_nothing_from_elsewhere() -> None:
    loaded = set()
    for template in (ROOT / "desk/templates").rglob("*.html"):
        source = template.read_text(encoding="utf-8")
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", source), template
        for tag in TAG.finditer(source):
            integrity = INTEGRITY.search(tag[0])
            assert integrity, tag[0]
            digest = hashlib.sha384((VENDOR / tag[1]).read_bytes()).digest()
            assert integrity[1] == base64.b64encode(digest).decode()
            loaded.add(tag[1])
    assert loaded == {"uplot/uPlot.iife.min.js", "uplot/uPlot.min.css"}


def test_they_are_in_the_package() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["desk"]
    packaged = {file for pattern in patterns for file in (ROOT / "desk").glob(pattern)}
    assert {file for file in VENDOR.rglob("*") if file.is_file()} <= packaged
