import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { isAgreementHeading } from './agreement-columns.rules';
import { parseAgreement } from './agreement-file.rules';
import { packPlain, unpack } from './archive.reader';
import { type SheetRead, readSheet } from './sheet.reader';

const file = readFileSync(join(__dirname, '../../../../data/norddjurs-2025-2028-drift.csv'));
const text = file.toString('utf8');
const isHeading = (cells: readonly string[]) => cells.includes('Navn');

const read = (bytes: Uint8Array | string, name = 'fil.csv', heading = isHeading) =>
  readSheet({ name, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes }, heading);
const agreement = async (bytes: Uint8Array | string, name?: string) =>
  parseAgreement(rowsOf(await read(bytes, name, isAgreementHeading)));
function rowsOf(result: SheetRead) {
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  return result.rows;
}
const cells = async (bytes: Uint8Array | string, name?: string) =>
  rowsOf(await read(bytes, name)).map((row) => row.cells);
const errors = async (bytes: Uint8Array | string, name?: string) => {
  const result = await read(bytes, name);
  return 'errors' in result ? result.errors.map(({ path, code }) => `${path}: ${code}`) : [];
};

/** A workbook, saved as Excel saves it. */
async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}
const sheetOf = (rows: readonly ExcelJS.CellValue[][]) =>
  workbook((book) => book.addWorksheet('Ark1').addRows(rows as ExcelJS.CellValue[][]));

describe("Norddjurs' file", () => {
  const plain = agreement(file);

  it('is the same with a byte order mark, CRLF, and in Windows-1252', async () => {
    expect((await plain).rows).toHaveLength(15);
    expect(await agreement(`\ufeff${text}`)).toEqual(await plain);
    expect(await agreement(text.replaceAll('\n', '\r\n'))).toEqual(await plain);
    expect(await agreement(windows1252(text))).toEqual(await plain);
  });

  it('is the same with commas between its cells', async () => {
    const quoted = rowsOf(await read(file, 'a.csv', isAgreementHeading)).map(({ cells: row }) =>
      row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','),
    );
    expect(await agreement(quoted.join('\n'))).toEqual(await plain);
  });

  it('is the same as a workbook with numbers, rich text, formulas and merged headings', async () => {
    const rows = rowsOf(await read(file, 'a.csv', isAgreementHeading));
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('Drift');
      sheet.columns = [{ width: 40 }, { width: 20 }];
      for (const { row, cells: values } of rows) {
        for (const [at, value] of values.entries()) {
          const cell = sheet.getCell(row, at + 1);
          if (value === '') continue;
          const isNumber = /^-?\d+,\d+$/.test(value) || /^\d{4}$/.test(value);
          const number = Number(value.replace(',', '.'));
          if (isNumber) cell.value = at % 2 === 0 ? number : { formula: 'A1', result: number };
          else
            cell.value =
              at === 0
                ? { richText: [{ text: value.slice(0, 3) }, { text: value.slice(3) }] }
                : value;
        }
        if (values.filter((value) => value !== '').length === 1) sheet.mergeCells(row, 1, row, 11);
      }
      book.addWorksheet('Noter').addRow(['Se drift']);
    });
    const parsed = await agreement(bytes, 'a.xlsx');
    // A number has lost the decimals it was typed with, and nothing else.
    const withoutTexts = ({ rows: all, ...table }: Awaited<typeof plain>) => ({
      ...table,
      rows: all.map((row) => ({ ...row, amountTexts: {} })),
    });
    expect(withoutTexts(parsed)).toEqual(withoutTexts(await plain));
  });
});

describe('a CSV file', () => {
  it('counts rows as a spreadsheet does, blank lines too, cells over several lines once', async () => {
    const rows = rowsOf(await read('Navn;B\n\n"en\nto";2\n;;\nx;y\n'));
    expect(rows).toEqual([
      { row: 1, cells: ['Navn', 'B'] },
      { row: 3, cells: ['en\nto', '2'] },
      { row: 5, cells: ['x', 'y'] },
    ]);
  });

  it('is read with the separator that makes its headings appear', async () => {
    expect(await cells('Titel, med komma\nNavn;B\na,b,c;d\n')).toEqual([
      ['Titel, med komma'],
      ['Navn', 'B'],
      ['a,b,c', 'd'],
    ]);
    expect(await cells('Titel; med semikolon\n"Navn","B"\n"a;b;c","-0,5"\n')).toEqual([
      ['Titel; med semikolon'],
      ['Navn', 'B'],
      ['a;b;c', '-0,5'],
    ]);
  });

  it('may mix its line breaks and double its quotes', async () => {
    expect(await cells('Navn;B\r\n"a ""b""" ;c\nd;e\rf;g')).toEqual([
      ['Navn', 'B'],
      ['a "b"', 'c'],
      ['d', 'e'],
      ['f', 'g'],
    ]);
  });

  it('with a quotation mark left open or in the middle is refused with its row', async () => {
    expect(await errors('Navn;B\n1;2\n"a;b\nc;d\n')).toEqual(['row 3: imports.quote-not-closed']);
    expect(await errors('Navn;B\na "b";c\n')).toEqual(['row 2: imports.quote-misplaced']);
    expect(await errors('Navn;B\n"a"b;c\n')).toEqual(['row 2: imports.quote-misplaced']);
  });

  it('is refused beyond its rows and columns', async () => {
    expect(await errors(`Navn\n${'a\n'.repeat(49_999)}`)).toEqual([]);
    expect(await errors(`Navn\n${'a\n'.repeat(50_000)}`)).toEqual(['file: imports.too-many-rows']);
    expect(await errors(`Navn\n${'\n'.repeat(50_001)}`)).toEqual(['file: imports.too-many-rows']);
    expect(await errors(`Navn\n${'a;'.repeat(100)}\n`)).toEqual([]);
    expect(await errors(`Navn\n${';'.repeat(1_000_000)}\n`)).toEqual([
      'file: imports.too-many-columns',
    ]);
    expect(await errors(`Navn\n${'a;'.repeat(101)}\n`)).toEqual([
      'row 2: imports.too-many-columns',
    ]);
  });
});

describe('a workbook', () => {
  it('gives each kind of cell as a person would write it in Danish', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('Ark1');
      sheet.addRow(['Navn']);
      sheet.addRow([-0.518, 1234.5, 0, 2025, -0.1 - 0.2, 1e-7, 12_345_678_901_234]);
      sheet.addRow([
        new Date('2026-02-01T00:00:00Z'),
        true,
        { formula: 'A1&"x"', result: 'tekst' },
        { formula: '1+1', result: 0 },
        { text: 'Norddjurs', hyperlink: 'https://example.org' },
        { richText: [{ text: 'fed ' }, { text: 'skrift' }] },
        'linje 1_x000D_\nlinje 2',
      ]);
      sheet.addRow([0.0845, -518_000, 0.5, { formula: 'A1', result: 46_054 }]);
      const formats = ['0.00%', '#,##0.000,,', '0.0 "mio. kr. pr. år"', 'dd-mm-yyyy'];
      for (const [at, format] of formats.entries()) sheet.getCell(4, at + 1).numFmt = format;
    });
    expect((await cells(bytes)).slice(1)).toEqual([
      ['-0,518', '1234,5', '0', '2025', '-0,3', '0,0000001', '12345678901234'],
      ['2026-02-01', 'SAND', 'tekst', '0', 'Norddjurs', 'fed skrift', 'linje 1\r\nlinje 2'],
      ['8,45 %', '-0,518', '0,5', '2026-02-01'],
    ]);
  });

  it('shows a formula without a result as such, never as empty', async () => {
    const bytes = await sheetOf([
      ['Navn'],
      [{ formula: 'A9' }, { formula: 'B9', result: { error: '#REF!' } }, { error: '#N/A' }],
    ] as ExcelJS.CellValue[][]);
    const [, row = []] = await cells(bytes);
    expect(row).toEqual(['#VALUE!', '#REF!', '#N/A']);
  });

  it('gives the results of formulas that were filled down, of several fonts, of ISO dates', async () => {
    const sheet =
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Navn</t></is></c></row><row r="2">' +
      '<c r="A2"><f t="shared" ref="A2:B2" si="0">1/2</f><v>0.5</v></c>' +
      '<c r="B2"><f t="shared" si="0"/><v>-0.25</v></c>' +
      '<c r="C2" t="str"><f>""</f><v></v></c>' +
      '<c r="D2"><f>1</f><v/></c>' +
      '<c r="E2" t="inlineStr"><is><r><t xml:space="preserve">to </t></r><r><b/><t>skrifter</t></r></is></c>' +
      '<c r="F2" t="d"><v>2026-02-01</v></c>' +
      '<c r="G2" s="1"><v>-0.518</v></c>' +
      '</row></sheetData></worksheet>';
    const styles =
      '<styleSheet><numFmts count="1"><numFmt numFmtId="170" formatCode="0.000\\ \\m\\i\\o"/></numFmts>' +
      '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170" applyNumberFormat="1"/></cellXfs></styleSheet>';
    const bytes = bookOf({ 'xl/worksheets/sheet1.xml': sheet, 'xl/styles.xml': styles });
    expect((await cells(bytes))[1]).toEqual([
      '0,5',
      '-0,25',
      '',
      '#VALUE!',
      'to skrifter',
      '2026-02-01',
      '-0,518',
    ]);
  });

  it('loses no letter where its text is read in pieces', async () => {
    const word = 'æøåÆØÅ€🙂';
    const rows = Array.from({ length: 3_000 }, (_, at) => [
      'Navn',
      `${'x'.repeat(at % 7)}${word.repeat(3)}`,
    ]);
    expect(await cells(await sheetOf(rows))).toEqual(rows);
  });

  it('keeps its row numbers over blank rows', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('Ark1');
      sheet.getCell('A3').value = 'Navn';
      sheet.getCell('C7').value = 'x';
      sheet.getCell('A5').value = ' ';
    });
    expect(rowsOf(await read(bytes))).toEqual([
      { row: 3, cells: ['Navn'] },
      { row: 7, cells: ['', '', 'x'] },
    ]);
  });

  it('is read from the sheet with the headings, and refused when two have them', async () => {
    const book = (names: string[], state: ExcelJS.WorksheetState = 'visible') =>
      workbook((each) => {
        each.addWorksheet('Forside').addRow(['Velkommen']);
        for (const name of names) each.addWorksheet(name).addRow(['Navn', name]);
        each.addWorksheet('Skjult', { state }).addRow(['Navn', 'skjult']);
      });
    expect(await cells(await book(['Drift'], 'hidden'))).toEqual([['Navn', 'Drift']]);
    expect(await errors(await book(['Drift']))).toEqual(['file: imports.several-tables']);
  });

  it('is refused beyond its rows and columns', async () => {
    const reaching = (row: number, column: number) =>
      workbook((book) => {
        book.addWorksheet('Ark1').getCell(row, column).value = 'a';
      });
    expect(await errors(await reaching(50_000, 1))).toEqual([]);
    expect(await errors(await reaching(50_001, 1))).toEqual(['file: imports.too-many-rows']);
    expect(await errors(await reaching(1, 100))).toEqual([]);
    expect(await errors(await reaching(1, 101))).toEqual(['row 1: imports.too-many-columns']);
  });

  it('that claims millions of columns, or merges them all, costs nothing', async () => {
    const sheet =
      '<worksheet><cols><col min="1" max="999999999" width="9"/></cols><sheetData>' +
      '<row r="1"><c r="A1" t="inlineStr"><is><t>Navn</t></is></c></row></sheetData>' +
      '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>';
    expect(await cells(bookOf({ 'xl/worksheets/sheet1.xml': sheet }))).toEqual([['Navn']]);
  });

  it('that would unpack to more than its limit is refused before it is', async () => {
    const bomb = deflatedArchive('xl/workbook.xml', Buffer.alloc(80 * 1024 * 1024, 0x20));
    expect(bomb.length).toBeLessThan(200_000);
    expect(await errors(bomb)).toEqual(['file: imports.xlsx-unpacks-too-large']);
  });

  it('that is no workbook, cut off or scrambled is refused', async () => {
    const whole = await sheetOf([['Navn', 'a']]);
    expect(await errors(packPlain([['word/document.xml', Buffer.from('<a/>')]]))).toEqual([
      'file: imports.xlsx-unreadable',
    ]);
    for (const length of [4, 100, whole.length - 30]) {
      expect(await errors(whole.subarray(0, length))).toEqual(['file: imports.xlsx-unreadable']);
    }
    expect(
      await errors(bookOf({ 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row' })),
    ).toEqual(['file: imports.xlsx-unreadable']);
  });

  it('broken anywhere never makes the reader throw', async () => {
    const whole = await sheetOf([['Navn', 'a']]);
    for (let at = 4; at < whole.length; at += 41) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      await expect(read(broken)).resolves.toBeInstanceOf(Object);
    }
  });
});

describe('a file', () => {
  it('is told by its content, whatever its name', async () => {
    expect(await cells(await sheetOf([['Navn']]), 'a.csv')).toEqual([['Navn']]);
    expect(await cells('Navn;B', 'a.txt')).toEqual([['Navn', 'B']]);
    expect(await errors('Navn;B', 'a.XLSX')).toEqual(['file: imports.file-not-csv-or-xlsx']);
  });

  it('of another kind is refused by what it is', async () => {
    expect(await errors('')).toEqual(['file: imports.file-empty']);
    expect(await errors(' \n;;\n')).toEqual(['file: imports.file-empty']);
    expect(await errors(await workbook((book) => book.addWorksheet('Ark1')))).toEqual([
      'file: imports.file-empty',
    ]);
    expect(await errors('%PDF-1.7 …')).toEqual(['file: imports.file-not-csv-or-xlsx']);
    expect(await errors(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]))).toEqual([
      'file: imports.file-not-csv-or-xlsx',
    ]);
    expect(await errors(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual([
      'file: imports.file-old-excel',
    ]);
    expect(await errors(Buffer.from('\ufeffNavn;B', 'utf16le'))).toEqual([
      'file: imports.file-encoding',
    ]);
  });

  it('of more than 10 MiB is refused unread', async () => {
    expect(await errors(Buffer.alloc(10 * 1024 * 1024 + 1))).toEqual([
      'file: imports.file-too-large',
    ]);
    expect(await errors(Buffer.alloc(10 * 1024 * 1024))).toEqual([
      'file: imports.file-not-csv-or-xlsx',
    ]);
  });
});

describe('an archive', () => {
  const names = (name: string) => name !== 'unwanted';

  it('packed plainly unpacks to the same', async () => {
    const files = [
      ['a.xml', Buffer.from('én')],
      ['unwanted', Buffer.from('x')],
    ] as const;
    expect(await unpack(packPlain(files), names, 100)).toEqual({
      files: new Map([['a.xml', Buffer.from('én')]]),
    });
  });

  it('counts all its files against the limit', async () => {
    const two = packPlain([
      ['a', Buffer.alloc(60)],
      ['b', Buffer.alloc(60)],
    ]);
    expect(await unpack(two, names, 119)).toEqual({ wrong: 'too-large' });
    expect(await unpack(two, names, 120)).toHaveProperty('files.size', 2);
  });
});

function windows1252(unicode: string): Buffer {
  const codes: Record<string, number> = { '–': 0x96, '’': 0x92 };
  return Buffer.from(Array.from(unicode, (each) => codes[each] ?? each.charCodeAt(0)));
}

/** The least of a workbook around these files. */
function bookOf(files: Readonly<Record<string, string>>): Buffer {
  const all = {
    'xl/workbook.xml':
      '<workbook><sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ...files,
  };
  return packPlain(Object.entries(all).map(([name, xml]) => [name, Buffer.from(xml)] as const));
}

/** An archive of one file, its bytes deflated. */
function deflatedArchive(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const archive = packPlain([[name, packed]]);
  const directory = archive.length - 22 - 46 - Buffer.byteLength(name);
  archive.writeUInt16LE(8, 8);
  archive.writeUInt16LE(8, directory + 10);
  return archive;
}
