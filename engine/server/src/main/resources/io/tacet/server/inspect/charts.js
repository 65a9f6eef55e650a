/* Level and waveform over time, drawn by uPlot; what lies over them is drawn here. */
const tacetCharts = (() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const SCALE_TICKS = [1, 10, 50, 100, 200, 500, 1000];

  const clock = (seconds, step) => {
    const sign = seconds < 0 ? '-' : '';
    const s = Math.abs(seconds);
    const decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
    if (s < 60) return sign + s.toFixed(decimals);
    const h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
    const rest = (s % 60).toFixed(decimals).padStart(decimals ? decimals + 3 : 2, '0');
    return sign + (h ? h + ':' + String(m).padStart(2, '0') : m) + ':' + rest;
  };

  const line = (u, x1, y1, x2, y2, stroke, width, dash = []) => {
    const {ctx} = u;
    ctx.save();
    ctx.strokeStyle = stroke;
    ctx.lineWidth = width * devicePixelRatio;
    ctx.setLineDash(dash.map((d) => d * devicePixelRatio));
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.lineTo(x2, y2);
    ctx.stroke();
    ctx.restore();
  };

  const text = (u, string, x, y, fill, align = 'center', bold = false) => {
    const {ctx} = u;
    ctx.save();
    ctx.font = `${bold ? '600 ' : ''}${12 * devicePixelRatio}px system-ui, "DejaVu Sans", sans-serif`;
    ctx.textAlign = align;
    ctx.textBaseline = 'middle';
    ctx.lineWidth = 4 * devicePixelRatio;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = colour('paper');
    ctx.strokeText(string, x, y);
    ctx.fillStyle = fill;
    ctx.fillText(string, x, y);
    ctx.restore();
  };

  const hatch = (u, left, width) => {
    const {ctx, bbox} = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, Math.max(width, devicePixelRatio), bbox.height);
    ctx.clip();
    ctx.strokeStyle = colour('gap');
    ctx.globalAlpha = 0.5;
    ctx.lineWidth = devicePixelRatio;
    const step = 7 * devicePixelRatio;
    ctx.beginPath();
    for (let x = left - bbox.height; x < left + width; x += step) {
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
    }
    ctx.stroke();
    ctx.restore();
  };

  /** state: {runs, thresholdDbfs, thresholdLabel, stop, other, series}; positions in samples. */
  const create = (series, state, elements, onView) => {
    const {rate} = series;
    const seconds = series.end / rate;
    const x = new Float64Array(series.windows);
    const y = new Array(series.windows);
    let lowest = 0, highest = -100;
    for (let i = 0; i < series.windows; i++) {
      x[i] = (i + 0.5) * series.window / rate;
      const dbfs = series.dbfs[series.codes[i]];
      y[i] = series.kinds[i] === 2 ? null : dbfs;
      if (dbfs > highest) highest = dbfs;
    }
    const floor = series.summary.noiseFloor.dbfs;
    const bottom = Math.max(-96, Math.min(floor - 10, state.thresholdDbfs - 14, -66));
    const top = Math.min(2, Math.max(highest + 6, state.thresholdDbfs + 12, -20));
    for (let i = 0; i < y.length; i++) if (y[i] !== null && y[i] < bottom) y[i] = bottom;
    const scaleDbfs = (threshold) => series.thresholdDbfs[threshold - 1];

    const within = (u, from, to) => {
      const left = Math.max(u.valToPos(from / rate, 'x', true), u.bbox.left);
      const right = Math.min(u.valToPos(to / rate, 'x', true), u.bbox.left + u.bbox.width);
      return right > left ? {left, width: right - left, middle: (left + right) / 2} : null;
    };

    const shade = (u) => {
      for (const run of state.runs) {
        const box = within(u, run.start, run.end);
        if (!box) continue;
        u.ctx.fillStyle = colour('silence');
        u.ctx.fillRect(box.left, u.bbox.top, box.width, u.bbox.height);
      }
      for (const gap of series.gaps) {
        const box = within(u, gap.atSeconds * rate, (gap.atSeconds + gap.seconds) * rate);
        if (box) hatch(u, box.left, box.width);
      }
    };

    const vertical = (u, at, stroke, width, dash) => {
      const px = u.valToPos(at / rate, 'x', true);
      if (px >= u.bbox.left - 1 && px <= u.bbox.left + u.bbox.width + 1) {
        line(u, px, u.bbox.top, px, u.bbox.top + u.bbox.height, stroke, width, dash);
        return px;
      }
      return null;
    };

    const flag = (u, px, string, fill, row) => {
      if (px === null) return;
      const half = u.bbox.left + u.bbox.width / 2;
      const gap = 6 * devicePixelRatio;
      text(u, string, px + (px > half ? -gap : gap), u.bbox.top + (row * 16 + 10) * devicePixelRatio, fill, px > half ? 'right' : 'left', true);
    };

    /** What lies behind the stop was not recorded. */
    const fade = (u) => {
      const box = within(u, state.stop.at, series.end);
      if (!box) return;
      u.ctx.save();
      u.ctx.globalAlpha = 0.55;
      u.ctx.fillStyle = colour('paper');
      u.ctx.fillRect(box.left, u.bbox.top, box.width, u.bbox.height);
      u.ctx.restore();
    };

    const over = (u) => {
      fade(u);
      const py = u.valToPos(state.thresholdDbfs, 'y', true);
      line(u, u.bbox.left, py, u.bbox.left + u.bbox.width, py, colour('paper'), 4);
      line(u, u.bbox.left, py, u.bbox.left + u.bbox.width, py, colour('threshold'), 2, [8, 4]);
      for (const run of state.runs) {
        const stop = state.other ?? state.stop;
        const end = stop.at > run.start && stop.at < run.end ? stop.at : run.end;
        const box = within(u, run.start, end);
        if (!box || box.width < 46 * devicePixelRatio) continue;
        text(u, ((end - run.start) / rate).toFixed(2) + ' s', box.middle, u.bbox.top + u.bbox.height - 10 * devicePixelRatio, colour('silence-edge'));
        for (const click of run.clicks) {
          const px = u.valToPos(click.start / rate, 'x', true);
          if (px > u.bbox.left && px < u.bbox.left + u.bbox.width) text(u, '×', px, py - 9 * devicePixelRatio, colour('threshold'), 'center', true);
        }
      }
      for (const digit of series.digits) {
        const box = within(u, digit.at, digit.at + Math.max(digit.duration, rate / 100));
        if (!box) continue;
        line(u, box.left, u.bbox.top, box.left, u.bbox.top + u.bbox.height, colour('other'), 1, [2, 3]);
        text(u, digit.digit, box.left, u.bbox.top + u.bbox.height - 28 * devicePixelRatio, colour('other'), 'center', true);
      }
      stops(u, true);
    };

    const stops = (u, labels) => {
      if (state.other && (state.other.at !== state.stop.at || state.other.cause !== state.stop.cause)) {
        const px = vertical(u, state.other.at, colour('other'), 2.5, [6, 4]);
        if (labels) flag(u, px, 'what if: ' + state.other.cause + ' ' + (state.other.at / rate).toFixed(2) + ' s', colour('other'), 1);
      }
      const px = vertical(u, state.stop.at, colour('stop'), 2.5);
      if (labels) flag(u, px, state.stop.cause + ' ' + (state.stop.at / rate).toFixed(2) + ' s', colour('stop'), 0);
    };

    const axis = (extra) => ({
      stroke: () => colour('soft'),
      font: '12px system-ui, "DejaVu Sans", sans-serif',
      grid: {stroke: () => colour('line'), width: 1},
      ticks: {stroke: () => colour('line'), width: 1, size: 4},
      ...extra,
    });
    const timeAxis = axis({
      values: (u, splits, i, space, step) => splits.map((s) => clock(s, step)),
      incrs: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600],
      size: 28, gap: 3,
    });
    const LEFT = 44, RIGHT = 44;
    const scales = {x: {time: false, range: (u, min, max) => [Math.max(0, min ?? 0), Math.min(seconds, max ?? seconds) || seconds]}};
    const sync = {key: 'tacet'};
    const common = {
      legend: {show: false},
      cursor: {sync, y: false, points: {show: false}, drag: {x: true, y: false}},
      padding: [8, 0, 0, 0],
    };
    const size = (element) => Math.max(240, Math.floor(element.clientWidth));
    const levelHeight = () => (size(elements.level) < 600 ? 260 : 340);

    const level = new uPlot({
      ...common,
      width: size(elements.level), height: levelHeight(),
      scales: {...scales, y: {range: () => [bottom, top]}},
      series: [{}, {stroke: () => colour('level'), fill: () => colour('level-fill'), width: 1.25, points: {show: false}, fillTo: () => bottom}],
      axes: [
        timeAxis,
        axis({size: LEFT, gap: 4}),
        axis({
          side: 1, scale: 'y', size: RIGHT, gap: 4, grid: {show: false},
          splits: () => {
            const apart = 15 * (top - bottom) / levelHeight();
            return SCALE_TICKS.map(scaleDbfs).filter((d, i, all) => d >= bottom && d <= top && (i === 0 || d - all[i - 1] > apart));
          },
          values: (u, splits) => splits.map((d) => SCALE_TICKS.find((t) => scaleDbfs(t) === d)),
        }),
      ],
      hooks: {
        drawClear: [(u) => shade(u)],
        draw: [over],
        setScale: [(u, key) => key === 'x' && linked(u)],
        setCursor: [(u) => onView(u.cursor.left >= 0 && u.cursor.idx != null ? u.cursor.idx : null)],
      },
    }, [x, y], elements.level);

    const points = series.wave.length / 2;
    const wx = new Float64Array(points), low = new Array(points), high = new Array(points);
    for (let i = 0; i < points; i++) {
      wx[i] = (i + 0.5) * series.waveWindows * series.window / rate;
      low[i] = series.wave[2 * i] / 128;
      high[i] = series.wave[2 * i + 1] / 128;
    }
    const wave = new uPlot({
      ...common,
      width: size(elements.wave), height: 110,
      scales: {...scales, y: {range: () => [-1, 1]}},
      series: [{},
        {stroke: () => colour('level'), width: 1, points: {show: false}},
        {stroke: () => colour('level'), width: 1, points: {show: false}}],
      bands: [{series: [2, 1], fill: () => colour('level')}],
      axes: [timeAxis, axis({size: LEFT, gap: 4, splits: () => [-1, 0, 1]}), axis({side: 1, scale: 'y', size: RIGHT, splits: () => [], grid: {show: false}, ticks: {show: false}})],
      hooks: {
        drawClear: [(u) => shade(u)],
        draw: [(u) => { fade(u); stops(u, false); }],
        setScale: [(u, key) => key === 'x' && linked(u)],
      },
    }, [wx, low, high], elements.wave);

    let linking = false;
    function linked(from) {
      if (linking || !level || !wave) return;
      linking = true;
      const {min, max} = from.scales.x;
      for (const u of [level, wave]) if (u !== from) u.setScale('x', {min, max});
      linking = false;
    }

    const view = (min, max) => {
      const length = Math.max(0.2, Math.min(seconds, max - min));
      const from = Math.max(0, Math.min(seconds - length, min));
      level.setScale('x', {min: from, max: from + length});
    };
    const current = () => level.scales.x;
    const redraw = () => {
      level.redraw(false);
      wave.redraw(false);
    };
    new ResizeObserver(() => {
      level.setSize({width: size(elements.level), height: levelHeight()});
      wave.setSize({width: size(elements.wave), height: 110});
    }).observe(elements.level);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      level.redraw();
      wave.redraw();
    });
    return {redraw, view, current, seconds, clock};
  };

  return {create, clock};
})();
