import { writeFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { isAgreementHeading, parseAgreement, errorsOf } from '/work/main/libs/monitoring/src/imports/agreement-file.rules';
import { readSheet } from '/work/main/libs/monitoring/src/imports/sheet.reader';
import { importPlan } from '/work/main/libs/monitoring/src/imports/import-plan.rules';

const head = 'Overskrift;Tovholder;Budgetaftale;Proces;Beslutningsforum;MED/Høring;Slut;2025;2026;2027;2028;Virkning;Pligter';
function big(n: number, len: number) {
  const lines = ['Budget (mio. kr.)', head, 'Udvalget;;;;;;;;;;;;'];
  for (let i = 0; i < n; i++) lines.push(`Tiltag nr ${i} R${100000 + i} (B);Arbejdsmarkedschefen og Økonomichefen;${'æøå tekst '.repeat(len)};Proces ${i};BUU, AU, ØK, KB;X;;-0,518;-1,050;-1,313;-1,575;direkte;M1 | Sag | AU | snart | måned 2025-01`);
  return lines.join('\n');
}
async function run(name: string, bytes: Buffer) {
  global.gc?.();
  const base = process.memoryUsage();
  let peak = 0; const t = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 10);
  const t0 = performance.now();
  const read = await readSheet({ name, bytes }, isAgreementHeading);
  const t1 = performance.now();
  if ('errors' in read) { console.log(name, bytes.length, read.errors, Math.round(t1-t0)); clearInterval(t); return; }
  const parsed = parseAgreement(read.rows);
  const t2 = performance.now();
  const known = new Map(parsed.rows.flatMap(r => r.outcome === 'measure' ? [[r.key, r.measure] as const] : []));
  const plan = importPlan(parsed, known);
  const t3 = performance.now();
  clearInterval(t);
  peak = Math.max(peak, process.memoryUsage().rss);
  process.stdout.write(`${name} ${(bytes.length/1048576).toFixed(1)} MiB rows ${parsed.rows.length} errors ${errorsOf(parsed).length} unchanged ${plan.filter(p=>p.outcome==='unchanged').length}: read ${Math.round(t1-t0)} parse ${Math.round(t2-t1)} plan ${Math.round(t3-t2)} ms; rss before ${Math.round(base.rss/1048576)} peak ${Math.round(peak/1048576)} MiB\n`);
}
it('bench', async () => {
  const csv = Buffer.from(big(20000, 20));
  await run('20k.csv', csv);
  await run('20k.csv', csv);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: '/tmp/kh/big.xlsx', useSharedStrings: true });
  const ws = book.addWorksheet('a');
  for (const line of csv.toString().split('\n')) ws.addRow(line.split(';').map(c => /^-?\d+,\d+$/.test(c) ? Number(c.replace(',', '.')) : c)).commit();
  await book.commit();
  const x = require('fs').readFileSync('/tmp/kh/big.xlsx');
  await run('20k.xlsx', x);
  await run('20k.xlsx', x);
  await run('50k.csv', Buffer.from(big(49990, 1)));
  // the most a 10 MiB file can hold
  const rows = 50000;
  await run('wide.csv', Buffer.from([head, 'U;;;', ...Array.from({length: rows-3}, (_, i) => 'x;'.repeat(99))].join('\n')));
  // hostile: one huge cell, many quotes
  await run('quotes.csv', Buffer.from(head + '\n"' + 'a""'.repeat(3_400_000)));
  await run('semis.csv', Buffer.from(head + '\n' + ';'.repeat(10_000_000)));
  await run('spaces.csv', Buffer.from(head + '\nU;;;\nx;' + ' '.repeat(5_000_000) + 'a;' + 'R1 '.repeat(1_000_000)));
  await run('spaces2.csv', Buffer.from(' '.repeat(10_000_000)));
  await run('line.csv', Buffer.from('a '.repeat(5_000_000)));
  await run('nl.csv', Buffer.from('\n'.repeat(10_000_000)));
  await run('num.csv', Buffer.from('1.'.repeat(5_000_000) + '\n' + head));
  await run('num2.csv', Buffer.from('1.000 '.repeat(1_700_000) + '\n' + head));
  await run('paren.csv', Buffer.from('('.repeat(10_000_000) + '\n' + head));
  await run('title.csv', Buffer.from(head + '\nU\n' + 'R1 ('.repeat(2_000_000) + ';x'));
  await run('own.csv', Buffer.from(head + '\nU\nx;' + 'chef og '.repeat(1_200_000)));
  await run('own2.csv', Buffer.from(head + '\nU\nx;' + '- '.repeat(4_000_000)));
  await run('dut.csv', Buffer.from(head + '\nU\nx;;;;;;;;;;;;' + '|'.repeat(9_000_000)));
  await run('yr.csv', Buffer.from(head.replace('Pligter','Indarbejdet') + '\nU\nx;;;;;;;1;;;;;' + '2025,'.repeat(1_900_000)));
  await run('forum.csv', Buffer.from(head + '\nU\nx;;;;' + 'a,'.repeat(4_900_000)));
}, 600000);
