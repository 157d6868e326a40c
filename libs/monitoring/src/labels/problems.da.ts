import type { Json } from '@kursholder/kernel';

export type Facts = Readonly<Record<string, Json>>;
export type Sentence = string | ((facts: Facts) => string);

const show = (value: Json | undefined): string => {
  if (Array.isArray(value)) return value.map((each) => show(each as Json)).join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
const decimal = (value: Json | undefined) => show(value).replace('.', ',');
const whole = (value: Json | undefined) => Number(value ?? 0).toLocaleString('da-DK');

/**
 * What every refusal and warning says in Danish, and how to mend it. English has the same codes,
 * or it does not compile.
 */
export const problemsDa = {
  'input.invalid': 'Noget i det sendte skal rettes. Intet er gemt.',
  'input.missing': 'Feltet mangler. Udfyld det.',
  'input.blank': 'Feltet er tomt. Skriv noget i det.',
  'input.too-long': ({ most }) => `Teksten er for lang. Den må fylde højst ${whole(most)} tegn.`,
  'input.unfit-characters':
    'Teksten har tegn, der ikke kan gemmes. Skriv den med almindelige tegn.',
  'input.not-an-identifier':
    'Brug 1–40 bogstaver (a–z), tal og bindestreger, begyndende med bogstav eller tal.',
  'input.not-a-year': 'Skriv et årstal fra 2000 til 2100 med fire cifre.',
  'input.not-a-day': 'Skriv en dag, som kalenderen har, i formen ÅÅÅÅ-MM-DD.',
  'input.not-a-percentage':
    'Skriv procenten som tekst med punktum og højst fire decimaler, for eksempel "8.45".',
  'input.over-100-percent': 'En procent kan højst være 100.',
  'input.not-a-decimal': 'Skriv et decimaltal som tekst med punktum, for eksempel "1.5".',
  'input.not-positive': 'Tallet skal være større end 0.',
  'input.wrong-type': ({ expected }) =>
    `Værdien har en forkert type. Der ventes ${({ string: 'en tekst', int: 'et helt tal', number: 'et tal', boolean: 'true eller false', array: 'en liste', object: 'et objekt', record: 'et objekt' } as Record<string, string>)[show(expected)] ?? 'en anden type'}.`,
  'input.unknown-field': 'Feltet findes ikke. Fjern det, eller ret dets navn.',
  'input.too-many': ({ most }) => `Listen er for lang. Den må have højst ${whole(most)}.`,
  'input.too-few': ({ least }) => `Listen er for kort. Der skal være mindst ${whole(least)}.`,
  'input.too-large': ({ most }) => `Tallet er for stort. Det må højst være ${whole(most)}.`,
  'input.too-small': ({ least }) => `Tallet er for lille. Det skal mindst være ${whole(least)}.`,
  'input.not-one-of': ({ values }) => `Vælg en af disse: ${show(values)}.`,
  'input.invalid-value': 'Værdien kan ikke bruges. Ret den.',
  'input.one-of-two': ({ other }) => `Send enten dette eller ${show(other)}, ikke begge.`,
  'input.once-only': 'Angiv det kun én gang.',
  'input.twice': 'Samme værdi står der to gange. Fjern den ene.',
  'input.not-a-position': 'Skriv en position som et helt tal fra 1.',
  'input.not-an-instant':
    'Skriv en dag (ÅÅÅÅ-MM-DD) eller et tidspunkt (ÅÅÅÅ-MM-DDTTT:MM:SSZ) fra 2000 til 2100.',
  'input.after-today': 'Dagen ligger efter i dag. Vælg i dag eller en tidligere dag.',
  'input.past-the-head': ({ head }) =>
    `Så mange hændelser er der ikke. Den seneste position er ${whole(head)}.`,
  'input.not-a-key': 'Nøglen skal have 1–200 synlige tegn.',
  'input.not-a-version': 'Skriv versionen som i ETag, for eksempel "3" med citationstegn.',
  'input.if-match-on-creation':
    'Her oprettes noget nyt, og det har ingen version endnu. Fjern If-Match.',
  'input.not-a-limit': 'Vælg et antal fra 1 til 500.',
  'input.not-a-cursor': 'Brug den værdi, som svaret gav i next.',
  'input.outside-its-year': 'Dagen skal ligge i det år, som beløbet gælder.',
  'input.ends-before-it-begins': 'Slutdagen ligger før startdagen. Byt dem om, eller ret den ene.',
  'input.later-version-needs-reason':
    'Der er allerede en gældende version. Angiv en begrundelse (reason) og hvem der har besluttet ændringen (decidedBy).',
  'input.no-letters': 'Titlen skal have mindst ét bogstav eller tal.',
  'input.from-after-to': 'Det første år ligger efter det sidste. Byt dem om.',
  'request.unknown-address': 'Adressen findes ikke.',
  'request.stale-version': ({ version }) =>
    `Andre har ændret det i mellemtiden; versionen er nu ${whole(version)}. Hent det igen, og prøv så.`,
  'request.key-used-otherwise':
    'Nøglen er allerede brugt til en anden forespørgsel. Brug en ny nøgle.',
  'request.too-deep': 'Indholdet er indlejret for dybt.',
  'request.broken-json': 'Indholdet er ikke gyldig JSON. Ret det, og send igen.',
  'request.too-large': 'Indholdet er for stort. Grænsen er 1 MiB for JSON og 10 MiB for en fil.',
  'request.wrong-content-type':
    'Indholdstypen skal være application/json (for filer multipart/form-data).',
  'request.csrf': 'Sikkerhedsnøglen (X-CSRF-Token) mangler eller passer ikke. Genindlæs siden.',
  'request.too-many': 'Der er sendt for mange forespørgsler. Vent lidt, og prøv igen.',
  'request.broken-form':
    'Formularen kunne ikke læses. Send den som multipart/form-data med én fil.',
  'request.refused': 'Forespørgslen kunne ikke behandles.',
  'service.read-model-behind': 'Tallene er ved at blive opdateret. Prøv igen om et øjeblik.',
  'service.not-ready': 'Kursholder er ved at starte. Prøv igen om et øjeblik.',
  'service.busy': 'Der er travlt lige nu. Intet er gemt; prøv igen om et øjeblik.',
  'service.database-away': 'Databasen svarer ikke lige nu. Intet er gemt; prøv igen om et øjeblik.',
  'service.outcome-unknown':
    'Det er usikkert, om ændringen blev gemt. Send den igen med samme Idempotency-Key, så sker den kun én gang.',
  'service.internal': 'Der skete en fejl hos os. Den er noteret.',
  'people.credentials-wrong': 'Mailadressen eller adgangskoden er forkert. Prøv igen.',
  'people.too-many-attempts': ({ retryAfterSeconds }) =>
    `Der har været for mange mislykkede forsøg. Prøv igen om ${String(Math.ceil(Number(retryAfterSeconds) / 60))} minutter.`,
  'people.not-signed-in': 'Log ind for at fortsætte.',
  'people.not-allowed': 'Din rolle har ikke adgang til dette.',
  'people.not-your-measure': 'Kun tiltagets egen tovholder kan gøre dette.',
  'agreements.unknown': 'Der findes ingen budgetaftale med det navn.',
  'measures.unknown': 'Tiltaget findes ikke.',
  'measures.reference-taken': ({ ref }) =>
    `Der findes allerede et tiltag med betegnelsen ${show(ref)}. Vælg en anden.`,
  'measures.amount-unchanged': ({ year, amountKr }) =>
    `Beløbet for ${show(year)} er allerede ${whole(amountKr)} kr. Angiv det nye beløb, ikke forskellen.`,
  'measures.not-conditional':
    'Kun et tiltag med betinget virkning (conditional) kan have en betingelse.',
  'measures.weights-per-period': ({ periodsPerYear }) =>
    `Der skal være én vægt for hver periode i året, altså ${show(periodsPerYear)}.`,
  'measures.weights-against-target': ({ year }) =>
    `Med disse vægte ville udgangspunktet ikke længere ligge på den rigtige side af målet for ${show(year)}.`,
  'measures.only-per-point': 'krPerPoint hører kun til beregningsmåden per_point. Fjern det.',
  'indicators.unknown': 'Indikatoren findes ikke på tiltaget.',
  'indicators.id-taken': ({ id }) => `Der findes allerede en indikator med navnet ${show(id)}.`,
  'indicators.published-has-no-units':
    'En offentliggjort indikator (published) har ét tal for hele kommunen og ingen enheder.',
  'indicators.unit-twice': ({ unitId }) => `Enheden ${show(unitId)} står der to gange.`,
  'indicators.wrong-span': ({ expected }) =>
    `Perioden passer ikke til indikatorens hyppighed. Brug en af disse: ${show(expected)}.`,
  'indicators.series-not-a-year': ({ periodsPerYear }) =>
    `En serie skal have netop ét tal for hver af årets ${show(periodsPerYear)} perioder.`,
  'indicators.baseline-against-target': ({ year }) =>
    `Udgangspunktet ville ikke ligge på den rigtige side af målet for ${show(year)}. Ret målet først.`,
  'indicators.target-not-better': ({ year, target, baseline }) =>
    `Målet for ${show(year)} (${decimal(target)} %) er ikke bedre end udgangspunktet (${decimal(baseline)} %). Vælg et mål på den rigtige side.`,
  'indicators.end-target-no-baseline':
    'Mål kan først udledes af et slutmål, når udgangspunktet er registreret.',
  'indicators.end-target-no-amount': ({ year }) =>
    `Tiltaget har ingen besparelse i ${show(year)}, så der kan ikke udledes mål af det år.`,
  'indicators.end-target-not-better': ({ year }) =>
    `Det udledte mål for ${show(year)} er ikke bedre end udgangspunktet.`,
  'indicators.end-target-out-of-range': ({ year }) =>
    `Det udledte mål for ${show(year)} ligger uden for 0–100 %.`,
  'readings.unknown': 'Målingen findes ikke på indikatoren.',
  'readings.unknown-unit': ({ unitId }) =>
    `Indikatoren har ingen enhed med navnet ${show(unitId)}.`,
  'readings.published-has-no-units': 'Indikatoren har ét tal for hele kommunen. Udelad enheden.',
  'readings.period-not-over': ({ periodEnd }) =>
    `Perioden er ikke slut endnu. Målingen kan afleveres fra ${show(periodEnd)}.`,
  'readings.unit-not-active': ({ unitId }) =>
    `Enheden ${show(unitId)} er ikke aktiv i hele perioden.`,
  'readings.period-taken': ({ correction }) =>
    `Der er allerede en måling for enheden og perioden. Ret den i stedet: ${show(correction)}.`,
  'readings.takes-percent': 'Indikatoren tager en procent, ikke antal dage.',
  'readings.takes-days': 'Indikatoren tager fraværsdage og mulige dage, ikke en procent.',
  'readings.no-possible-days': 'Der skal være mindst én mulig dag.',
  'readings.more-absent-than-possible': ({ absentDays, possibleDays }) =>
    `Der er flere fraværsdage (${whole(absentDays)}) end mulige dage (${whole(possibleDays)}). Ret det ene tal.`,
  'readings.withdrawn': 'Målingen er trukket tilbage og kan ikke ændres. Aflever en ny.',
  'readings.jump': ({ percent, before, limitPoints }) =>
    `${decimal(percent)} % er langt fra de tidligere ${decimal(before)} %; der spørges ved mere end ${decimal(limitPoints)} procentpoint.`,
  'readings.fewer-possible-days': ({ possibleDays, before }) =>
    `${whole(possibleDays)} mulige dage er langt færre end de tidligere ${whole(before)}.`,
  'ledger.voucher-used': ({ voucher }) =>
    `Bilaget ${show(voucher)} er allerede bogført på tiltaget. Et bilag bogføres én gang.`,
  'dialogue.unknown': 'Dialogen findes ikke.',
  'dialogue.id-taken': 'Dialogen findes allerede.',
  'dialogue.held-before-requested': 'Dialogen kan ikke være holdt, før den blev ønsket.',
  'dialogue.held-already': 'Dialogen er allerede holdt på en anden dag.',
  'remedies.unknown': 'Det mulige tiltag findes ikke.',
  'remedies.id-taken': 'Det mulige tiltag findes allerede.',
  'remedies.completed': 'Det mulige tiltag er allerede gennemført.',
  'remedies.cancelled': 'Det mulige tiltag er opgivet.',
  'years.not-over': ({ year }) => `${show(year)} kan først lukkes fra 31. december ${show(year)}.`,
  'realisation.unknown-override': 'Tiltaget eller indikatoren findes ikke.',
  'measures.sign-is-clear': 'Beløbets fortegn er ikke uklart.',
  'measures.not-a-rate': 'Kun et tiltag med sats (rate) har grundlag, sats og bidrag.',
  'indicators.unit-taken': ({ unitId }) =>
    `Der findes allerede en enhed med navnet ${show(unitId)}.`,
  'realisation.unknown-group': 'Der er ingen gruppe med den nøgle i året.',
  'milestones.unknown': 'Milepælen findes ikke.',
  'milestones.id-taken': 'Milepælen findes allerede.',
  'milestones.completed': 'Milepælen er allerede nået og kan ikke ændres.',
  'milestones.cancelled': 'Milepælen er aflyst og kan ikke ændres.',
} satisfies Record<string, Sentence>;

export type ProblemCode = keyof typeof problemsDa;
