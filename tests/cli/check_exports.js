// check_exports.js FOLDER: checks that Google's files give a chart its points, as github-action-benchmark (googlecpp)
// reads them: name, value, unit and a line of further text, all present and of the right types.
'use strict';
const fs = require('fs');
const assert = require('assert');

const folder = process.argv[2];
const read = (name) => JSON.parse(fs.readFileSync(`${folder}/${name}`, 'utf8'));

const google = read('medians.gbench.json');
const points = google.benchmarks.map((row) => ({
    name: row.name,
    value: row.real_time,
    unit: `${row.time_unit}/iter`,
    extra: [row.iterations ?? 0, row.cpu_time, row.threads],
}));
assert(points.length > 0, 'no points');
for (const point of points) {
    assert.strictEqual(typeof point.name, 'string');
    assert(Number.isFinite(point.value) && point.value > 0, point.name);
    assert.strictEqual(point.unit, 'ns/iter');
    assert(point.extra.every(Number.isFinite), point.name);
}
assert.strictEqual(new Set(points.map((point) => point.name)).size, points.length, 'a name twice');
assert(!Number.isNaN(Date.parse(google.context.date)), 'date');

const measures = Object.values(read('bmf.json')).flatMap((benchmark) => Object.values(benchmark));
assert(measures.length > 0, 'no measures');
assert(measures.every((measure) => Number.isFinite(measure.value)), 'a value');
