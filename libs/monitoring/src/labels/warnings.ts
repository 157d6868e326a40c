import type { Language } from '@kursholder/platform';
import { z } from 'zod';
import type { PathWarning } from '../forums/path-warnings.rules';
import type { MeasureWarning } from '../measures/conflicts.rules';
import type { OrderWarning } from '../milestones/order.rules';
import { formats, type Format } from './format';

/** All that a measure, its path and its milestones are warned of; nothing of it blocks anything. */
export type Warning = MeasureWarning | OrderWarning | PathWarning;

type FactsOf<Code extends Warning['code']> = Extract<Warning, { code: Code }>['facts'];

type Words = {
  readonly [Code in Warning['code']]: (facts: FactsOf<Code>, format: Format) => string;
};

const step = ({ forum, step: at }: { readonly forum: string; readonly step: number }) =>
  `${forum} (${String(at)})`;

export const warningWords: Readonly<Record<Language, Words>> = {
  da: {
    'measures.closed-with-open-condition': ({ years }, { list }) =>
      `Lukket proces, åben betingelse: Sagen er slut, men besparelsen i ${list(years.map(String))} afhænger stadig af en betingelse.`,
    'measures.sign-unclear': () =>
      'Fortegnet er uklart: Beløbet kan være en udgift eller en besparelse og holdes ude af summerne, til en controller afklarer det med en beslutning.',
    'measures.owner-not-one': ({ owner }) =>
      owner === null
        ? 'Ansvaret er ikke entydigt: Aftalen nævner ingen tovholder. En controller angiver én.'
        : `Ansvaret er ikke entydigt: Aftalen siger “${owner}”. Direktionen udpeger én, og en controller angiver den.`,
    'measures.forum-not-named': ({ forum }) =>
      forum === null
        ? 'Aftalen nævner intet beslutningsforum. Direktionen afklarer, hvem der behandler sagen.'
        : `Aftalen siger “${forum}” og ikke hvilket udvalg. Udvalgssekretæren afklarer det.`,
    'measures.duty-times-disagree': ({ duty, text, when, disagreement }) =>
      `Aftalen giver to tidspunkter for ${duty} (${text}): ${when}, men ${disagreement}.`,
    'milestones.before-its-turn': ({ duty, after }) =>
      `${duty} er nået, før ${after} var det. Aftalen sætter ${after} først.`,
    'path.hearing-too-short': ({ opensOn, closesOn, days, least }, { day }) =>
      `Høringen fra ${day(opensOn)} til ${day(closesOn)} varer ${String(days)} dage. Den skal vare mindst ${String(least)}.`,
    'path.before-hearing-closed': ({ on, closesOn, ...at }, { day }) =>
      `${step(at)} ${day(on)} ligger, før høringen er slut ${day(closesOn)}.`,
    'path.before-med': ({ on, medOn, ...at }, { day }) =>
      medOn === null
        ? `${step(at)} ${day(on)} ligger, uden at det er noteret, at MED er inddraget.`
        : `${step(at)} ${day(on)} ligger ikke efter, at MED blev inddraget ${day(medOn)}.`,
    'path.dates-backwards': ({ on, before, ...at }, { day }) =>
      `${step(at)} ${day(on)} ligger før trinnet foran, ${step(before)} ${day(before.on)}.`,
    'path.outside-its-month': ({ on, duty, from, to, ...at }, { day, month }) =>
      from === to
        ? `${step(at)} ${day(on)} ligger ikke i ${month(from)}, som aftalen nævner (${duty}).`
        : `${step(at)} ${day(on)} ligger ikke i ${month(from)}–${month(to)}, som aftalen nævner (${duty}).`,
    'path.out-of-order': ({ missing, ...at }) =>
      `${step(at)} er afgjort, før ${step(missing)} er det.`,
  },
  en: {
    'measures.closed-with-open-condition': ({ years }, { list }) =>
      `Closed process, open condition: the case is closed, but the saving in ${list(years.map(String))} still hangs on a condition.`,
    'measures.sign-unclear': () =>
      'The sign is unclear: the amount may be a cost or a saving, and is kept out of the sums until a controller resolves it with a decision.',
    'measures.owner-not-one': ({ owner }) =>
      owner === null
        ? 'Who answers for it is not clear: the agreement names no owner. A controller records one.'
        : `Who answers for it is not clear: the agreement says “${owner}”. The executive board names one, and a controller records it.`,
    'measures.forum-not-named': ({ forum }) =>
      forum === null
        ? 'The agreement names no body that decides. The executive board settles who treats the case.'
        : `The agreement says “${forum}” and not which committee. The committee secretary settles it.`,
    'measures.duty-times-disagree': ({ duty, text, when, disagreement }) =>
      `The agreement gives two times for ${duty} (${text}): ${when}, but ${disagreement}.`,
    'milestones.before-its-turn': ({ duty, after }) =>
      `${duty} was reached before ${after} was. The agreement puts ${after} first.`,
    'path.hearing-too-short': ({ opensOn, closesOn, days, least }, { day }) =>
      `The hearing from ${day(opensOn)} to ${day(closesOn)} takes ${String(days)} days. It must take at least ${String(least)}.`,
    'path.before-hearing-closed': ({ on, closesOn, ...at }, { day }) =>
      `${step(at)} on ${day(on)} lies before the hearing is over on ${day(closesOn)}.`,
    'path.before-med': ({ on, medOn, ...at }, { day }) =>
      medOn === null
        ? `${step(at)} on ${day(on)} lies there without a note that MED was involved.`
        : `${step(at)} on ${day(on)} does not lie after MED was involved on ${day(medOn)}.`,
    'path.dates-backwards': ({ on, before, ...at }, { day }) =>
      `${step(at)} on ${day(on)} lies before the step ahead of it, ${step(before)} on ${day(before.on)}.`,
    'path.outside-its-month': ({ on, duty, from, to, ...at }, { day, month }) =>
      from === to
        ? `${step(at)} on ${day(on)} does not lie in ${month(from)}, which the agreement names (${duty}).`
        : `${step(at)} on ${day(on)} does not lie in ${month(from)}–${month(to)}, which the agreement names (${duty}).`,
    'path.out-of-order': ({ missing, ...at }) =>
      `${step(at)} was decided before ${step(missing)} was.`,
  },
};

export const warningReply = z
  .object({
    code: z.string(),
    message: z.string(),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Warning' });

/** A warning with its sentence in the reader's language. */
export function wordedWarning(language: Language, { code, facts }: Warning) {
  // The type of a warning ties its facts to its code; a union of codes loses the tie.
  const sentence = warningWords[language][code] as (facts: unknown, format: Format) => string;
  return { code, message: sentence(facts, formats[language]), facts: { ...facts } };
}
