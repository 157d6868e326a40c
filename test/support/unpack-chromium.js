// Unpacks the browser that comes as a package, and says how it wants to be started:
// `unpack-chromium.js <folder>`. A process of its own, as TMPDIR decides where it is unpacked.
const { mkdirSync } = require('node:fs');

const [folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
process.env.TMPDIR = folder;

void import('@sparticuz/chromium').then(async ({ default: chromium }) => {
  await chromium.executablePath();
  process.stdout.write(JSON.stringify(chromium.args));
});
