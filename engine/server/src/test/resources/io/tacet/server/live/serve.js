// node serve.js PLAYWRIGHT CHROMIUM ADDRESS SHOTS ID: watches the live page of a real server; presses # in the recording ID.
const path = require('node:path');
const [playwright, executablePath, address, shots, id] = process.argv.slice(2);
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
  const context = await browser.newContext({viewport: {width: 1240, height: 760}, deviceScaleFactor: 2, reducedMotion: 'reduce'});
  const page = await context.newPage();
  page.on('console', (message) => check(!/error|warning/.test(message.type()), `console: ${message.text()}`));
  page.on('pageerror', (error) => check(false, `error: ${error.message}`));
  await page.goto(address);
  await page.waitForFunction(() => document.querySelectorAll('#recordings tbody tr').length === 8, null, {timeout: 15000});
  const row = `#recordings tbody tr[data-id="${id}"]`;
  const levels = new Set();
  for (let i = 0; i < 20; i++) {
    levels.add(await page.$eval(row + ' .meter i', (fill) => fill.style.transform));
    await page.waitForTimeout(150);
  }
  check(levels.size > 5, `the meter does not follow the call: ${[...levels]}`);
  check(await page.evaluate(() => [...document.querySelectorAll('.loud')].length > 0), 'nothing is loud');

  const answer = await fetch(`${address}v1/recordings/${id}/digits`, {method: 'POST', body: '{"digits":"1#"}', headers: {'Content-Type': 'application/json'}});
  check(answer.status === 202, `digits are answered ${answer.status}`);
  await page.waitForSelector(row + '.over a', {timeout: 15000});
  check((await page.textContent(row)).includes('TERMINATOR #'), 'the cause is not shown');
  check(await page.$eval(row + ' .meter', (meter) => getComputedStyle(meter).visibility) === 'hidden', 'the meter of a recording that is over is shown');
  await page.waitForTimeout(2500);
  check((await page.textContent('#totals')).includes('durable lag'), 'the durable lag is not shown');
  await page.screenshot({path: path.join(shots, 'live.png')});
  const popup = page.waitForEvent('popup');
  await page.click(row + ' a >> nth=0');
  const report = await popup;
  await report.waitForLoadState();
  check(report.url().endsWith(`/v1/recordings/${id}/report`) && (await report.title()).length > 0, 'the link opens no report');
  await browser.close();
  wrong.slice(0, 20).forEach((line) => console.log('wrong: ' + line));
  process.exit(wrong.length ? 1 : 0);
})().catch((error) => {
  console.log('wrong: ' + error.message);
  wrong.slice(0, 20).forEach((line) => console.log('wrong: ' + line));
  process.exit(1);
});
