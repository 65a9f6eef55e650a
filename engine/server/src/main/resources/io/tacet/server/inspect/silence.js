/*
 * The rules by which the engine ends a recording (RecordingMachine, SilenceTimer, TerminationArbiter), over a series of levels. A test holds
 * them to the engine over every sample of the project. All positions are samples; ends are exclusive.
 *
 * A level is a code: how many of the page's break points lie below it. Among these are all thresholds, so that "louder than threshold t"
 * is exactly "code > thresholdCode[t]".
 */
const tacetRules = (() => {
  const HEARD = 0, LOST = 2;
  const HISTORY = 10, HISTORY_MASK = (1 << HISTORY) - 1;
  const MOST_PRESSES = 8;
  const ORDER = ['TERMINATOR', 'DURATION', 'SILENCE', 'ENDED', 'STOPPED', 'NO_MEDIA'];

  const bitCount = (bits) => {
    let count = 0;
    for (; bits; bits &= bits - 1) count++;
    return count;
  };

  /** When keys are down, as far as it lies ahead of the judged windows. */
  class Presses {
    list = [];

    add(start, end) {
      const last = Math.max(end, start + 1);
      const list = this.list;
      let i = list.length;
      while (i > 0 && list[i - 1].from >= start) i--;
      if (i < list.length && list[i].from === start) {
        list[i].until = Math.max(list[i].until, last);
        return;
      }
      if (list.length === MOST_PRESSES) {
        list[0].until = Math.max(list[0].until, list[1].until);
        list.splice(1, 1);
        i = Math.max(0, i - 1);
      }
      list.splice(i, 0, {from: start, until: last});
    }

    overlaps(start, end) {
      return this.list.some((press) => press.from < end && press.until > start);
    }

    forgetBefore(position) {
      this.list = this.list.filter((press) => press.until > position);
    }
  }

  /** Counts runs of silence: clicks do not reset a run, activity does. */
  class SilenceTimer {
    history = 0;
    runStart = 0;
    judgedTo = 0;
    heardActivity = false;
    previousRunStart = 0;
    previousRunEnd = 0;

    constructor(window, limits) {
      this.windowSamples = window;
      this.limits = limits;
    }

    window(end, loud, pressed) {
      this.history = this.history << 1 & HISTORY_MASK | (loud ? 1 : 0);
      this.judgedTo = end;
      if (pressed || this.isActivity(loud, this.history)) {
        this.heardActivity = true;
        this.runEnds(end - this.windowSamples);
        this.runStart = end;
        return false;
      }
      return !loud && end - this.runStart >= this.limit(this.heardActivity);
    }

    activityBetween(start, end) {
      const windowEnd = Math.min(this.judgedTo, this.roundUp(end));
      if (windowEnd > 0) {
        this.heardActivity = true;
        if (windowEnd > this.runStart) {
          this.runEnds(Math.trunc(start / this.windowSamples) * this.windowSamples);
          this.runStart = windowEnd;
        }
      }
    }

    runEnds(end) {
      if (end > this.runStart) {
        this.previousRunStart = this.runStart;
        this.previousRunEnd = end;
      }
    }

    trailingRunStart(end) {
      if (end >= this.runStart) return this.runStart;
      const inPrevious = end > this.previousRunStart && end < this.previousRunEnd + this.windowSamples;
      return inPrevious ? this.previousRunStart : end;
    }

    /** Where silence would be reached if nothing but silence followed. */
    reachedAt(position, partialLoud, presses) {
      let start = this.runStart;
      let activity = this.heardActivity;
      let earliest = position + 1;
      if (position % this.windowSamples !== 0) {
        const end = this.roundUp(position);
        const bits = this.history << 1 & HISTORY_MASK | (partialLoud ? 1 : 0);
        if (this.isActivity(partialLoud, bits)) {
          start = end;
          activity = true;
        }
        earliest = partialLoud ? end + 1 : position + 1;
      }
      for (const press of presses.list) {
        const limit = this.limit(activity);
        if (limit !== Infinity && this.roundUp(Math.max(start + limit, earliest)) <= press.from) break;
        start = Math.max(start, this.roundUp(press.until));
        activity = true;
      }
      const limit = this.limit(activity);
      return limit === Infinity ? Infinity : this.roundUp(Math.max(start + limit, earliest));
    }

    limit(activity) {
      return activity ? this.limits.silence : this.limits.initial;
    }

    isActivity(loud, bits) {
      return loud && bitCount(bits) >= this.limits.loudWindows;
    }

    roundUp(sample) {
      return Math.ceil(sample / this.windowSamples) * this.windowSamples;
    }
  }

  /** Decides when a recording ends, and at which sample. */
  class Machine {
    position = 0;
    cause = null;
    at = Infinity;
    key = null;
    partialLoud = false;
    presses = new Presses();

    constructor(series, limits) {
      this.series = series;
      this.limits = limits;
      this.timer = new SilenceTimer(series.window, limits);
    }

    get hasCandidate() {
      return this.cause !== null;
    }

    offer(cause, at, key = null) {
      if (at < this.at || at === this.at && ORDER.indexOf(cause) < ORDER.indexOf(this.cause)) {
        this.cause = cause;
        this.at = at;
        this.key = key;
      }
    }

    /** Media up to a position; the code of the window that it lies in, or -1 if nothing of that was received. */
    advance(to, partialCode) {
      const {window, kinds, codes} = this.series;
      while (this.position < to && !this.hasCandidate) {
        const number = Math.floor(this.position / window);
        const end = Math.min(to, (number + 1) * window, this.limits.duration);
        this.position = end;
        if (end % window === 0) {
          const lost = kinds[number] === LOST;
          const loud = lost
            ? (this.timer.history & 1) === 1
            : kinds[number] === HEARD && codes[number] > this.limits.threshold;
          this.endOfWindow(end, loud);
        }
        if (this.position === this.limits.duration) this.offer('DURATION', this.position);
      }
      this.partialLoud = this.position % window !== 0 && partialCode > this.limits.threshold;
    }

    endOfWindow(end, loud) {
      const pressed = this.presses.list.length > 0 && this.presses.overlaps(end - this.series.window, end);
      if (this.timer.window(end, loud, pressed)) this.offer('SILENCE', end);
      if (this.presses.list.length > 0) this.presses.forgetBefore(end);
    }

    press(mark) {
      if (mark.ends) {
        this.offerLimitBefore(mark.at);
        this.offer('TERMINATOR', Math.max(0, mark.at), mark.digit);
      }
      this.held(mark);
    }

    held(mark) {
      if (mark.until <= 0) return;
      const end = Math.max(mark.until, mark.at + 1);
      const judgedTo = Math.floor(this.position / this.series.window) * this.series.window;
      if (mark.at < judgedTo) this.timer.activityBetween(mark.at, end);
      if (end > judgedTo) this.presses.add(Math.max(0, mark.at), end);
    }

    silenceAt() {
      return this.timer.reachedAt(this.position, this.partialLoud, this.presses);
    }

    offerLimitBefore(sample) {
      if (this.hasCandidate) return;
      const silent = this.silenceAt();
      if (silent < sample) this.offer('SILENCE', silent);
      if (this.limits.duration < sample) this.offer('DURATION', this.limits.duration);
    }

    waited(mark) {
      const limit = Math.min(this.silenceAt(), this.limits.duration);
      const timeoutAt = mark.timeoutAt === null ? Infinity : mark.timeoutAt;
      if (limit <= mark.decidableTo && limit <= timeoutAt) {
        this.offerLimitBefore(limit + 1);
      } else if (timeoutAt !== Infinity && limit > timeoutAt) {
        this.end('NO_MEDIA', this.position);
      }
    }

    end(cause, at) {
      this.offerLimitBefore(at + 1);
      this.offer(cause, at);
    }

    apply(mark) {
      if (mark.kind === 'press') this.press(mark);
      else if (mark.kind === 'held') this.held(mark);
      else this.waited(mark);
    }
  }

  const noMediaAfter = (series, limits) =>
    Math.min(30 * series.rate, limits.initial, limits.capped ? Infinity : limits.duration);

  /**
   * Where a recording of the series ends.
   *
   * limits: threshold (a code), loudWindows (1 to 10), silence and initial (samples, Infinity for never), duration (samples), capped.
   * Gives cause, at, key, runStart (of the silence that lasts to the end), activity (whether any was heard), silenceAt.
   */
  const decide = (series, limits) => {
    const machine = new Machine(series, limits);
    if (series.startedAfter >= noMediaAfter(series, limits)) {
      machine.offer('NO_MEDIA', 0);
    }
    let decidingGroup = -1;
    for (const mark of machine.hasCandidate ? [] : series.marks) {
      if (!machine.hasCandidate) machine.advance(mark.position, mark.code);
      if (!machine.hasCandidate) {
        machine.apply(mark);
        if (machine.hasCandidate) {
          if (mark.kind !== 'press') break;
          decidingGroup = mark.group;
        }
      } else if (mark.kind === 'press') {
        const sameInstant = decidingGroup < 0 ? machine.position > mark.groupStart : mark.group === decidingGroup;
        if (!sameInstant) break;
        machine.apply(mark);
      } else if (mark.kind !== 'held') {
        break;
      }
    }
    if (!machine.hasCandidate) {
      machine.advance(series.samples, series.tailCode);
      machine.end('ENDED', series.end);
    }
    return {
      cause: machine.cause,
      at: machine.at,
      key: machine.key,
      runStart: machine.timer.trailingRunStart(machine.at),
      activity: machine.timer.heardActivity,
      silenceAt: machine.cause === 'SILENCE' ? machine.at : machine.silenceAt(),
    };
  };

  /** Runs of silence of at least `shortest` samples over the whole series: {start, end, clicks: [{start, length}]}. */
  const runs = (series, threshold, loudWindows, shortest) => {
    const {window, kinds, codes, windows} = series;
    const pressed = new Set();
    for (const digit of series.digits) {
      const until = digit.at + Math.max(1, digit.duration);
      for (let i = Math.floor(Math.max(0, digit.at) / window); i * window < until && i < windows; i++) pressed.add(i);
    }
    const timer = new SilenceTimer(window, {loudWindows, silence: Infinity, initial: Infinity});
    const found = [];
    let loud = [];
    const add = (start, end) => {
      if (end - start >= shortest) {
        const clicks = [];
        for (const at of loud) {
          const last = clicks[clicks.length - 1];
          if (last && last.start + last.length === at) last.length += window;
          else clicks.push({start: at, length: window});
        }
        found.push({start, end, clicks});
      }
      loud = [];
    };
    for (let i = 0; i < windows; i++) {
      const end = (i + 1) * window;
      const isLoud = kinds[i] === LOST ? (timer.history & 1) === 1 : kinds[i] === HEARD && codes[i] > threshold;
      const before = timer.runStart;
      timer.window(end, isLoud, pressed.has(i));
      if (timer.runStart === end) {
        if (loud.length > 0) loud = loud.filter((at) => at < end - HISTORY * window);
        add(before, end - window);
      } else if (isLoud) {
        loud.push(end - window);
      }
    }
    add(timer.runStart, windows * window);
    return found;
  };

  const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

  /** A series as the page carries it, unpacked. */
  const unpack = (data) => {
    const packed = new Uint16Array(bytes(data.levels).buffer);
    const codes = new Uint16Array(packed.length);
    const kinds = new Uint8Array(packed.length);
    for (let i = 0; i < packed.length; i++) {
      codes[i] = packed[i] & 0x3fff;
      kinds[i] = packed[i] >> 14;
    }
    return {...data, windows: codes.length, codes, kinds, wave: new Int8Array(bytes(data.wave).buffer)};
  };

  /** Limits from what people say: threshold 1 to 1000, seconds to the hundredth, milliseconds of activity; initial 0 waits for ever. */
  const limits = (series, {threshold, silence, initial, activity}) => {
    const samples = (seconds) => Math.max(1, Math.round(Math.round(seconds * 100) * series.rate / 100));
    const own = series.given;
    return {
      threshold: threshold === own.threshold ? own.thresholdCode : series.thresholdCodes[Math.round(threshold) - 1],
      loudWindows: Math.max(1, Math.ceil(activity / 10)),
      silence: silence === own.silence ? own.silenceSamples : samples(silence),
      initial: initial === 0 ? Infinity : initial === own.initial ? own.initialSamples : samples(initial),
      duration: series.duration,
      capped: series.capped,
    };
  };

  return {decide, runs, unpack, limits};
})();
if (typeof module !== 'undefined') module.exports = tacetRules;
