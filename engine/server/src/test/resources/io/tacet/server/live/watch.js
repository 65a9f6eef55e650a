// node watch.js PLAYWRIGHT CHROMIUM ADDRESS SHOTS: watches the live page of a server that plays a part, as people do.
const path = require('node:path');
const [playwright, executablePath, address, shots] = process.argv.slice(2);
const {chromium} = require(path.resolve(playwright));

const wrong = [];
const check = (right, text) => {
  if (!right) wrong.push(text);
};
const order = (what) => fetch(address + 'part/' + what);

(async () => {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  const open = async (options, quiet = true) => {
    const context = await browser.newContext({reducedMotion: 'reduce', ...options});
    const page = await context.newPage();
    page.on('console', (message) => check(!quiet || !/error|warning/.test(message.type()), `console: ${message.text()}`));
    page.on('pageerror', (error) => check(false, `error: ${error.message}`));
    page.on('dialog', () => check(false, 'a text of the server ran as a script'));
    page.on('request', (request) => check(request.url().startsWith(address) || /^(data|blob):/.test(request.url()), `request: ${request.url()}`));
    await page.goto(address);
    return page;
  };
  const status = (page, text) => page.waitForFunction((wanted) => document.getElementById('status').textContent.includes(wanted), text, {timeout: 15000});
  const rows = (page) => page.$$eval('#recordings tbody tr', (all) => all.length);
  const row = (id) => `#recordings tbody tr[data-id="${id}"]`;

  const page = await open({viewport: {width: 1180, height: 760}});
  await status(page, 'connected');
  await page.waitForSelector(row('recording-0003'));
  check(await rows(page) === 7, 'not all recordings are shown');
  const meters = new Set();
  for (let i = 0; i < 12; i++) {
    meters.add(await page.$eval(row('recording-0003') + ' .meter i', (fill) => fill.style.transform));
    await page.waitForTimeout(220);
  }
  check(meters.size > 3, `the meter does not move: ${[...meters]}`);
  check(await page.$eval(row('recording-0003') + ' .meter b', (mark) => Math.abs(parseFloat(mark.style.left) - 43.4) < 0.2), 'the threshold 200 is not at -45.3 dBFS');
  check((await page.textContent(row('recording-0003') + ' .number')).endsWith('/ 200'), 'the threshold does not read 200');
  check(await page.$eval(row('recording-0004') + ' .meter b', (mark) => mark.hidden), 'a threshold is drawn where there is none');
  check((await page.textContent(row('recording-0002'))).includes('<img src=x'), 'the text of the server is not shown as text');

  await order('end/recording-0001');
  await page.waitForSelector(row('recording-0001') + '.over a');
  check((await page.textContent(row('recording-0001'))).includes('TERMINATOR #'), 'the cause is not shown');
  const popup = page.waitForEvent('popup');
  await page.click(row('recording-0001') + ' a >> nth=0');
  const report = await popup;
  await report.waitForLoadState();
  check(await report.title() === 'report' && report.url().endsWith('/v1/recordings/recording-0001/report'), 'the link opens no report');
  await report.close();
  await page.screenshot({path: path.join(shots, 'live-light.png')});

  // By keyboard alone.
  await page.keyboard.press('/');
  await page.keyboard.type('0001');
  await page.waitForFunction(() => document.querySelectorAll('#recordings tbody tr').length === 1);
  const reached = new Set();
  for (let i = 0; i < 6; i++) {
    reached.add(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent));
    await page.keyboard.press('Tab');
  }
  for (const name of ['filter', 'which', 'pause', 'report', 'audio', 'manifest']) check(reached.has(name), `${name} is not reached by Tab`);
  await page.fill('#filter', '');
  await page.selectOption('#which', 'over');
  await page.waitForFunction(() => document.querySelectorAll('#recordings tbody tr').length === 1);
  await page.selectOption('#which', 'all');
  await page.click('#pause');
  await page.waitForTimeout(300);
  const still = await page.textContent(row('recording-0003') + ' .c-time span');
  await page.waitForTimeout(700);
  check(await page.textContent(row('recording-0003') + ' .c-time span') === still, 'pause does not pause');
  await page.click('#pause');

  for (const [name, options] of Object.entries({
    dark: {viewport: {width: 1180, height: 760}, colorScheme: 'dark'},
    phone: {viewport: {width: 380, height: 800}, deviceScaleFactor: 2, hasTouch: true, isMobile: true},
  })) {
    const view = await open(options);
    await status(view, 'connected');
    await view.waitForTimeout(1500);
    const width = await view.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(width <= 0, `${name}: ${width} px wider than the screen`);
    await view.screenshot({path: path.join(shots, `live-${name}.png`)});
    await view.context().close();
  }

  await page.context().close();

  // The connection is lost, which is said; it comes back by itself. What is refused meanwhile is the browser's to log.
  const tough = await open({viewport: {width: 1180, height: 760}}, false);
  const shows = (page, count) => page.waitForFunction((least) => document.querySelectorAll('#recordings tbody tr').length >= least, count, {timeout: 15000});
  await status(tough, 'connected');
  await shows(tough, 6);
  await order('drop/1500');
  await status(tough, 'connection lost');
  check(await rows(tough) >= 6, 'recordings are gone while the connection is lost');
  await status(tough, 'connected');
  await shows(tough, 6); // which the stream tells a moment after it is there

  // 1,500 recordings: a hundred rows, told so, and no long frame.
  await tough.evaluate(() => {
    window.longest = 0;
    let before = performance.now();
    const frame = (now) => { window.longest = Math.max(window.longest, now - before); before = now; requestAnimationFrame(frame); };
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.task = Math.max(window.task || 0, entry.duration); }).observe({type: 'longtask', buffered: false});
    requestAnimationFrame(frame);
  });
  await order('many/1494');
  await tough.waitForFunction(() => document.getElementById('count').textContent.includes('1,50'), null, {timeout: 15000});
  check(await rows(tough) === 100, `${await rows(tough)} rows are drawn`);
  await tough.evaluate(() => { window.longest = 0; window.task = 0; });
  await tough.waitForTimeout(4000);
  const times = await tough.evaluate(() => ({longest: window.longest, task: window.task}));
  console.log(`1500 recordings: longest frame ${Math.round(times.longest)} ms, longest task ${Math.round(times.task)} ms in 4 s`);
  check(times.task < 500, 'the page freezes with 1,500 recordings');
  await tough.click('#more');
  await tough.waitForFunction(() => document.querySelectorAll('#recordings tbody tr').length === 200);
  await tough.fill('#filter', 'recording-1234');
  await tough.waitForFunction(() => document.querySelectorAll('#recordings tbody tr').length === 1);
  await tough.screenshot({path: path.join(shots, 'live-many.png')});

  // A token: asked for, wrong, right, kept for the tab; files come by fetch.
  await order('token/s3cret');
  await tough.waitForSelector('#token-form:not([hidden])', {timeout: 15000});
  await tough.fill('#token', 'wrong');
  await tough.keyboard.press('Enter');
  await status(tough, 'needs the token');
  await tough.fill('#token', 's3cret');
  await tough.keyboard.press('Enter');
  await status(tough, 'connected');
  await tough.reload();
  await status(tough, 'connected');
  await order('end/recording-0005');
  await tough.fill('#filter', 'recording-0005');
  await tough.waitForSelector(row('recording-0005') + '.over a');
  const saved = tough.waitForEvent('download');
  await tough.click(row('recording-0005') + ' a >> nth=0');
  check((await saved).suggestedFilename() === 'recording-0005.html', 'the report is not saved');
  await tough.screenshot({path: path.join(shots, 'live-token.png')});

  await browser.close();
  wrong.slice(0, 20).forEach((line) => console.log('wrong: ' + line));
  process.exit(wrong.length ? 1 : 0);
})().catch((error) => {
  console.log('wrong: ' + error.message);
  wrong.slice(0, 20).forEach((line) => console.log('wrong: ' + line));
  process.exit(1);
});
