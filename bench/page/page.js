// Says to Vega what the charts of some data look like: src/control/results/page.h has what they are made of.  draw.js
// draws them in a page, svg.js in node.
//
// Colours are those of Okabe and Ito, which people with any colour vision tell apart; each series has a shape, too.  The
// first, the base, has the colour of the text.
function chartsOf(data) {
  'use strict';

  // As vega's own index puts them together, without the transforms that no chart here asks for.
  const vega = modules.vega || {
    parse: modules['vega-parser'].parse, View: modules['vega-view'].View, Warn: modules['vega-util'].Warn,
    transforms: Object.assign(modules['vega-dataflow'].transforms, modules['vega-transforms'], modules['vega-view-transforms'], modules['vega-encode'])
  };
  const expr = modules['vega-interpreter'].expressionInterpreter;

  const colours = ['currentColor', '#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8c8c8c'];
  const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down', 'triangle-right', 'triangle-left'];
  const parts = ['kx', 'signature', 'certificates', 'schedule', 'remainder', 'other', 'all'];
  const partColours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8c8c8c', '#e69f00', '#56b4e9'];
  const owners = ['library', 'tlsbench', 'kernel', 'not known'];
  const ownerColours = ['#0072b2', '#e69f00', '#cc79a7', '#8c8c8c'];
  const narrowBelow = 560;

  const config = {
    axis: {
      labelColor: 'currentColor', titleColor: 'currentColor', tickColor: 'currentColor', domainColor: 'currentColor',
      gridColor: 'currentColor', gridOpacity: 0.15, tickOpacity: 0.4, domainOpacity: 0.4, titleFontWeight: 'normal',
      labelFontSize: 11, titleFontSize: 11
    },
    legend: {
      labelColor: 'currentColor', titleColor: 'currentColor', labelFontSize: 12, orient: 'top', direction: 'horizontal',
      labelLimit: 300, symbolStrokeWidth: 1.5, offset: 8
    },
    text: { fill: 'currentColor', font: 'sans-serif' }
  };

  // ---- What charts have in common ----

  const indexOf = name => Math.max(data.series.indexOf(name), 0);
  const colourOf = name => colours[indexOf(name) % colours.length];
  const shapeOf = name => shapes[indexOf(name) % shapes.length];
  const namesOf = items => data.series.filter(name => items.some(item => item.series === name));
  const finite = values => values.filter(value => Number.isFinite(value));
  const dress = point => ({ ...point, colour: colourOf(point.series), shape: shapeOf(point.series) });

  function frame(chart, width, height, names) {
    return {
      description: chart.title, width, height, padding: 4, autosize: { type: 'fit-x', contains: 'padding' }, config,
      scales: [
        { name: 'colour', type: 'ordinal', domain: names, range: names.map(colourOf) },
        { name: 'shape', type: 'ordinal', domain: names, range: names.map(shapeOf) }
      ],
      legends: names.length ? [{ fill: 'colour', shape: 'shape', columns: columnsFor(names, width) }] : []
    };
  }

  // As many as have room.
  function columnsFor(names, width) {
    const longest = Math.max(...names.map(name => Math.min(name.length, 45)));
    return Math.max(1, Math.min(names.length, Math.floor(width / (longest * 7 + 30))));
  }

  // Round numbers of a logarithmic axis.
  function logTicks(low, high, most) {
    if (high / low < 3) return linearTicks(low, high, most);
    for (const digits of [[1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]) {
      const ticks = [];
      for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++)
        for (const digit of digits) ticks.push(Number((digit * 10 ** power).toPrecision(3)));
      const inside = ticks.filter(tick => tick >= low && tick <= high);
      if (inside.length <= most && inside.length > 1) return inside;
    }
    return linearTicks(low, high, most);
  }

  function linearTicks(low, high, most) {
    const rough = (high - low) / most, power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(digit => digit * power).find(candidate => candidate >= rough);
    const ticks = [];
    for (let i = Math.ceil(low / step); i * step <= high; i++) ticks.push(Number((i * step).toPrecision(12)));
    return ticks;
  }

  function logDomain(values, atLeast) {
    let low = Math.min(...values), high = Math.max(...values);
    if (high / low < atLeast) { const middle = Math.sqrt(low * high); low = middle / Math.sqrt(atLeast); high = middle * Math.sqrt(atLeast); }
    const margin = (high / low) ** 0.04;
    return [low / margin, high * margin];
  }

  const points = (x, y, size) => ({
    type: 'symbol', name: 'points', from: { data: 'pointData' },
    encode: {
      update: {
        x, y, size: { value: size }, strokeWidth: { value: 1.5 }, shape: { field: 'shape' }, fill: { field: 'fill' },
        stroke: { field: 'colour' }, tooltip: { field: 'text' }
      }
    }
  });

  // ---- Dots with intervals, a row for each case ----

  function dots(chart, width) {
    const narrow = width < narrowBelow, lane = 15, above = narrow ? 20 : 5, below = 5;
    const items = chart.points.concat(chart.gaps);
    const names = namesOf(items);
    const tops = [], rows = [];
    let top = 0;
    chart.rows.forEach((label, row) => {
      const own = items.filter(item => item.row === row).sort((a, b) => indexOf(a.series) - indexOf(b.series));
      own.forEach((item, place) => { item.y = top + above + (place + 0.5) * lane; });
      tops.push(top);
      const height = above + own.length * lane + below;
      rows.push({ label, top, middle: narrow ? top + 11 : top + above + own.length * lane / 2 });
      top += height;
    });
    const values = finite(items.flatMap(item => [item.x, item.low, item.high])).concat(chart.reference ? [chart.reference] : []);
    const domain = logDomain(chart.extent || values, chart.reference ? 1.1 : 2);
    const most = Math.max(3, Math.floor((narrow ? width : width * 0.65) / 60));
    const text = {
      ratio: "format(datum.value, ',.3~r') + 'x'", change: "format(datum.value - 1, '+.3~p')", value: "format(datum.value, ',.4~r')"
    }[chart.scale];
    const axis = {
      scale: 'x', grid: true, values: logTicks(domain[0], domain[1], most), title: chart.xTitle, labelOverlap: true,
      encode: { labels: { update: { text: { signal: text } } } }
    };
    const spec = frame(chart, width, top, names);
    spec.data = [
      { name: 'rowData', values: rows },
      { name: 'pointData', values: chart.points.map(dress).map(point => ({ ...point, fill: point.open ? 'transparent' : point.colour })) },
      { name: 'gapData', values: chart.gaps.map(dress) }
    ];
    spec.scales.push({ name: 'x', type: 'log', domain, range: 'width', nice: false, zero: false });
    spec.axes = [{ ...axis, orient: 'bottom' }];
    if (top > 500) spec.axes.push({ ...axis, orient: 'top', grid: false });
    spec.marks = [
      { type: 'rule', from: { data: 'rowData' }, encode: { update: { x: { value: 0 }, x2: { signal: 'width' }, y: { field: 'top' }, stroke: { value: 'currentColor' }, opacity: { value: 0.15 } } } },
      {
        type: 'text', name: 'labels', from: { data: 'rowData' },
        encode: {
          update: {
            x: { value: narrow ? 2 : -8 }, y: { field: 'middle' }, align: { value: narrow ? 'left' : 'right' }, baseline: { value: 'middle' },
            text: { field: 'label' }, limit: { value: narrow ? width : width * 0.42 }, fontSize: { value: 12 }, tooltip: { field: 'label' }
          }
        }
      }
    ];
    if (chart.reference) spec.marks.push({ type: 'rule', encode: { update: { x: { scale: 'x', value: chart.reference }, y: { value: 0 }, y2: { signal: 'height' }, stroke: { value: 'currentColor' }, strokeDash: { value: [4, 3] }, opacity: { value: 0.7 } } } });
    spec.marks.push(
      { type: 'rule', name: 'intervals', from: { data: 'pointData' }, encode: { update: { x: { scale: 'x', field: 'low' }, x2: { scale: 'x', field: 'high' }, y: { field: 'y' }, stroke: { field: 'colour' }, strokeWidth: { value: 2 }, tooltip: { field: 'text' } } } },
      points({ scale: 'x', field: 'x' }, { field: 'y' }, 64),
      { type: 'text', name: 'gaps', from: { data: 'gapData' }, encode: { update: { x: { value: 6 }, y: { field: 'y' }, baseline: { value: 'middle' }, fontSize: { value: 11 }, fontStyle: { value: 'italic' }, limit: { signal: 'width - 10' }, opacity: { value: 0.8 }, text: { signal: "datum.series + ': ' + datum.text" } } } }
    );
    return spec;
  }

  // ---- Curves ----

  function curves(chart, width, x, xAxis, height) {
    const names = namesOf(chart.points);
    const values = finite(chart.points.flatMap(point => [point.y, point.low, point.high]));
    const spec = frame(chart, width, height, names);
    spec.data = [{ name: 'pointData', values: chart.points.map(dress).map(point => ({ ...point, fill: point.colour })) }];
    const log = chart.log && Math.min(...values) > 0;
    const y = log ? { type: 'log', domain: logDomain(values, 2), nice: false } : { type: 'linear', domain: yDomain(chart, values), nice: true };
    spec.scales.push(x, { name: 'y', range: 'height', zero: false, ...y });
    spec.axes = [
      { orient: 'bottom', scale: 'x', title: chart.xTitle, titleLimit: width, labelOverlap: true, ...xAxis },
      { orient: 'left', scale: 'y', grid: true, title: chart.yTitle, titleLimit: height, labelOverlap: true, format: ',.5~r', tickCount: 6, ...(log ? { values: logTicks(y.domain[0], y.domain[1], 6) } : {}) }
    ];
    spec.marks = [
      {
        type: 'group', from: { facet: { name: 'one', data: 'pointData', groupby: 'series' } },
        marks: [{ type: 'line', from: { data: 'one' }, encode: { update: { x: { scale: 'x', field: 'x' }, y: { scale: 'y', field: 'y' }, stroke: { field: 'colour' }, strokeWidth: { value: 1.5 }, opacity: { value: chart.levels ? 0.45 : 1 } } } }]
      },
      { type: 'rule', name: 'intervals', from: { data: 'pointData' }, encode: { update: { x: { scale: 'x', field: 'x' }, y: { scale: 'y', field: 'low' }, y2: { scale: 'y', field: 'high' }, stroke: { field: 'colour' }, strokeWidth: { value: 1.5 } } } },
      points({ scale: 'x', field: 'x' }, { scale: 'y', field: 'y' }, chart.points.length > 60 ? 25 : 64)
    ];
    return spec;
  }

  // Rates begin at 0, as their bars would; a history shows differences.
  function yDomain(chart, values) {
    const low = Math.min(...values), high = Math.max(...values);
    if (!chart.levels) return [Math.min(0, low), high > 0 ? high : 1];
    const margin = (high - low || Math.abs(high) || 1) * 0.05;
    return [low - margin, high + margin];
  }

  function lines(chart, width) {
    const xs = [...new Set(chart.points.map(point => point.x))];
    if (chart.ordinal) return curves(chart, width, { name: 'x', type: 'point', domain: xs, range: 'width', padding: 0.3 }, {}, 200);
    xs.sort((a, b) => a - b);
    const log = xs[0] > 0;
    const domain = log ? logDomain(xs, 2) : [xs[0], xs[xs.length - 1]];
    return curves(chart, width, { name: 'x', type: log ? 'log' : 'linear', ...(log ? { base: 2 } : {}), domain, range: 'width', nice: false, zero: false },
      { values: xs, format: ',.6~r' }, 200);
  }

  function history(chart, width) {
    const xs = finite(chart.points.map(point => point.x));
    const low = Math.min(...xs), high = Math.max(...xs), margin = (high - low) * 0.02 || 3600e3;
    const spec = curves(chart, width, { name: 'x', type: 'utc', domain: [low - margin, high + margin], range: 'width' }, { tickCount: Math.floor(width / 90) }, 240);
    spec.data.push({ name: 'markData', values: chart.marks }, { name: 'levelData', values: chart.levels.map(dress) });
    spec.marks.unshift(
      { type: 'rule', name: 'changes', from: { data: 'markData' }, encode: { update: { x: { scale: 'x', field: 'x' }, y: { value: 0 }, y2: { signal: 'height' }, stroke: { value: 'currentColor' }, strokeDash: { value: [3, 3] }, strokeWidth: { value: 2 }, opacity: { value: 0.4 }, tooltip: { field: 'text' } } } },
      { type: 'rule', name: 'levels', from: { data: 'levelData' }, encode: { update: { x: { scale: 'x', field: 'from' }, x2: { scale: 'x', field: 'to' }, y: { scale: 'y', field: 'y' }, stroke: { field: 'colour' }, strokeWidth: { value: 6 }, opacity: { value: 0.35 } } } }
    );
    return spec;
  }

  // ---- Parts of a whole, a row for each ----

  function stretches(chart, width) {
    const bar = 18, row = 40;
    const names = parts.filter(part => chart.points.some(point => point.part === part));
    const spec = frame(chart, width, chart.rows.length * row, []);
    spec.scales = [
      { name: 'x', type: 'linear', domain: [0, chart.most], range: 'width', nice: true },
      { name: 'part', type: 'ordinal', domain: names, range: names.map(name => partColours[parts.indexOf(name)]) }
    ];
    spec.legends = [{ fill: 'part', symbolType: 'square', columns: columnsFor(names, width) }];
    spec.data = [
      { name: 'rowData', values: chart.rows.map((label, place) => ({ label, y: place * row + 12 })) },
      { name: 'pointData', values: chart.points.map(point => ({ ...point, y: point.row * row + 20 })) }
    ];
    spec.axes = [{ orient: 'bottom', scale: 'x', grid: true, title: chart.xTitle, labelOverlap: true, format: ',.4~r', tickCount: 5 }];
    spec.marks = [
      { type: 'text', from: { data: 'rowData' }, encode: { update: { x: { value: 0 }, y: { field: 'y' }, text: { field: 'label' }, fontSize: { value: 11 }, limit: { signal: 'width' }, tooltip: { field: 'label' } } } },
      { type: 'rect', name: 'points', from: { data: 'pointData' }, encode: { update: { x: { scale: 'x', field: 'from' }, x2: { scale: 'x', field: 'to' }, y: { field: 'y' }, height: { value: bar }, fill: { scale: 'part', field: 'part' }, tooltip: { field: 'text' } } } }
    ];
    return spec;
  }

  // ---- Flame graphs: a bar for each function, below the one that called it ----

  function flame(chart, width) {
    const row = 17, least = 24; // pixels; a name needs some
    const names = owners.filter(owner => chart.points.some(point => point.part === owner));
    const spec = frame(chart, width, (chart.deepest + 1) * row, []);
    const left = "max(0, scale('x', datum.from))", room = `min(width, scale('x', datum.to)) - ${left}`;
    spec.signals = [{ name: 'zoom', value: [0, 1], on: [{ events: { source: 'view', type: 'click', markname: 'points' }, update: '[datum.from, datum.to]' }] }];
    spec.scales = [
      { name: 'x', type: 'linear', domain: { signal: 'zoom' }, range: 'width', nice: false, zero: false },
      { name: 'part', type: 'ordinal', domain: names, range: names.map(name => ownerColours[owners.indexOf(name)]) }
    ];
    spec.legends = [{ fill: 'part', symbolType: 'square', symbolOpacity: 0.45, columns: columnsFor(names, width) }];
    spec.data = [{ name: 'pointData', values: chart.points.map(point => ({ ...point, y: point.depth * row })) }];
    spec.axes = [{ orient: 'bottom', scale: 'x', title: chart.xTitle, labelOverlap: true, format: '.3~p', tickCount: 5 }];
    spec.marks = [
      { type: 'rect', name: 'points', clip: true, from: { data: 'pointData' }, encode: { update: { x: { scale: 'x', field: 'from' }, x2: { scale: 'x', field: 'to' }, y: { field: 'y' }, height: { value: row - 1 }, fill: { scale: 'part', field: 'part' }, fillOpacity: { value: 0.45 }, cursor: { value: 'pointer' }, tooltip: { field: 'text' } } } },
      {
        type: 'text', clip: true, interactive: false, from: { data: 'pointData' },
        encode: {
          update: {
            x: { signal: `${left} + 3` }, y: { field: 'y', offset: row / 2 }, baseline: { value: 'middle' }, fontSize: { value: 10.5 },
            text: { signal: `${room} < ${least} ? '' : datum.name` }, limit: { signal: `max(1, ${room} - 5)` }
          }
        }
      }
    ];
    return spec;
  }

  // ---- All ----

  const kinds = { dots, lines, history, parts: stretches, flame };
  const specOf = (chart, width) => kinds[chart.kind](chart, width);

  const viewOf = (spec, options) => new vega.View(vega.parse(spec, null, { ast: true }), { expr, logLevel: vega.Warn, ...options });

  // The chart as it stands alone, for a paper or a pull request: it says what it shows and of which run, and is on white.
  // A promise of the text of an SVG file.
  function pictureOf(chart, width, words) {
    const spec = specOf(chart, width), ink = '#1b1c1f';
    const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g; // XML has no way to write them
    spec.background = '#fff';
    spec.padding = 10;
    spec.title = {
      text: chart.title, subtitle: words.filter(word => word), anchor: 'start', frame: 'bounds', limit: width - 20, offset: 10,
      fontSize: 14, subtitleFontSize: 11, color: 'currentColor', subtitleColor: 'currentColor'
    };
    return viewOf(spec, { renderer: 'none' }).toSVG().then(svg => svg.replaceAll('currentColor', ink).replace(controls, '\ufffd'));
  }

  return { specOf, viewOf, pictureOf };
}
