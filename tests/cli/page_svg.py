"""page_svg.py PAGE FOLDER [PAGE FOLDER]...: the SVG files of a folder are the charts of a page: as many, each well formed, with
as many marks as the chart has points, a title, and colours of its own.
"""
import json
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def charts_of(page):
    with open(page, encoding="utf-8") as file:
        return json.loads(re.search(r'<script type="application/json" id="data">\n(.*)\n</script>', file.read()).group(1))["charts"]


def read(path):
    """How many marks a file has, and its texts."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for bad in ("currentColor", "NaN", "undefined", "<script", "Infinity"):
        assert bad not in text, f"{path}: {bad}"
    tree = ElementTree.fromstring(text)
    assert tree.tag == SVG + "svg" and float(tree.get("width")) > 300 and float(tree.get("height")) > 100, path
    groups = [group for group in tree.iter(SVG + "g") if "points" in (group.get("class") or "").split()]
    return sum(len(group.findall(SVG + "path")) for group in groups), [node.text or "" for node in tree.iter(SVG + "text")]


def check(page, folder):
    charts = charts_of(page)
    pictures = [read(os.path.join(folder, name)) for name in sorted(os.listdir(folder))]
    assert all(name.endswith(".svg") for name in os.listdir(folder)), os.listdir(folder)
    marks, points = sorted(marks for marks, _ in pictures), sorted(len(chart["points"]) for chart in charts)
    assert marks == points, f"{folder}: files with {marks} marks, charts with {points} points"
    for chart in charts:
        start = re.sub(r"[\x00-\x1f]", "\ufffd", chart["title"])[:20]
        assert any(text.startswith(start) for _, texts in pictures for text in texts), f"{folder}: no picture is titled '{start}'"


arguments = sys.argv[1:]
for at in range(0, len(arguments), 2):
    check(*arguments[at:at + 2])
