// Draws charts in node: node CODE DATA FOLDER.  The data is that of a page, with "pictures": a chart's place, its width, the
// section and the origin of its figures.  Picture N becomes FOLDER/N.svg.
(function () {
  'use strict';
  const fs = require('fs');
  const [, , file, folder] = process.argv;
  const data = JSON.parse(fs.readFileSync(file, 'utf8'));
  const { pictureOf } = chartsOf(data);
  data.pictures.forEach((picture, place) => {
    const chart = data.charts[picture.chart];
    pictureOf(chart, picture.width, [picture.section, chart.doc, picture.origin])
      .then(svg => fs.writeFileSync(`${folder}/${place}.svg`, svg));
  });
})();
