import type { Language } from '@kursholder/platform';
import type { Missing } from '../measures/measures.rules';

/** What a measure lacks before its saving can be followed, and who can give it. */
export const missingWords: Readonly<
  Record<Language, Readonly<Record<Missing, { text: string; who: string }>>>
> = {
  da: {
    indicator: {
      text: 'Det er ikke fastlagt, hvilket fravær der måles, for hvem og hvor ofte.',
      who: 'Controller opretter indikatoren sammen med Skole- og dagtilbudschefen.',
    },
    baseline: {
      text: 'Fraværet, før indsatsen begyndte (udgangspunktet), er ikke oplyst.',
      who: 'Skole- og dagtilbudschefen leverer det, controlleren registrerer det.',
    },
    targets: {
      text: 'Det forventede fald pr. år (målene) er ikke besluttet.',
      who: 'Controller registrerer målene, når de er besluttet.',
    },
    condition: {
      text: 'Det er ikke besluttet, hvordan et fald omregnes til kroner.',
      who: 'Controller registrerer beregningsmåden, når den er besluttet.',
    },
    rate_base: {
      text: 'Grundlaget, som satsen regnes af, er ikke oplyst.',
      who: 'Controller eller økonomichef registrerer grundlaget.',
    },
    sign: {
      text: 'Det er uklart, om beløbet er en udgift eller en besparelse; det holdes ude af summerne.',
      who: 'Controller afklarer det med en beslutning.',
    },
  },
  en: {
    indicator: {
      text: 'It is not settled which absence is measured, for whom and how often.',
      who: 'A controller defines the indicator with the head of schools and day care.',
    },
    baseline: {
      text: 'The absence before the effort began (the baseline) is not known.',
      who: 'The head of schools and day care supplies it, a controller records it.',
    },
    targets: {
      text: 'The expected fall per year (the targets) is not decided.',
      who: 'A controller records the targets once they are decided.',
    },
    condition: {
      text: 'It is not decided how a fall becomes kroner.',
      who: 'A controller records the method once it is decided.',
    },
    rate_base: {
      text: 'The base that the rate is taken of is not known.',
      who: 'A controller or the head of finance records the base.',
    },
    sign: {
      text: 'It is unclear whether the amount is a cost or a saving; it is kept out of the sums.',
      who: 'A controller resolves it with a decision.',
    },
  },
};
