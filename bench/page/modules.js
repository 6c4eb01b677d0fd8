// Debian's Vega comes as modules that ask for a loader (AMD).  This is one, as small as can be: they come in the order in
// which they need each other, each within a function whose `define` is defineModule of its name.
const modules = {};

function defineModule(name) {
  function define(needs, make) {
    const exports = {};
    make(...needs.map(need => need === 'exports' ? exports : modules[need]));
    modules[name] = exports;
  }
  define.amd = true;
  return define;
}
