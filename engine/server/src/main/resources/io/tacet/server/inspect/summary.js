/* Many recordings: a row each, sorted by any column. */
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const seconds = (s) => s.toFixed(2) + ' s';
  const dbfs = (level) => level.dbfs.toFixed(0) + ' dBFS';
  const none = (value) => (value === null ? 'none' : String(value));
  const BOTTOM = -80, WIDTH = 180, HEIGHT = 34;

  const spark = (row) => {
    const y = (level) => (HEIGHT * Math.min(1, level / BOTTOM)).toFixed(1);
    const step = WIDTH / row.sparks.length;
    const points = row.sparks.map((level, i) => `${(i * step).toFixed(1)},${y(level)} ${((i + 1) * step).toFixed(1)},${y(level)}`).join(' ');
    const threshold = y(row.thresholdDbfs ?? -45);
    const stop = (WIDTH * row.endedAtSeconds / Math.max(1e-9, row.durationSeconds)).toFixed(1);
    return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="Level over time">`
      + `<polygon points="0,${HEIGHT} ${points} ${WIDTH},${HEIGHT}" fill="var(--level-fill)" stroke="var(--level)" stroke-width="1"/>`
      + `<line x1="0" x2="${WIDTH}" y1="${threshold}" y2="${threshold}" stroke="var(--threshold)" stroke-dasharray="5 3"/>`
      + `<line x1="${stop}" x2="${stop}" y1="0" y2="${HEIGHT}" stroke="var(--stop)" stroke-width="2"/></svg>`;
  };

  const columns = [
    {name: 'recording', key: (r) => r.input, show: (r) => r.input},
    {name: 'level', html: spark},
    {name: 'ends by', key: (r) => r.cause, show: (r) => r.cause + (r.terminator ? ' ' + r.terminator : '')},
    {name: 'at', key: (r) => r.endedAtSeconds, show: (r) => seconds(r.endedAtSeconds), number: true},
    {name: 'length', key: (r) => r.durationSeconds, show: (r) => seconds(r.durationSeconds), number: true},
    {name: 'floor', key: (r) => r.levels.noiseFloor.dbfs, show: (r) => dbfs(r.levels.noiseFloor), number: true},
    {name: 'speech', key: (r) => r.levels.speechLevel.dbfs, show: (r) => dbfs(r.levels.speechLevel), number: true},
    {name: 'advised', key: (r) => r.recommendation.threshold ?? Infinity, show: (r) => none(r.recommendation.threshold), number: true},
  ];

  const table = document.getElementById('recordings');
  let sorted = columns[0], ascending = true;

  const body = () => {
    const rows = [...data.rows].sort((a, b) => {
      const x = sorted.key(a), y = sorted.key(b);
      return (x < y ? -1 : x > y ? 1 : 0) * (ascending ? 1 : -1);
    });
    table.tBodies[0].replaceChildren(...rows.map((row) => {
      const tr = document.createElement('tr');
      columns.forEach((column) => {
        const td = document.createElement('td');
        if (column.html) td.innerHTML = column.html(row);
        else td.textContent = column.show(row);
        if (column.number) td.className = 'number';
        if (column.key && column !== columns[0]) td.dataset.name = column.name;
        tr.append(td);
      });
      tr.title = row.explanation.join('; ') + '\n' + row.recommendation.reason;
      return tr;
    }));
    [...table.tHead.rows[0].cells].forEach((th, i) => {
      if (columns[i] === sorted) th.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
      else th.removeAttribute('aria-sort');
    });
  };

  table.tHead.rows[0].replaceChildren(...columns.map((column) => {
    const th = document.createElement('th');
    th.scope = 'col';
    if (column.number) th.className = 'number';
    if (!column.key) {
      th.textContent = column.name;
      return th;
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.textContent = column.name;
    button.addEventListener('click', () => {
      ascending = sorted === column ? !ascending : true;
      sorted = column;
      body();
    });
    th.append(button);
    return th;
  }));

  document.getElementById('verdict').textContent = `${data.rows.length} recordings`
    + (data.threshold === null ? '' : `; suggested threshold for all: ${data.threshold}`);
  document.getElementById('why').textContent = data.reason[0].toUpperCase() + data.reason.slice(1) + '.';
  body();
})();
