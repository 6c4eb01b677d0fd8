"""page_open.py CHROMIUM SHOTS PICTURES PAGE[:WORD...]|FILE.svg...: opens pages in a browser, as a reader would, and prints them.

Of each page: nothing on the console, no request but the file's own, no script of anybody else; each chart draws as many
marks as it has points, within its box, and pointing at the first mark shows its figure; open tables need no scrolling from
760 pixels on; dark, and on a phone, nothing is wider than the window, and each cell of a table with more than two columns
is a line that begins with the name of its column; every WORD is in what can be read.  Printed before all is drawn, it has
all charts, none of them cut.
A screenshot of each goes to the folder SHOTS, and the pictures of bench/README.md to the folder PICTURES, unless that is "-".

The browser is driven over its DevTools protocol, through a pipe.
"""
import base64
import collections
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

PATIENCE_S = 120  # for what hangs
SHEET = (718, 1046)  # what A4 has for a page beside Chromium's margins, px
# Of bench/README.md: file, page, width, colours, what it begins with, height
PICTURES = (("report.png", "quick.html", 760, "light", "figure", 480), ("phone.png", "quick.html", 390, "dark", "figure", 560),
            ("check.png", "check.html", 760, "light", "h1", 560), ("history.png", "history.html", 760, "light", "h1", 560))

# What the page says of itself: charts with marks and points, where the first mark is, widths.
LOOK = """(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const charts = [...document.querySelectorAll('figure[data-chart]')].map(figure => {
    const chart = data.charts[Number(figure.dataset.chart)];
    const marks = [...figure.querySelectorAll('.points > path')];
    const svg = figure.querySelector('svg');
    const all = [...figure.querySelectorAll('.points > path, .intervals > line, .levels > line')];
    return {
      title: chart.title, kind: chart.kind, points: chart.points.length, marks: marks.length,
      texts: [...figure.querySelectorAll('svg text')].map(text => text.textContent),
      xTitle: chart.xTitle, yTitle: chart.yTitle || '', colours: new Set(marks.map(mark => mark.getAttribute('stroke') || mark.getAttribute('fill'))).size,
      bad: all.filter(mark => /NaN|undefined|Infinity/.test(mark.outerHTML)).length,
      wide: svg ? svg.getBoundingClientRect().width - figure.getBoundingClientRect().width : 0,
      high: figure.getBoundingClientRect().height
    };
  });
  return JSON.stringify({
    charts, charted: data.charts.length, text: document.body.innerText, scripts: document.scripts.length, title: document.title,
    overflow: document.documentElement.scrollWidth - window.innerWidth, ground: getComputedStyle(document.body).backgroundColor,
    height: document.documentElement.scrollHeight, alerted: window.alerted === true
  });
})()"""

# How far the widest table that is open must be scrolled to be read, px.
TABLES = """Math.max(0, ...[...document.querySelectorAll('.scroll')].filter(box => !box.closest('details:not([open])'))
  .map(box => box.scrollWidth - box.clientWidth))"""

# On a phone, with all tables open: how far the widest stands out, and rows of cells that do not say which column they are of.
STACKED = """(() => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const boxes = [...document.querySelectorAll('.scroll')];
  const rows = boxes.flatMap(box => {
    const names = [...box.querySelectorAll('th')].map(cell => cell.textContent);
    return names.length < 3 ? [] : [...box.querySelectorAll('tbody tr')].slice(0, 20).map(row => ({
      cells: [...row.cells].filter(cell => cell.textContent), names, left: row.getBoundingClientRect().left }));
  });
  const unnamed = ({ cells, names, left }) => cells.some(cell => cell.cellIndex > 0 && (cell.getBoundingClientRect().left > left + 1 ||
    getComputedStyle(cell, '::before').content.length < 3 || cell.dataset.label !== names[cell.cellIndex]));
  return JSON.stringify({ over: Math.max(0, ...boxes.map(box => box.scrollWidth - box.clientWidth)), rows: rows.length,
    unnamed: rows.filter(unnamed).map(row => row.cells.map(cell => cell.textContent)).slice(0, 3) });
})()"""

POINT = """(() => {
  const mark = document.querySelector('.points > path');
  if (!mark) return '';
  mark.scrollIntoView({block: 'center'});
  const box = mark.getBoundingClientRect();
  return JSON.stringify([box.x + box.width / 2, box.y + box.height / 2]);
})()"""


class Browser:
    def __init__(self, program, profile):
        theirs, ours = os.pipe(), os.pipe()
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 50) for fd in (theirs[0], ours[1])]

        def give():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
             f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=give, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for fd in (theirs[0], ours[1], *high):
            os.close(fd)
        self.out, self.into = os.fdopen(theirs[1], "wb", 0), os.fdopen(ours[0], "rb", 0)
        self.rest, self.number, self.session, self.events = b"", 0, None, []

    def read(self):
        while b"\0" not in self.rest:
            more = self.into.read(1 << 20)
            if not more:
                sys.exit("the browser has gone")
            self.rest += more
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        request = {"id": self.number, "method": method, "params": params}
        if self.session:
            request["sessionId"] = self.session
        self.out.write(json.dumps(request).encode() + b"\0")
        while True:
            message = self.read()
            if message.get("id") == self.number:
                assert "error" not in message, (method, message["error"])
                return message["result"]
            self.events.append(message)

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def await_drawn(self):
        end = time.monotonic() + PATIENCE_S
        while self.evaluate("document.documentElement?.dataset.drawn") != "yes":
            check_events("the page", self.events)
            assert time.monotonic() < end, "the charts are not drawn"
            time.sleep(0.02)

    def open(self, path):
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Page.addScriptToEvaluateOnNewDocument", source="window.alert = () => { window.alerted = true; };")
        self.show(1000, "light")
        self.events = []
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        return target

    def close(self, target):
        self.session = None
        self.call("Target.closeTarget", targetId=target)

    def show(self, width, scheme, media=""):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}])

    def resize(self, width, scheme):
        self.show(width, scheme)
        end = time.monotonic() + PATIENCE_S
        while self.evaluate("document.documentElement.dataset.width") != str(width):  # it waits for the end of resizing
            assert time.monotonic() < end, f"the charts are not drawn for {width} pixels"
            time.sleep(0.02)
        self.await_drawn()

    def shoot(self, path, height=16000, begin="h1"):
        top = self.evaluate(f"document.querySelector('{begin}').getBoundingClientRect().top + window.scrollY - 20")
        picture = self.call("Page.captureScreenshot", captureBeyondViewport=True, format="png",
                            clip={"x": 0, "y": top, "width": self.evaluate("window.innerWidth"),
                                  "height": min(self.evaluate("document.documentElement.scrollHeight"), height), "scale": 1})
        with open(path, "wb") as file:
            file.write(base64.b64decode(picture["data"]))


def check_charts(name, seen):
    assert len(seen["charts"]) == seen["charted"], f"{name}: {len(seen['charts'])} charts of {seen['charted']}"
    for chart in seen["charts"]:
        what = f"{name}, {chart['title']}"
        assert chart["marks"] == chart["points"] > 0, f"{what}: {chart['marks']} marks of {chart['points']} points"
        assert chart["bad"] == 0, f"{what}: {chart['bad']} marks that are nowhere"
        assert chart["wide"] <= 1, f"{what}: {chart['wide']} pixels wider than its box"
        for title in (chart["xTitle"], chart["yTitle"]):
            start = title[:12].strip()
            assert any(text.startswith(start) for text in chart["texts"]), f"{what}: no axis '{title}' in {chart['texts']}"


def check_events(name, events):
    for event in events:
        method, params = event["method"], event.get("params", {})
        assert method not in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"), f"{name}: console: {params}"
        if method == "Network.requestWillBeSent":
            url = params["request"]["url"]
            assert url.startswith("file://") and params["type"] == "Document", f"{name}: asks for {url}"


def check_tip(name, browser):
    """A mouse that stands on a mark is told its figure."""
    place = browser.evaluate(POINT)
    if not place:
        return
    x, y = json.loads(place)
    browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=x - 1, y=y)
    browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
    tip = browser.evaluate("document.querySelector('.tip').hidden ? '' : document.querySelector('.tip').textContent")
    texts = browser.evaluate("JSON.stringify(JSON.parse(document.getElementById('data').textContent).charts.flatMap(c => c.points.map(p => p.text)))")
    assert tip and tip in json.loads(texts), f"{name}: pointing at a mark shows '{tip}'"


def check_sheets(name, seen):
    """As it is laid out for printing: no chart is larger than a sheet, and nothing is wider."""
    for chart in seen["charts"]:
        assert chart["wide"] <= 1 and chart["high"] <= SHEET[1], f"{name}, {chart['title']}: {chart['high']} pixels high when printed"
    assert seen["overflow"] <= 0, f"{name}: {seen['overflow']} pixels wider than a sheet"


def check_print(name, browser, path):
    """Printed as soon as it is there, as by chromium --print-to-pdf: what was not drawn yet is drawn for that."""
    target = browser.open(path)
    end = time.monotonic() + PATIENCE_S
    while not browser.evaluate("document.documentElement?.dataset.drawn"):
        assert time.monotonic() < end, f"{name}: its script does not run"
    charts = json.loads(browser.evaluate("document.getElementById('data').textContent"))["charts"]
    printed = base64.b64decode(browser.call("Page.printToPDF", preferCSSPageSize=False, paperWidth=8.27, paperHeight=11.69)["data"])
    browser.close(target)
    assert printed.startswith(b"%PDF"), f"{name}: nothing is printed"
    if shutil.which("pdftotext"):
        check_pdf(name, printed, charts)


def words_of(text):
    return " ".join(text.split())


def check_pdf(name, printed, charts):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(printed)
        file.flush()
        text, boxes = (subprocess.run(["pdftotext", how, file.name, "-"], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8", "replace")
                       for how in ("-raw", "-bbox"))
    pages = re.findall(r'<page width="([0-9.]+)" height="([0-9.]+)">(.*?)</page>', boxes, re.S)
    assert pages, f"{name}: no sheet is printed"
    for number, (width, height, words) in enumerate(pages, 1):
        for left, top, right, bottom, word in re.findall(r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">(.*?)</word>', words):
            outside = max(-float(left), -float(top), float(right) - float(width), float(bottom) - float(height))
            assert outside < 1, f"{name}: '{word}' is cut on sheet {number}"
    text = words_of(text)
    axes = collections.Counter(words_of(chart["xTitle"])[:12].strip() for chart in charts)
    for axis, number in axes.items():
        assert text.count(axis) >= number, f"{name}: '{axis}' is printed {text.count(axis)} times, and {number} charts have it"


# How far texts of an SVG file stand out of it, px.
OUTSIDE = """(() => {
  const all = document.documentElement.getBoundingClientRect();
  const over = [...document.querySelectorAll('text')].map(text => text.getBoundingClientRect())
    .flatMap(box => [all.left - box.left, box.right - all.right, all.top - box.top, box.bottom - all.bottom]);
  return document.documentElement.localName === 'svg' && over.length ? Math.max(...over) : 1e9;
})()"""


def check_picture(browser, path):
    target = browser.open(path)
    end = time.monotonic() + PATIENCE_S
    while browser.evaluate("document.readyState + document.documentElement?.localName") != "completesvg":
        assert time.monotonic() < end, f"{path} does not open"
        time.sleep(0.01)
    over = browser.evaluate(OUTSIDE)
    assert over <= 2, f"{path}: a text is cut by {over} pixels"
    check_events(path, browser.events)
    browser.close(target)


def make_pictures(browser, folder):
    for file, page, width, scheme, begin, height in PICTURES:
        target = browser.open(page)
        browser.await_drawn()
        browser.resize(width, scheme)
        browser.shoot(f"{folder}/{file}", height, begin)
        browser.close(target)


def check_page(browser, page, shots):
    path, *words = page.split(":")
    name = os.path.basename(path)
    check_print(name, browser, path)
    target = browser.open(path)
    browser.await_drawn()
    seen = json.loads(browser.evaluate(LOOK))
    check_charts(name, seen)
    assert not seen["alerted"], f"{name}: a script of somebody else ran"
    assert seen["scripts"] == 2, f"{name}: {seen['scripts']} scripts"
    assert seen["overflow"] <= 0, f"{name}: {seen['overflow']} pixels wider than the window"
    for word in words:
        count = word.removeprefix("charts=")
        if count != word:
            assert len(seen["charts"]) == int(count), f"{name}: {len(seen['charts'])} charts, not {count}"
        else:
            assert word in seen["text"], f"{name}: '{word}' cannot be read in: {seen['text'][:1500]}"
    check_tip(name, browser)
    if shots != "-":
        browser.shoot(f"{shots}/{name}.png")
    light = seen["ground"]
    first, drawn = (browser.evaluate(f"Math.round(performance.getEntriesByName('{mark}')[0]?.startTime)") for mark in ("seen", "drawn"))
    browser.show(SHEET[0], "light", "print")
    check_sheets(name, json.loads(browser.evaluate(LOOK)))
    browser.show(760, "light")
    over = browser.evaluate(TABLES)
    assert over <= 0, f"{name}: a table is {over} pixels too wide for a window of 760"
    browser.resize(390, "dark")
    seen = json.loads(browser.evaluate(LOOK))
    check_charts(f"{name} on a phone", seen)
    assert seen["overflow"] <= 0, f"{name}: on a phone {seen['overflow']} pixels wider than the window"
    assert seen["ground"] != light, f"{name}: dark is as light"
    if shots != "-":
        browser.shoot(f"{shots}/{name}.phone.png")
    stacked = json.loads(browser.evaluate(STACKED))
    assert stacked["over"] <= 0, f"{name}: on a phone a table is {stacked['over']} pixels too wide"
    assert not stacked["unnamed"], f"{name}: on a phone cells do not say of which column they are: {stacked['unnamed']}"
    check_events(name, browser.events)
    browser.close(target)
    print(f"{name}: {len(seen['charts'])} charts, {sum(chart['marks'] for chart in seen['charts'])} marks, {os.path.getsize(path)} bytes, "
          f"the window drawn after {first} ms, all after {drawn} ms")


def main(program, shots, pictures, *pages):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(program, profile)
        try:
            for page in pages:
                if page.endswith(".svg"):
                    check_picture(browser, page)
                else:
                    check_page(browser, page, shots)
            if pictures != "-":
                make_pictures(browser, pictures)
        finally:
            browser.process.kill()
            browser.process.wait()


main(*sys.argv[1:])
