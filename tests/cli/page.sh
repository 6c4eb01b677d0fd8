#!/usr/bin/env bash
# page.sh BUILD: pages of runs, comparisons, checks and histories, opened in a browser and printed; their charts as SVG
# files; and what is said where there can be none.  With the folder of screenshots in TLSBENCH_SHOTS, they are kept there.
# With TLSBENCH_PICTURES=$PWD/bench/pictures, the pictures of bench/README.md are made anew.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

documents=$here/../../bench # absolute, as is $here
python3 "$here/page_worlds.py" "$tlsbench" || broken "runs that are made up"
report=("$tlsbench" report)

# What cannot be done is said, with what to do.
run "${report[@]}" nowhere
expect_exit 2
expect_err "there is no folder nowhere"
run "${report[@]}"
expect_exit 2
expect_err "there is no folder results/latest" "tlsbench report history"
run "${report[@]}" rich void
expect_exit 2
expect_err "'void' is a second one"
run "${report[@]}" rich --case 'kx/x25519/ofer'
expect_exit 2
expect_err "kx/x25519/offer"
run "${report[@]}" rich --output /nowhere/page.html
expect_exit 3
expect_err "/nowhere/page.html cannot be written: there is no folder /nowhere; make it with: mkdir -p /nowhere" "--output"
run "${report[@]}" rich --output rich
expect_exit 3
expect_err "rich cannot be written: a folder of that name is there"
run env TLSBENCH_VEGA=/nowhere "${report[@]}" rich
expect_exit 3
expect_err "/nowhere/vega-util.min.js" "libjs-vega"
run env TLSBENCH_VEGA=/nowhere "$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --library fault-none --export html
expect_exit 2
expect_err "libjs-vega"
expect "nothing was measured" test ! -e results
run "${report[@]}" history
expect_exit 3
expect_err "results/history.db: No such file"
run "${report[@]}" damaged
expect_exit 2
expect_err "damaged/samples.csv, row 2: " "perhaps"
run "${report[@]}" newer
expect_exit 2
expect_err "newer/samples.csv, row 2: schema '99'" "use the version that wrote it"
run "${report[@]}" rich --format sgv
expect_exit 2
expect_err "did you mean 'svg'?"
run "${report[@]}" rich --format svg --output rich/run.json
expect_exit 3
expect_err "rich/run.json cannot be written: a file of that name is there" "--output FOLDER"
run "${report[@]}" rich --format svg --output /nowhere/charts
expect_exit 3
expect_err "/nowhere/charts cannot be written"
run "$tlsbench" export rich svg
expect_exit 2
expect_err "name a folder"
run "$tlsbench" compare rich --export svg=rich/run.json
expect_exit 2
expect_err "--export: rich/run.json cannot be written: a file of that name is there"

# Pages of what was kept.
run "${report[@]}" rich
expect_exit 0
expect_out rich/report.html
run "${report[@]}" rich --case 'kx/*' --library beta,alpha --metric mean_time --output part.html
expect_exit 0
for folder in lonely void cut quick full threads bare; do
    run "${report[@]}" $folder --output $folder.html
    expect_exit 0
done
run "$tlsbench" compare rich --export html=compare.html
expect_exit 0
run "$tlsbench" compare rich rich-again --library alpha --export html=two-runs.html
expect_exit 0
run "$tlsbench" export rich html exported.html --library alpha,beta
expect_exit 0
expect "a page" grep -q 'Answer' exported.html

# Charts as files.  Whatever goes wrong, no file is left.
mkdir nothing broken
printf '#!/bin/sh\necho "TypeError: this is no node" >&2\nexit 1\n' >broken/node
chmod +x broken/node
run env PATH="$PWD/nothing" "${report[@]}" rich --format svg
expect_exit 3
expect_err "install Debian's package nodejs" "--format html"
run env PATH="$PWD/broken" "${report[@]}" rich --format svg
expect_exit 3
expect_err "could not draw the charts: TypeError: this is no node"
run env PATH="$PWD/broken" TMPDIR=/nowhere "${report[@]}" rich --format svg
expect_exit 3
expect_err "no temporary folder" "TMPDIR"
run env PATH="$PWD/broken" "${report[@]}" void --format svg
expect_exit 3
expect_err "there is nothing to draw: no row has a figure"
expect "no folder" test ! -e rich/charts
expect "no folder" test ! -e void/charts
drawn=
if command -v node >/dev/null; then
    drawn=svg
    run "${report[@]}" rich --format svg
    expect_exit 0
    expect_out "rich/charts: "
    mkdir few
    run "$tlsbench" export rich svg few --case 'aead/*' --library alpha,beta
    expect_exit 0
    run "$tlsbench" compare rich --export html=for-svg.html,svg=compared
    expect_exit 0
    expect "the charts of the page" python3 "$here/page_svg.py" rich/report.html rich/charts for-svg.html compared
    for name in answer-all-cases-together aead-aes-128-gcm-once-throughput aead-aes-128-gcm-once-seal; do
        expect "a file of that name" test -s rich/charts/$name.svg
    done
else
    echo 'not tried: SVG files (Debian: nodejs)'
fi

# The page of a history.
run "$tlsbench" history import history.csv --history history.db
expect_exit 0
run "${report[@]}" history --history history.db --output history.html
expect_exit 0
if [ -n "$drawn" ]; then
    run "${report[@]}" history --history history.db --format svg --output of-history
    expect_exit 0
    expect "its charts" python3 "$here/page_svg.py" history.html of-history
fi
run "${report[@]}" history --history history.db --case 'kx/x25519/ofer' --output none.html
expect_exit 2
expect_err "did you mean 'kx/x25519/offer'?"
run "${report[@]}" history --history history.db --library alpha,beta --output none.html
expect_exit 2
expect_err "'beta' is a second one"
expect "no page" test ! -e none.html

# A run that was just measured, and a check with a regression.
clockwork
make_suite little.ini 6 3 "${section_kx[@]}" 'operation = offer'
cp "$faulty/fault-none.so" candidate.so
run "$tlsbench" check --suite ./little.ini --modules "$faulty" --second-rounds 8 --no-steady --baseline fault-none \
    --candidate candidate.so --inject 900 --export "html${drawn:+,svg}"
expect_exit 1
real_time
expect "the page beside the other files" test -s results/latest/report.html
cp results/latest/report.html check.html
[ -z "$drawn" ] || expect "its charts" python3 "$here/page_svg.py" check.html results/latest/charts
mkdir made-up
run "$build/bin/unit_export" made-up
expect_exit 0

# All texts are texts: an element that a run's text would make is not there.
expect "no markup of somebody else" python3 - rich/report.html compare.html full.html made-up/report.html <<'PYTHON'
import html.parser, sys
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.scripts, self.tags = [], set()
    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "script":
            self.scripts.append(dict(attributes))
known = set("html head meta title style body main h1 h2 h3 p ul li table thead tbody tr th td div details summary figure figcaption "
            "b noscript script wbr".split())
for path in sys.argv[1:]:
    text = open(path, encoding="utf-8").read()
    page = Page()
    page.feed(text)
    assert page.tags <= known, page.tags - known
    assert [set(script) for script in page.scripts] == [{"type", "id"}, {"nonce"}], page.scripts
    assert f"script-src 'nonce-{page.scripts[1]['nonce']}';" in text
    assert "unsafe-eval" not in text.split("<body>")[0] and "\x1b" not in text, path
    assert len(text) < 3000000, path
PYTHON

chromium=$(command -v chromium || true)
if [ -z "$chromium" ]; then
    echo 'not tried: a browser (Debian: chromium)'
    exit 0
fi
command -v pdftotext >/dev/null || echo 'not tried: reading what was printed (Debian: poppler-utils)'
shots=${TLSBENCH_SHOTS:--}
files=()
[ -z "$drawn" ] || files=(rich/charts/*.svg of-history/*.svg)
run python3 "$here/page_open.py" "$chromium" "$shots" "${TLSBENCH_PICTURES:--}" \
    "quick.html:Answer:beta is 1.6:Handshakes" "full.html:Answer:beta is 1.6" \
    "threads.html:operations per second:2 threads" \
    "rich/report.html:Answer:beta is 1.6:unsupported:no P-384:lacks fast code:Anatomy of a handshake:flight 1, client:Where the time goes:1.9% of unknown callers:perf said" \
    "part.html:charts=4" "lonely.html:Only one library was measured" "void.html:charts=0:No row could be measured:negotiated TLS 1.2" \
    "cut.html:is not complete" "bare.html:has no run.json" "compare.html:2 libraries against alpha:faster:beta is 1.6" \
    "two-runs.html:share no rounds:The run of the base" "history.html:charts=2:worse:alpha" \
    "check.html:FAIL:confirmed regression:regressed" "made-up/report.html:1 slower" "${files[@]}"
expect_exit 0
cat "$scratch/out"

# The pictures of the documents: all are there and shown, and none is large.
if [ -n "$drawn" ] && [ -n "${TLSBENCH_PICTURES-}" ]; then
    expect "a chart" cp few/aead-aes-128-gcm-once-seal.svg "$TLSBENCH_PICTURES/throughput.svg"
fi
for picture in $(grep -o '](pictures/[^)]*' "$documents/README.md") "$documents"/pictures/*; do
    picture=${picture##*/}
    expect "a picture that is shown: $picture" grep -qF "](pictures/$picture)" "$documents/README.md"
    expect "a picture: $picture" test -s "$documents/pictures/$picture"
    expect "a small picture: $picture" test "$(stat -c %s "$documents/pictures/$picture")" -lt 80000
done
