import type { FindingWords } from '../imports/import-findings.rules';

const kroner = (amount: number): string =>
  `${new Intl.NumberFormat('da-DK').format(amount).replace('-', '\u2212')} kr.`;
const list = (words: readonly string[]): string => words.map((word) => `»${word}«`).join(', ');
const effects: Readonly<Record<string, string>> = {
  conditional: 'betinget',
  direct: 'direkte',
  spend: 'udgift',
  rate: 'sats',
  process: 'proces',
};

/** What an import says of a file, in Danish. */
export const importsDa: FindingWords = {
  'imports.file-empty': () => 'Filen er tom.',
  'imports.file-too-large': ({ limitMiB }) => `Filen er større end ${String(limitMiB)} MiB.`,
  'imports.file-not-csv-or-xlsx': () => 'Filen er hverken CSV eller XLSX.',
  'imports.file-old-excel': () =>
    'Filen er i det gamle Excel-format eller har adgangskode. Gem den som .xlsx uden adgangskode.',
  'imports.file-encoding': () => 'Filens tegn er UTF-16. Gem den som CSV i UTF-8.',
  'imports.xlsx-unreadable': () => 'Regnearket kan ikke læses. Åbn det, og gem det igen som .xlsx.',
  'imports.xlsx-unpacks-too-large': ({ limitMiB }) =>
    `Regnearket fylder mere end ${String(limitMiB)} MiB, når det pakkes ud.`,
  'imports.several-tables': ({ sheets }) =>
    `Flere ark har en tabel: ${list(sheets)}. Indlæs én tabel ad gangen.`,
  'imports.quote-not-closed': () => 'Et anførselstegn åbner en celle og bliver ikke lukket.',
  'imports.quote-misplaced': () =>
    'Et anførselstegn står midt i en celle. Sæt hele cellen i anførselstegn, og skriv tegnet to gange.',
  'imports.too-many-rows': ({ limit }) => `Filen har mere end ${String(limit)} rækker.`,
  'imports.too-many-columns': ({ limit }) => `Rækken har mere end ${String(limit)} kolonner.`,

  'imports.headings-not-found': ({ headings }) =>
    `Filen har ingen række med overskrifterne ${list(headings)} og årene.`,
  'imports.heading-missing': ({ heading }) =>
    heading.startsWith('MED')
      ? `Kolonnen »${heading}« mangler (eller »Nr.«, hvis det er anlægstabellen).`
      : `Kolonnen »${heading}« mangler.`,
  'imports.heading-twice': ({ heading }) => `Kolonnen »${heading}« er der to gange.`,
  'imports.heading-unknown': ({ heading }) => `Kolonnen »${heading}« er ukendt.`,
  'imports.years-missing': () => 'Der er ingen kolonner med år.',
  'imports.year-out-of-range': ({ heading }) => `»${heading}« er ikke et år mellem 2000 og 2100.`,
  'imports.table-mixed': () =>
    'Tabellen har både »Nr.« (anlæg) og »MED/Høring m.v.« (drift). Indlæs de to tabeller hver for sig.',
  'imports.unit-unknown': ({ unit }) =>
    `Enheden »${unit}« er ukendt. Brug mio. kr., 1.000 kr. eller kr.`,
  'imports.units-differ': ({ units }) => `Filen nævner flere enheder: ${list(units)}.`,

  'imports.cell-without-heading': ({ value }) => `»${value}« står i en kolonne uden overskrift.`,
  'imports.title-missing': () => 'Rækken har ingen overskrift.',
  'imports.title-without-letters': ({ title }) => `Overskriften »${title}« har ingen bogstaver.`,
  'imports.section-missing': () =>
    'Rækken hører ikke til noget afsnit. Sæt en række med afsnittets navn over den, eller udfyld »Sektion«.',
  'imports.references-several': ({ references }) =>
    `Rækken har flere R-numre: ${list(references)}.`,
  'imports.reference-twice': ({ reference, row }) =>
    `${reference} står også i række ${String(row)}.`,
  'imports.title-twice': ({ title, row }) =>
    `»${title}« står også i række ${String(row)} i samme afsnit.`,

  'imports.text-too-long': ({ length, limit }) =>
    `Teksten er på ${String(length)} tegn; der er plads til ${String(limit)}.`,
  'imports.text-control-character': ({ codePoint }) =>
    `Teksten har et tegn, som ikke kan vises (${codePoint}).`,
  'imports.formula-without-result': ({ value }) =>
    `Cellen har en formel uden resultat (${value}). Genberegn arket, og gem det.`,
  'imports.not-a-number': ({ value }) =>
    `»${value}« er ikke et tal. Skriv for eksempel −0,518 eller 1.234,500.`,
  'imports.not-whole-kroner': ({ value, unit }) => `»${value}« ${unit} er ikke hele kroner.`,
  'imports.amount-too-large': ({ value }) => `Beløbet »${value}« er for stort.`,
  'imports.not-an-x': ({ value }) =>
    `»${value}« er ikke et kryds. Skriv X, eller lad cellen stå tom.`,
  'imports.word-unknown': ({ value, allowed }) =>
    `»${value}« kan ikke bruges her. Vælg ${list(allowed)}.`,
  'imports.not-years': ({ value }) =>
    `»${value}« er ikke år. Skriv for eksempel 2026-2028 eller 2025, 2027.`,
  'imports.year-not-in-file': ({ year }) => `Filen har ingen kolonne for ${String(year)}.`,
  'imports.incorporated-without-amount': ({ year }) =>
    `${String(year)} er indarbejdet, men året har ikke noget beløb.`,
  'imports.scope-without-condition': () => 'Kun et betinget tiltag kan have betingede år.',
  'imports.duty-fields': ({ line }) =>
    `Pligten »${line}« skal have fem felter med | imellem: kode, hvad, hvem, hvornår, frist.`,
  'imports.duty-code': ({ code }) =>
    `»${code}« kan ikke være en pligts kode. Brug højst 20 bogstaver og tal.`,
  'imports.duty-twice': ({ code }) => `Pligten ${code} er der to gange.`,
  'imports.duty-reading': ({ code, reading }) =>
    `Fristen »${reading}« for pligten ${code} kan ikke læses.`,
  'imports.duty-reference': ({ code, refersTo }) =>
    `Pligten ${code} henviser til ${refersTo}, som ikke er en anden pligt i rækken.`,

  'imports.amount-removed': ({ year, amountKr }) =>
    `Beløbet for ${String(year)} er blankt, men var ${kroner(amountKr)} ved sidste indlæsning. Skriv 0,000, hvis det er bortfaldet.`,
  'imports.reference-taken': ({ reference }) =>
    `Der findes allerede et tiltag med betegnelsen ${reference}, som ikke kom med en fil. Ret filen eller tiltaget.`,
  'imports.too-many-milestones': ({ limit }) =>
    `Pligterne giver flere end ${new Intl.NumberFormat('da-DK').format(limit)} milepæle. Del filen i flere.`,
  'imports.agreement-unknown': ({ agreement }) => `Aftalen »${agreement}« findes ikke.`,
  'imports.agreement-ambiguous': ({ agreements }) =>
    `Flere aftaler har filens år: ${list(agreements)}. Vælg en af dem.`,

  'imports.unit-assumed': ({ unit }) => `Filen nævner ingen enhed; beløbene er læst som ${unit}`,
  'imports.table-without-rows': () => 'Tabellen har overskrifter og ingen rækker.',
  'imports.effect-inferred': ({ effect }) =>
    `Virkningen er ikke angivet og er sat til »${effects[effect] ?? effect}« ud fra beløbene.`,
  'imports.owner-unresolved': ({ owner }) => `»${owner}« er ikke én bestemt tovholder.`,
  'imports.thousands-point': ({ value, amountKr }) =>
    `»${value}« er læst med punktum som tusindtalsskille: ${kroner(amountKr)}`,
};
