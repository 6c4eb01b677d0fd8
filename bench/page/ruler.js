// What Vega asks of a browser's canvas when it needs the width of a text, for node, which has none: about that in a wide
// sans-serif font (DejaVu Sans), so that there is room in the font of whoever opens the file.
const document = (function () {
  'use strict';
  const narrow = /[ijltfr.,:;|!'()[\]{}\/ -]/, wide = /[mwMW@%\u2014]/, capital = /[A-Z_+=<>~±×µ]/;
  const of = letter => narrow.test(letter) ? 0.37 : wide.test(letter) ? 0.98 : capital.test(letter) ? 0.82 : 0.64;
  const pen = {
    font: '',
    measureText(text) {
      const size = Number(/([0-9.]+)px/.exec(this.font)?.[1] ?? 11), bold = /bold/.test(this.font) ? 1.15 : 1;
      return { width: [...String(text)].reduce((sum, letter) => sum + of(letter), 0) * size * bold };
    }
  };
  return { createElement: () => ({ getContext: () => pen }) };
})();
