/* The report: fills itself from its data, and answers "what if" by the engine's rules. */
(() => {
  const $ = (id) => document.getElementById(id);
  const series = tacetRules.unpack(JSON.parse($('data').textContent));
  const {rate, given} = series;
  const time = (samples) => (samples / rate).toFixed(2) + ' s';
  const dbfsOf = (threshold) =>
    threshold === given.threshold ? given.thresholdDbfs : series.thresholdDbfs[Math.round(threshold) - 1];
  const number = (value) => String(Math.round(value * 1000) / 1000);
  const element = (name, content, className) => {
    const e = document.createElement(name);
    if (content !== undefined) e.textContent = content;
    if (className) e.className = className;
    return e;
  };
  const rows = (table, list) => {
    $(table).tBodies[0].replaceChildren(...list.map((cells) => {
      const tr = element('tr');
      cells.forEach((cell) => tr.append(cell instanceof Node ? cell : element('td', cell)));
      return tr;
    }));
    $(table).parentElement.hidden = list.length === 0;
  };
  const right = (content) => element('td', content, 'number');
  const level = (l) => (l.scale >= 1000 ? 'over 1000' : number(l.scale)) + ' · ' + l.dbfs.toFixed(1) + ' dBFS';

  const stop = {cause: series.cause, at: series.endedAtSample};
  const settings = () => ({
    threshold: Number($('threshold-number').value),
    silence: Number($('silence-number').value),
    initial: Number($('initial').value),
    activity: Number($('activity-number').value),
  });
  const decide = (wanted) => tacetRules.decide(series, tacetRules.limits(series, wanted));

  const sentence = (outcome, wanted) => {
    const limits = tacetRules.limits(series, wanted);
    const parts = [];
    if (outcome.cause === 'SILENCE') {
      parts.push(`${number(outcome.activity ? wanted.silence : wanted.initial)} s of silence since ${time(outcome.runStart)}`);
      const clicks = state.runs
        .filter((run) => run.start <= outcome.runStart && run.end >= outcome.runStart)
        .flatMap((run) => run.clicks.filter((click) => click.start < outcome.at));
      if (clicks.length === 1) parts.push(`a click of ${clicks[0].length * 1000 / rate} ms at ${time(clicks[0].start)} was forgiven`);
      if (clicks.length > 1) parts.push(`${clicks.length} clicks were forgiven`);
    } else if (outcome.silenceAt !== Infinity && outcome.silenceAt >= outcome.at) {
      parts.push(`silence was ${time(outcome.silenceAt - outcome.at)} away`);
    }
    if (outcome.cause !== 'DURATION' && !series.capped) parts.push(`duration was ${time(limits.duration - outcome.at)} away`);
    const difference = outcome.at - stop.at;
    if (difference) parts.push(`${time(Math.abs(difference))} ${difference > 0 ? 'later' : 'sooner'} than above`);
    return parts.join('; ');
  };

  const state = {runs: [], thresholdDbfs: dbfsOf(given.threshold), stop, other: null};
  const charts = tacetCharts.create(series, state, {level: $('level'), wave: $('wave')}, (index) => {
    if (index === null) return;
    const code = series.codes[index];
    const kind = ['', ' · nothing sent: silence', ' · lost'][series.kinds[index]];
    $('readout').textContent = `${(index * series.window / rate).toFixed(2)} s · ${series.dbfs[code].toFixed(1)} dBFS · level ${scaleOf(code)}${kind}`;
  });
  const scaleOf = (code) => {
    let low = 0, high = 1000;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (code > series.thresholdCodes[middle]) low = middle + 1;
      else high = middle;
    }
    return low >= 1000 ? 'over 1000' : low + 1;
  };

  const valid = (wanted) =>
    wanted.threshold >= 1 && wanted.threshold <= 1000 && wanted.silence >= 0.01 && wanted.silence <= 1000
    && wanted.initial >= 0 && wanted.initial <= 1000 && wanted.activity >= 0 && wanted.activity <= 100;

  const update = () => {
    if ($('initial-same').checked) $('initial').value = $('silence-number').value;
    $('initial').disabled = $('initial-same').checked;
    const wanted = settings();
    if (!valid(wanted)) {
      $('result').textContent = 'Allowed are thresholds of 1 to 1000, silences of 0.01 to 1000 s, activity of 0 to 100 ms.';
      return;
    }
    const limits = tacetRules.limits(series, wanted);
    const outcome = decide(wanted);
    state.runs = tacetRules.runs(series, limits.threshold, limits.loudWindows, rate / 5);
    state.thresholdDbfs = dbfsOf(wanted.threshold);
    state.other = outcome;
    $('threshold-dbfs').textContent = `(${state.thresholdDbfs.toFixed(1)} dBFS)`;
    const text = `Ends by ${outcome.cause}${outcome.key ? ' ' + outcome.key : ''} at ${time(outcome.at)} (sample ${outcome.at})`;
    $('result').replaceChildren(text, element('span', sentence(outcome, wanted), 'why'));
    $('result').dataset.cause = outcome.cause;
    $('result').dataset.sample = outcome.at;
    $('threshold').setAttribute('aria-valuetext', `${number(wanted.threshold)}, ${text}`);
    $('level').setAttribute('aria-label', `Level over time, ${state.runs.length} silences under threshold ${number(wanted.threshold)}. ${text}.`);
    table(wanted);
    rows('silences', state.runs.slice(0, 500).map((run) => [
      right(time(run.start)), right(time(run.end - run.start)),
      run.clicks.slice(0, 8).map((c) => `${c.length * 1000 / rate} ms at ${time(c.start)}`).join(', ')
        + (run.clicks.length > 8 ? ` and ${run.clicks.length - 8} more` : ''),
    ]));
    charts.redraw();
  };

  const table = (wanted) => rows('table', series.whatIf.map(({threshold}) => {
    const outcome = decide({...wanted, threshold});
    const bar = element('td'), outer = element('div', undefined, 'bar'), inner = element('i');
    inner.style.width = 100 * outcome.at / Math.max(1, series.end) + '%';
    outer.append(inner);
    bar.append(outer);
    return [right(String(threshold)), right(dbfsOf(threshold).toFixed(1)), outcome.cause, right(time(outcome.at)), bar];
  }));

  const mark = () => {
    for (const tr of $('table').tBodies[0].rows) tr.classList.toggle('current', Number(tr.cells[0].textContent) === settings().threshold);
  };

  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      update();
      mark();
    });
  };

  const pair = (name) => {
    const slider = $(name), field = $(name + '-number');
    slider.addEventListener('input', () => {
      field.value = slider.value;
      soon();
    });
    field.addEventListener('input', () => {
      slider.value = field.value;
      soon();
    });
  };
  ['threshold', 'silence', 'activity'].forEach(pair);
  ['initial', 'initial-same'].forEach((id) => $(id).addEventListener('input', soon));

  const set = (wanted) => {
    $('silence').max = Math.max(10, Math.ceil(wanted.silence));
    for (const name of ['threshold', 'silence', 'activity']) {
      $(name).value = wanted[name];
      $(name + '-number').value = number(wanted[name]);
    }
    $('initial').value = number(wanted.initial);
    $('initial-same').checked = wanted.initial === wanted.silence;
    update();
    mark();
  };
  $('as-given').addEventListener('click', () => set(given));
  const advised = series.recommendation.threshold;
  $('as-advised').disabled = advised === null;
  $('as-advised').textContent = advised === null ? 'Nothing to recommend' : `As recommended: threshold ${advised}`;
  $('as-advised').addEventListener('click', () => set({...given, threshold: advised}));
  const moved = (by) => () => {
    const {min, max} = charts.current();
    charts.view(min + by * (max - min), max + by * (max - min));
  };
  const zoomed = (factor) => () => {
    const {min, max} = charts.current();
    const half = (max - min) / 2 * factor, middle = (min + max) / 2;
    charts.view(middle - half, middle + half);
  };
  $('zoom-in').addEventListener('click', zoomed(0.5));
  $('zoom-out').addEventListener('click', zoomed(2));
  $('earlier').addEventListener('click', moved(-0.5));
  $('later').addEventListener('click', moved(0.5));
  $('whole').addEventListener('click', () => charts.view(0, charts.seconds));

  const legend = [
    ['level', 'level', '<line x1="0" y1="6" x2="22" y2="6" stroke="var(--level)" stroke-width="2"/>'],
    ['threshold', 'threshold', '<line x1="0" y1="6" x2="22" y2="6" stroke="var(--threshold)" stroke-width="2" stroke-dasharray="6 3"/>'],
    ['silence', 'silence', '<rect width="22" height="12" fill="var(--silence)"/>'],
    ['stop', 'the stop', '<line x1="11" y1="0" x2="11" y2="12" stroke="var(--stop)" stroke-width="3"/>'],
    ['other', 'what if', '<line x1="11" y1="0" x2="11" y2="12" stroke="var(--other)" stroke-width="3" stroke-dasharray="4 2"/>'],
    ...(series.gaps.length ? [['gap', 'gap', '<path d="M0 12L12 0M6 12L18 0M12 12L22 2" stroke="var(--gap)"/>']] : []),
  ];
  $('legend').innerHTML = legend.map(([, name, svg]) => `<span><svg viewBox="0 0 22 12" aria-hidden="true">${svg}</svg>${name}</span>`).join('')
    + '<span>left: dBFS, right: the 1–1000 scale; drag to zoom</span>';

  const key = series.terminator ? ' ' + series.terminator : '';
  $('verdict').textContent = stop.cause === 'ENDED'
    ? `Ended at ${time(stop.at)}, without a limit being reached`
    : `Ended by ${stop.cause}${key} at ${time(stop.at)} (sample ${stop.at})`;
  const why = series.explanation.join('; ') + '.';
  $('why').textContent = why[0].toUpperCase() + why.slice(1);
  $('assumed').hidden = !series.limits.silenceAssumed;
  $('advice').textContent = (advised === null ? '' : `Recommended: ${advised}. `) + series.recommendation.reason + '.';
  const summary = series.summary;
  const cards = [
    ['noise floor (p10)', summary.noiseFloor], ['median', summary.median], ['95th percentile', summary.p95], ['peak', summary.peak],
    ['95 % of the noise below', summary.noiseP95], ['90 % of the speech above', summary.speechP10], ['speech', summary.speechLevel],
  ];
  $('levels').replaceChildren(...cards.map(([name, l]) => {
    const div = element('div'), dd = element('dd', l.dbfs.toFixed(1) + ' dBFS');
    dd.append(element('small', 'level ' + (l.scale >= 1000 ? 'over 1000' : number(l.scale))));
    div.append(element('dt', name), dd);
    return div;
  }));
  rows('digits', series.digits.map((d) => [d.digit, right(time(d.at)), right(Math.round(d.duration * 1000 / rate) + ' ms')]));
  rows('gaps', series.gaps.slice(0, 500).map((g) => [right(g.atSeconds.toFixed(2) + ' s'), right((g.seconds * 1000).toFixed(0) + ' ms'), g.reason]));
  $('notes').replaceChildren(...series.notes.map((note) => element('li', note)));
  set(given);
  window.tacet = {series, decide, settings, set};
})();
