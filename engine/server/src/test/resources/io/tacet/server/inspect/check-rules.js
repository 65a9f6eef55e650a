// node check-rules.js SILENCE_JS CASES_DIRECTORY: decides every case by the page's rules; prints how many, and what is wrong.
const fs = require('node:fs');
const path = require('node:path');
const rules = require(path.resolve(process.argv[2]));

let cases = 0;
const wrong = [];
for (const name of fs.readdirSync(process.argv[3]).filter((n) => n.endsWith('.json'))) {
  const {data, expected} = JSON.parse(fs.readFileSync(path.join(process.argv[3], name), 'utf8'));
  const series = rules.unpack(data);
  for (const wanted of expected) {
    const outcome = rules.decide(series, rules.limits(series, wanted));
    cases++;
    if (outcome.cause !== wanted.cause || outcome.at !== wanted.at) {
      wrong.push(`${data.input} ${JSON.stringify(wanted)} → ${outcome.cause} ${outcome.at}`);
    }
  }
}
console.log(`${cases} cases, ${wrong.length} wrong`);
wrong.slice(0, 20).forEach((line) => console.log(line));
process.exit(wrong.length ? 1 : 0);
