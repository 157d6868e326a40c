// Unpacks the browser that comes as a package, with the libraries and fonts that a bare system
// lacks, and says how it wants to be started: `unpack-chromium.js <folder>`. A process of its own,
// as TMPDIR decides where it is unpacked.
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const [folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
process.env.TMPDIR = folder;

// The package's own asks for the fonts of the kind of host that it was made for.
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

void import('@sparticuz/chromium').then(async ({ default: chromium, inflate }) => {
  await chromium.executablePath();
  const packed = join(dirname(require.resolve('@sparticuz/chromium')), '..', 'bin');
  await inflate(join(packed, 'al2023.tar.br'));
  writeFileSync(join(folder, 'fonts', 'fonts.conf'), fonts);
  process.stdout.write(JSON.stringify(chromium.args));
});
