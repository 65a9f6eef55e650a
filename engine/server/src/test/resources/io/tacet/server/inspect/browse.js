// node browse.js PLAYWRIGHT CHROMIUM REPORT SUMMARY CASES_DIRECTORY SHOTS: looks at pages as people do; prints one line for each finding.
const fs = require('node:fs');
const path = require('node:path');
const [playwright, executablePath, report, summary, cases, shots] = process.argv.slice(2);
const {chromium} = require(path.resolve(playwright));

const wrong = [];
const check = (right, text) => {
  if (!right) wrong.push(text);
};

(async () => {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  const open = async (file, options) => {
    const context = await browser.newContext({reducedMotion: 'reduce', ...options});
    const page = await context.newPage();
    page.on('console', (message) => check(message.type() !== 'error' && message.type() !== 'warning', `console: ${message.text()}`));
    page.on('pageerror', (error) => check(false, `error: ${error.message}`));
    page.on('request', (request) => check(/^(file|data|blob):/.test(request.url()), `request: ${request.url()}`));
    await page.goto('file://' + path.resolve(file));
    await page.waitForTimeout(200);
    return page;
  };
  const overflow = async (page, name) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(width <= 0, `${name}: ${width} px wider than the screen`);
  };
  const shown = (page) => page.evaluate(() => {
    const {cause, sample} = document.getElementById('result').dataset;
    return `${cause} ${sample}`;
  });

  // The slider says what the rules say, which the cases below hold to the engine.
  const page = await open(report, {viewport: {width: 1100, height: 1400}});
  const first = await shown(page);
  console.log(`as given: ${first}`);
  await page.focus('#threshold');
  await page.keyboard.press('Home');
  await page.waitForTimeout(100);
  console.log(`threshold 1: ${await shown(page)}`);
  check(await shown(page) !== first, 'the slider does not change the stop');
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(100);
  check(await page.inputValue('#threshold-number') === '2', 'arrow keys do not move the slider by one');
  await page.fill('#threshold-number', '50');
  await page.fill('#silence-number', '0.8');
  await page.waitForTimeout(100);
  console.log(`threshold 50, silence 0.8: ${await shown(page)}`);
  await page.fill('#silence-number', '0');
  await page.waitForTimeout(100);
  check((await page.textContent('#result')).includes('Allowed'), 'a bad number is not refused');
  await page.fill('#silence-number', '0.8');
  await page.screenshot({path: path.join(shots, 'what-if.png')});
  await page.click('#as-given');
  await page.waitForTimeout(100);
  check(await shown(page) === first, '"As given" does not restore the stop');
  for (let i = 0; i < 3; i++) await page.click('#zoom-in');
  await page.click('#later');
  await page.screenshot({path: path.join(shots, 'zoomed.png'), clip: {x: 0, y: 0, width: 1100, height: 700}});
  await page.click('#whole');

  // Everything that can be used is reached by the keyboard.
  const reachable = new Set();
  await page.evaluate(() => document.activeElement.blur());
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    reachable.add(await page.evaluate(() => document.activeElement.id));
  }
  for (const id of ['threshold', 'threshold-number', 'silence', 'activity', 'initial-same', 'zoom-in', 'earlier', 'whole', 'as-given', 'as-advised']) {
    check(reachable.has(id), `${id} is not reached by Tab`);
  }

  // All samples in this browser.
  let count = 0;
  for (const name of fs.readdirSync(cases)) {
    const text = fs.readFileSync(path.join(cases, name), 'utf8');
    const bad = await page.evaluate((json) => {
      const {data, expected} = JSON.parse(json);
      const series = tacetRules.unpack(data);
      const bad = expected.filter((wanted) => {
        const outcome = tacetRules.decide(series, tacetRules.limits(series, wanted));
        return outcome.cause !== wanted.cause || outcome.at !== wanted.at;
      });
      return {count: expected.length, bad: bad.slice(0, 3).map((wanted) => data.input + ' ' + JSON.stringify(wanted))};
    }, text);
    count += bad.count;
    bad.bad.forEach((line) => wrong.push(line));
  }
  console.log(`cases: ${count}`);

  for (const [name, options] of Object.entries({
    light: {viewport: {width: 1100, height: 900}, colorScheme: 'light'},
    dark: {viewport: {width: 1100, height: 900}, colorScheme: 'dark'},
    phone: {viewport: {width: 380, height: 800}, deviceScaleFactor: 2, hasTouch: true, isMobile: true},
  })) {
    for (const [kind, file] of [['report', report], ['summary', summary]]) {
      const view = await open(file, options);
      await overflow(view, `${kind} ${name}`);
      await view.screenshot({path: path.join(shots, `${kind}-${name}.png`), fullPage: true});
      await view.context().close();
    }
  }

  const list = await open(summary, {viewport: {width: 1100, height: 900}});
  const column = () => list.$$eval('#recordings tbody tr td:first-child', (cells) => cells.map((cell) => cell.textContent));
  const before = await column();
  await list.click('#recordings thead button >> nth=0');
  const after = await column();
  check(before.length > 1 && before[0] === after[after.length - 1], 'a heading does not sort');
  await browser.close();
  wrong.slice(0, 20).forEach((line) => console.log('wrong: ' + line));
  process.exit(wrong.length ? 1 : 0);
})().catch((error) => {
  console.log('wrong: ' + error.message);
  process.exit(1);
});
