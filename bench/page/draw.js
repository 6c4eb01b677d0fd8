// Draws the charts of a page: those in the window first, the others before they are reached, when the browser has nothing
// else to do, or when the page is printed.
(function () {
  'use strict';

  const data = JSON.parse(document.getElementById('data').textContent);
  const { specOf, viewOf, pictureOf } = chartsOf(data);
  const root = document.documentElement;
  const figures = [...document.querySelectorAll('figure[data-chart]')];
  const chartOf = figure => data.charts[Number(figure.dataset.chart)];
  const boxOf = figure => figure.querySelector('.box');
  const widthOf = figure => Math.max(boxOf(figure).clientWidth, 200);

  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  document.body.append(tip);

  function point(handler, event, item, value) {
    tip.hidden = value === null || value === undefined || value === '';
    if (tip.hidden) return;
    tip.textContent = value;
    tip.style.left = tip.style.top = '0'; // where it is not squeezed
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(event.clientX + 12, window.innerWidth - box.width - 4)) + 'px';
    tip.style.top = (event.clientY + 16 + box.height < window.innerHeight ? event.clientY + 16 : event.clientY - box.height - 8) + 'px';
  }

  const views = new Map();
  let waiting = new Set();

  function draw(figure) {
    if (views.has(figure)) views.get(figure).finalize();
    const view = viewOf(specOf(chartOf(figure), widthOf(figure)), { renderer: 'svg', container: boxOf(figure), tooltip: point });
    view.run();
    boxOf(figure).style.minHeight = '';
    views.set(figure, view);
    waiting.delete(figure);
    if (!figure.querySelector('.save')) addSave(figure);
  }

  // The headings above a chart.
  function sectionOf(figure) {
    const last = ['', ''];
    for (const element of document.querySelectorAll('h2, h3, figure')) {
      if (element === figure) break;
      if (element.tagName === 'H2') last.splice(0, 2, element.textContent, '');
      if (element.tagName === 'H3') last[1] = element.textContent;
    }
    return last.filter(text => text).join(': ');
  }

  // For a paper or a pull request.
  function addSave(figure) {
    const button = document.createElement('button');
    button.className = 'save';
    button.type = 'button';
    button.textContent = 'Save as SVG';
    button.addEventListener('click', () => pictureOf(chartOf(figure), widthOf(figure), [sectionOf(figure), document.title]).then(svg => {
      const link = document.createElement('a');
      const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
      link.href = url;
      link.download = 'chart-' + figure.dataset.chart + '.svg';
      link.click();
      URL.revokeObjectURL(url);
    }));
    figure.append(button);
  }

  function drawWaiting() {
    for (const figure of [...waiting]) draw(figure);
    tell();
  }

  // For tests and the curious: "seen" when what is in the window is drawn, "yes" when all is, for that width.
  function tell() {
    if (waiting.size) return;
    if (root.dataset.drawn !== 'yes') performance.mark('drawn');
    root.dataset.drawn = 'yes';
  }

  const observer = new IntersectionObserver(entries => {
    for (const entry of entries)
      if (entry.isIntersecting && waiting.has(entry.target)) draw(entry.target);
    if (root.dataset.drawn === 'no') {
      root.dataset.drawn = 'seen';
      performance.mark('seen');
    }
    tell();
  }, { rootMargin: '50% 0px' });

  const idle = window.requestIdleCallback ? act => window.requestIdleCallback(act, { timeout: 500 }) : act => setTimeout(() => act({ timeRemaining: () => 0 }), 50);

  // One at a time, so that the page can be read and scrolled meanwhile.
  function goOn(deadline) {
    do {
      const [next] = waiting;
      if (next) draw(next);
    } while (waiting.size && deadline.timeRemaining() > 20);
    tell();
    if (waiting.size) idle(goOn);
  }

  // A box has the height that its chart will have, about, so that nothing jumps.
  function drawAll() {
    const fresh = waiting.size === 0;
    waiting = new Set(figures);
    root.dataset.drawn = 'no';
    root.dataset.width = window.innerWidth;
    for (const figure of figures) {
      if (!views.has(figure)) boxOf(figure).style.minHeight = specOf(chartOf(figure), widthOf(figure)).height + 70 + 'px';
      observer.unobserve(figure);
      observer.observe(figure);
    }
    if (figures.length === 0) tell();
    else if (fresh) idle(goOn);
  }

  // For narrow windows, where rows become blocks; two columns have room.
  function labelCells() {
    for (const table of document.querySelectorAll('table')) {
      const labels = [...table.tHead.rows[0].cells].map(cell => cell.textContent);
      if (labels.length < 3) continue;
      for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, place) => { cell.dataset.label = labels[place]; });
      table.className = 'labelled';
    }
  }
  const narrow = window.matchMedia('(max-width: 40rem)');
  if (narrow.matches) labelCells();
  else narrow.addEventListener('change', labelCells, { once: true });

  window.addEventListener('beforeprint', drawWaiting);
  let width = window.innerWidth, timer;
  window.addEventListener('resize', () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    clearTimeout(timer);
    timer = setTimeout(drawAll, 150);
  });
  drawAll();
})();
