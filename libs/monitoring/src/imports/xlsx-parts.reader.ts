/**
 * What exceljs is given of a workbook. Its row-by-row reader is the one that stays small on a large
 * file, but it has traps, and each is taken out of the file before it reads it:
 *
 * - it decodes piece by piece, so a letter of two bytes may be torn: everything is made ASCII;
 * - it makes an object for each column that `<cols>` claims, however many: only the cells are kept;
 * - a formula filled down has no text of its own and comes out as JSON: the results stay, the
 *   formulas go, and one that was never calculated becomes a number that is none;
 * - of a text with several fonts inside a cell it keeps the last run: the runs are joined;
 * - an ISO date is read as its year: it becomes text;
 * - it takes a number format with `\m` in it for a date: escaped characters go;
 * - without shared strings, or with sheets before them, it puts the sheets aside in files on disk.
 *
 * All throw when a part is not whole.
 */
const worksheet = /^xl\/worksheets\/[^/]+\.xml$/u;
const plainParts = ['_rels/.rels', 'xl/_rels/workbook.xml.rels', 'xl/workbook.xml'] as const;
const stylesPart = 'xl/styles.xml';
const stringsPart = 'xl/sharedStrings.xml';

/** Whether a file of the archive is read at all. */
export const isPart = (name: string): boolean =>
  worksheet.test(name) || [...plainParts, stylesPart, stringsPart].includes(name);

/** The parts in the order in which they can be read in one go. */
export function* tamedParts(
  files: ReadonlyMap<string, Buffer>,
): Generator<readonly [name: string, content: Buffer]> {
  if (!files.has('xl/workbook.xml')) throw new SyntaxError('not a workbook');
  for (const name of plainParts) {
    const content = files.get(name);
    if (content) yield [name, ascii(content.toString('utf8'))];
  }
  const styles = files.get(stylesPart)?.toString('utf8');
  if (styles !== undefined) yield [stylesPart, ascii(withoutEscapes(styles))];
  const strings = files.get(stringsPart)?.toString('utf8') ?? '<sst/>';
  if (!/<\/sst>\s*$|<sst[^>]*\/>\s*$/u.test(strings.slice(-1_000))) {
    throw new SyntaxError('shared strings cut off');
  }
  yield [stringsPart, ascii(strings)];
  let other = 1_000;
  for (const [name, content] of files) {
    if (!worksheet.test(name)) continue;
    // exceljs wants a number in the name; some programs write another one.
    other += 1;
    const numbered = /\/sheet\d+\.xml$/u.test(name);
    const as = numbered ? name : `xl/worksheets/sheet${String(other)}.xml`;
    yield [as, ascii(cellsAlone(content.toString('utf8')))];
  }
}

const ascii = (xml: string): Buffer =>
  Buffer.from(
    xml.replace(/[^\0-\x7f]/gu, (letter) => `&#${String(letter.codePointAt(0))};`),
    'latin1',
  );

const withoutEscapes = (styles: string): string =>
  styles.replace(/formatCode="[^"]*"/gu, (attribute) => attribute.replace(/\\[^"&]/gu, ''));

function cellsAlone(xml: string): string {
  if (/<sheetData\s*\/>/u.test(xml)) return '<worksheet><sheetData/></worksheet>';
  const start = xml.search(/<sheetData[\s>]/u);
  const end = xml.lastIndexOf('</sheetData>');
  if (start < 0 || end < start) throw new SyntaxError('a sheet without its end');
  const cells = xml
    .slice(start, end)
    .replace(formula, (_, attributes: string, blank?: string, nothing?: string) => {
      const unknown = (blank ?? nothing) !== undefined && !attributes.includes(' t="str"');
      return `<c${attributes}>${unknown ? '<v>?</v>' : ''}`;
    })
    .replace(/(<c\s(?:[^>]*\s)?)t="d"/gu, '$1t="str"')
    .replace(/<is>(.*?)<\/is>/gsu, (_, runs: string) => {
      const texts = [...runs.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/gu)].map(
        ([, text = '']) => text,
      );
      return `<is><t>${texts.join('')}</t></is>`;
    });
  return `<worksheet>${cells}</sheetData></worksheet>`;
}

// A cell with its formula, and behind it what tells that there is no result.
const formula =
  /<c(\s[^>]*)>\s*<f(?:\s[^>]*?)?(?:\/>|>[^<]*<\/f>)\s*(?:(<v\s*\/>|<v>\s*<\/v>)|(?=(<\/c>))|)/gu;
