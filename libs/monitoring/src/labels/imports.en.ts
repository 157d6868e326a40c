import type { FindingWords } from '../imports/import-findings.rules';

const kroner = (amount: number): string =>
  `DKK ${new Intl.NumberFormat('en-GB').format(amount).replace('-', '\u2212')}`;
const list = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(', ');

/** What an import says of a file, in English. */
export const importsEn: FindingWords = {
  'imports.file-empty': () => 'The file is empty.',
  'imports.file-too-large': ({ limitMiB }) => `The file is larger than ${String(limitMiB)} MiB.`,
  'imports.file-not-csv-or-xlsx': () => 'The file is neither CSV nor XLSX.',
  'imports.file-old-excel': () =>
    'The file is in the old Excel format or has a password. Save it as .xlsx without a password.',
  'imports.file-encoding': () => 'The file is in UTF-16. Save it as CSV in UTF-8.',
  'imports.xlsx-unreadable': () =>
    'The workbook cannot be read. Open it and save it again as .xlsx.',
  'imports.xlsx-unpacks-too-large': ({ limitMiB }) =>
    `The workbook takes more than ${String(limitMiB)} MiB when it is unpacked.`,
  'imports.several-tables': ({ sheets }) =>
    `Several sheets hold a table: ${list(sheets)}. Import one table at a time.`,
  'imports.quote-not-closed': () => 'A quotation mark opens a cell and is never closed.',
  'imports.quote-misplaced': () =>
    'A quotation mark stands inside a cell. Quote the whole cell and double the mark.',
  'imports.too-many-rows': ({ limit }) => `The file has more than ${String(limit)} rows.`,
  'imports.too-many-columns': ({ limit }) => `The row has more than ${String(limit)} columns.`,

  'imports.headings-not-found': ({ headings }) =>
    `The file has no row with the headings ${list(headings)} and the years.`,
  'imports.heading-missing': ({ heading }) =>
    heading.startsWith('MED')
      ? `The column “${heading}” is missing (or “Nr.” if this is the capital table).`
      : `The column “${heading}” is missing.`,
  'imports.heading-twice': ({ heading }) => `The column “${heading}” is there twice.`,
  'imports.heading-unknown': ({ heading }) => `The column “${heading}” is unknown.`,
  'imports.years-missing': () => 'There are no columns with years.',
  'imports.year-out-of-range': ({ heading }) => `“${heading}” is not a year from 2000 to 2100.`,
  'imports.table-mixed': () =>
    'The table has both “Nr.” (capital) and “MED/Høring m.v.” (operating). Import the two tables separately.',
  'imports.unit-unknown': ({ unit }) =>
    `The unit “${unit}” is unknown. Use mio. kr., 1.000 kr. or kr.`,
  'imports.units-differ': ({ units }) => `The file names several units: ${list(units)}.`,

  'imports.cell-without-heading': ({ value }) => `“${value}” stands in a column without a heading.`,
  'imports.title-missing': () => 'The row has no heading.',
  'imports.title-without-letters': ({ title }) => `The heading “${title}” has no letters.`,
  'imports.section-missing': () =>
    'The row belongs to no section. Put a row with the name of the section above it, or fill in “Sektion”.',
  'imports.references-several': ({ references }) =>
    `The row has several R-numbers: ${list(references)}.`,
  'imports.reference-twice': ({ reference, row }) =>
    `${reference} also stands in row ${String(row)}.`,
  'imports.title-twice': ({ title, row }) =>
    `“${title}” also stands in row ${String(row)} of the same section.`,

  'imports.text-too-long': ({ length, limit }) =>
    `The text has ${String(length)} characters; there is room for ${String(limit)}.`,
  'imports.text-control-character': ({ codePoint }) =>
    `The text has a character that cannot be shown (${codePoint}).`,
  'imports.formula-without-result': ({ value }) =>
    `The cell has a formula without a result (${value}). Recalculate the sheet and save it.`,
  'imports.not-a-number': ({ value }) =>
    `“${value}” is not a number. Write for example −0,518 or 1.234,500.`,
  'imports.not-whole-kroner': ({ value, unit }) => `“${value}” ${unit} is not whole kroner.`,
  'imports.amount-too-large': ({ value }) => `The amount “${value}” is too large.`,
  'imports.not-an-x': ({ value }) => `“${value}” is not a mark. Write X or leave the cell empty.`,
  'imports.word-unknown': ({ value, allowed }) =>
    `“${value}” cannot stand here. Use ${list(allowed)}.`,
  'imports.not-years': ({ value }) =>
    `“${value}” is not years. Write for example 2026-2028 or 2025, 2027.`,
  'imports.year-not-in-file': ({ year }) => `The file has no column for ${String(year)}.`,
  'imports.incorporated-without-amount': ({ year }) =>
    `${String(year)} is said to be in the budget, but the year has no amount.`,
  'imports.scope-without-condition': () =>
    'Only a measure with the effect “betinget” can have conditional years.',
  'imports.duty-fields': ({ line }) =>
    `The duty “${line}” must have five fields with | between them: code, what, who, when, reading.`,
  'imports.duty-code': ({ code }) =>
    `“${code}” cannot be the code of a duty. Use at most 20 letters and digits.`,
  'imports.duty-twice': ({ code }) => `The duty ${code} is there twice.`,
  'imports.duty-reading': ({ code, reading }) =>
    `The reading “${reading}” of the duty ${code} cannot be understood.`,
  'imports.duty-reference': ({ code, refersTo }) =>
    `The duty ${code} refers to ${refersTo}, which is no other duty of the row.`,

  'imports.amount-removed': ({ year, amountKr }) =>
    `The amount of ${String(year)} is blank, but was ${kroner(amountKr)} at the last import. Write 0,000 if it is gone.`,
  'imports.reference-taken': ({ reference }) =>
    `There is already a measure called ${reference} that did not come with a file. Mend the file or the measure.`,
  'imports.too-many-milestones': ({ limit }) =>
    `The duties give more than ${new Intl.NumberFormat('en-GB').format(limit)} milestones. Split the file.`,
  'imports.agreement-unknown': ({ agreement }) => `There is no agreement “${agreement}”.`,
  'imports.agreement-ambiguous': ({ agreements }) =>
    `Several agreements have the years of the file: ${list(agreements)}. Choose one.`,

  'imports.unit-assumed': ({ unit }) => `The file names no unit; the amounts are read as ${unit}`,
  'imports.table-without-rows': () => 'The table has headings and no rows.',
  'imports.effect-inferred': ({ effect }) =>
    `The effect is not given; by the amounts it is taken to be “${effect}”.`,
  'imports.owner-unresolved': ({ owner }) => `“${owner}” is not one particular owner.`,
  'imports.thousands-point': ({ value, amountKr }) =>
    `“${value}” is read with a point between thousands: ${kroner(amountKr)}.`,
};
