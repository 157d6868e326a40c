import type { Json } from '@kursholder/kernel';
import type { ProblemCode, Sentence } from './problems.da';

const show = (value: Json | undefined): string => {
  if (Array.isArray(value)) return value.map((each) => show(each as Json)).join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
const whole = (value: Json | undefined) => Number(value ?? 0).toLocaleString('en-GB');

/** What every refusal and warning says in English, and how to mend it. */
export const problemsEn: Readonly<Record<ProblemCode, Sentence>> = {
  'input.invalid': 'Something in the request needs to be put right. Nothing was saved.',
  'input.missing': 'The field is missing. Fill it in.',
  'input.blank': 'The field is empty. Write something in it.',
  'input.too-long': ({ most }) => `The text is too long. At most ${whole(most)} characters.`,
  'input.unfit-characters': 'The text has characters that cannot be kept. Use ordinary ones.',
  'input.not-an-identifier':
    'Use 1–40 letters (a–z), digits and hyphens, beginning with a letter or digit.',
  'input.not-a-year': 'Write a year from 2000 to 2100 with four digits.',
  'input.not-a-day': 'Write a day that the calendar has, as YYYY-MM-DD.',
  'input.not-a-percentage':
    'Write the percentage as text with a point and at most four decimals, such as "8.45".',
  'input.over-100-percent': 'A percentage is at most 100.',
  'input.not-a-decimal': 'Write a decimal as text with a point, such as "1.5".',
  'input.not-positive': 'The number must be greater than 0.',
  'input.wrong-type': ({ expected }) =>
    `The value has the wrong type. Expected ${({ string: 'a text', int: 'a whole number', number: 'a number', boolean: 'true or false', array: 'a list', object: 'an object', record: 'an object' } as Record<string, string>)[show(expected)] ?? 'another type'}.`,
  'input.unknown-field': 'There is no such field. Remove it or mend its name.',
  'input.too-many': ({ most }) => `The list is too long. At most ${whole(most)}.`,
  'input.too-few': ({ least }) => `The list is too short. At least ${whole(least)}.`,
  'input.too-large': ({ most }) => `The number is too large. At most ${whole(most)}.`,
  'input.too-small': ({ least }) => `The number is too small. At least ${whole(least)}.`,
  'input.not-one-of': ({ values }) => `Choose one of these: ${show(values)}.`,
  'input.invalid-value': 'The value cannot be used. Put it right.',
  'input.one-of-two': ({ other }) => `Send either this or ${show(other)}, not both.`,
  'input.once-only': 'Give it once only.',
  'input.twice': 'The same value stands there twice. Remove one.',
  'input.not-a-position': 'Write a position as a whole number from 1.',
  'input.not-an-instant':
    'Write a day (YYYY-MM-DD) or an instant (YYYY-MM-DDTHH:MM:SSZ) from 2000 to 2100.',
  'input.after-today': 'The day is after today. Choose today or an earlier day.',
  'input.past-the-head': ({ head }) =>
    `There are not that many events. The newest position is ${whole(head)}.`,
  'input.not-a-key': 'The key has 1–200 visible characters.',
  'input.not-a-version': 'Write the version as in the ETag, such as "3" with quotation marks.',
  'input.if-match-on-creation':
    'This makes something new, which has no version yet. Leave If-Match out.',
  'input.not-a-limit': 'Choose a number from 1 to 500.',
  'input.not-a-cursor': 'Use the value that the answer gave as next.',
  'input.outside-its-year': 'The day must lie in the year that the amount is for.',
  'input.ends-before-it-begins': 'The last day is before the first. Swap them or mend one.',
  'input.later-version-needs-reason':
    'There is a version in force already. Give a reason (reason) and who decided the change (decidedBy).',
  'input.no-letters': 'The title needs at least one letter or digit.',
  'input.from-after-to': 'The first year is after the last. Swap them.',
  'request.unknown-address': 'There is no such address.',
  'request.stale-version': ({ version }) =>
    `Somebody changed it in the meantime; the version is now ${whole(version)}. Fetch it again, then try.`,
  'request.key-used-otherwise': 'The key was used for another request. Use a new key.',
  'request.too-deep': 'The content is nested too deeply.',
  'request.broken-json': 'The content is not valid JSON. Mend it and send it again.',
  'request.too-large':
    'The content is too large. The limit is 1 MiB of JSON and 10 MiB for a file.',
  'request.wrong-content-type':
    'The content type must be application/json (multipart/form-data for files).',
  'request.csrf': 'The security token (X-CSRF-Token) is missing or does not fit. Reload the page.',
  'request.too-many': 'Too many requests. Wait a little and try again.',
  'request.broken-form':
    'The form could not be read. Send it as multipart/form-data with one file.',
  'request.refused': 'The request could not be handled.',
  'service.read-model-behind': 'The figures are being brought up to date. Try again in a moment.',
  'service.not-ready': 'Kursholder is starting. Try again in a moment.',
  'service.busy': 'It is busy right now. Nothing was saved; try again in a moment.',
  'service.database-away':
    'The database does not answer right now. Nothing was saved; try again in a moment.',
  'service.outcome-unknown':
    'It is not certain that the change was saved. Send it again with the same Idempotency-Key, and it happens only once.',
  'service.internal': 'Something went wrong on our side. It has been noted.',
  'people.credentials-wrong': 'The e-mail address or the password is wrong. Try again.',
  'people.too-many-attempts': ({ retryAfterSeconds }) =>
    `There were too many failed attempts. Try again in ${String(Math.ceil(Number(retryAfterSeconds) / 60))} minutes.`,
  'people.not-signed-in': 'Sign in to go on.',
  'people.not-allowed': 'Your role has no access to this.',
  'people.not-your-measure': "Only the measure's own owner can do this.",
  'agreements.unknown': 'There is no budget agreement of that name.',
  'measures.unknown': 'There is no such measure.',
  'measures.reference-taken': ({ ref }) =>
    `There is already a measure called ${show(ref)}. Choose another name.`,
  'measures.amount-unchanged': ({ year, amountKr }) =>
    `The amount of ${show(year)} is already ${whole(amountKr)} kr. Give the new amount, not the difference.`,
  'measures.not-conditional': 'Only a measure with a conditional effect can have a condition.',
  'measures.weights-per-period': ({ periodsPerYear }) =>
    `There must be one weight for each period of the year, ${show(periodsPerYear)} in all.`,
  'measures.weights-against-target': ({ year }) =>
    `With these weights the baseline would no longer lie on the right side of the target of ${show(year)}.`,
  'measures.only-per-point': 'krPerPoint belongs to the payoff per_point only. Remove it.',
  'indicators.unknown': 'The measure has no such indicator.',
  'indicators.id-taken': ({ id }) => `There is already an indicator called ${show(id)}.`,
  'indicators.published-has-no-units':
    'A published indicator has one figure for the whole municipality and no units.',
  'indicators.unit-twice': ({ unitId }) => `The unit ${show(unitId)} stands there twice.`,
  'indicators.wrong-span': ({ expected }) =>
    `The period does not fit the indicator's cadence. Use one of these: ${show(expected)}.`,
  'indicators.series-not-a-year': ({ periodsPerYear }) =>
    `A series has exactly one figure for each of the year's ${show(periodsPerYear)} periods.`,
  'indicators.baseline-against-target': ({ year }) =>
    `The baseline would not lie on the right side of the target of ${show(year)}. Change the target first.`,
  'indicators.target-not-better': ({ year, target, baseline }) =>
    `The target of ${show(year)} (${show(target)} %) is not better than the baseline (${show(baseline)} %). Choose one on the right side.`,
  'indicators.end-target-no-baseline':
    'Targets can be derived from an end target once the baseline is recorded.',
  'indicators.end-target-no-amount': ({ year }) =>
    `The measure has no saving in ${show(year)}, so no targets can be derived from that year.`,
  'indicators.end-target-not-better': ({ year }) =>
    `The derived target of ${show(year)} is not better than the baseline.`,
  'indicators.end-target-out-of-range': ({ year }) =>
    `The derived target of ${show(year)} lies outside 0–100 %.`,
  'readings.unknown': 'The indicator has no such reading.',
  'readings.unknown-unit': ({ unitId }) => `The indicator has no unit called ${show(unitId)}.`,
  'readings.published-has-no-units':
    'The indicator has one figure for the whole municipality. Leave the unit out.',
  'readings.period-not-over': ({ periodEnd }) =>
    `The period is not over yet. The reading can be handed in from ${show(periodEnd)}.`,
  'readings.unit-not-active': ({ unitId }) =>
    `The unit ${show(unitId)} is not active in the whole period.`,
  'readings.period-taken': ({ correction }) =>
    `There is already a reading for the unit and period. Correct it instead: ${show(correction)}.`,
  'readings.takes-percent': 'The indicator takes a percentage, not days.',
  'readings.takes-days': 'The indicator takes absent days and possible days, not a percentage.',
  'readings.no-possible-days': 'There must be at least one possible day.',
  'readings.more-absent-than-possible': ({ absentDays, possibleDays }) =>
    `There are more absent days (${whole(absentDays)}) than possible days (${whole(possibleDays)}). Mend one of them.`,
  'readings.withdrawn': 'The reading was withdrawn and cannot be changed. Hand in a new one.',
  'readings.jump': ({ percent, before, limitPoints }) =>
    `${show(percent)} % is far from the earlier ${show(before)} %; more than ${show(limitPoints)} percentage points is asked about.`,
  'readings.fewer-possible-days': ({ possibleDays, before }) =>
    `${whole(possibleDays)} possible days is far fewer than the earlier ${whole(before)}.`,
  'ledger.voucher-used': ({ voucher }) =>
    `The voucher ${show(voucher)} was booked on the measure before. A voucher is booked once.`,
  'dialogue.unknown': 'There is no such dialogue.',
  'dialogue.id-taken': 'The dialogue is there already.',
  'dialogue.held-before-requested': 'A dialogue cannot be held before it was requested.',
  'dialogue.held-already': 'The dialogue was held on another day.',
  'remedies.unknown': 'There is no such remedy.',
  'remedies.id-taken': 'The remedy is there already.',
  'remedies.completed': 'The remedy was carried out already.',
  'remedies.cancelled': 'The remedy was given up.',
  'years.not-over': ({ year }) => `${show(year)} can be closed from 31 December ${show(year)} on.`,
  'realisation.unknown-override': 'There is no such measure or indicator.',
  'measures.sign-is-clear': 'The sign of the amount is not unclear.',
  'measures.not-a-rate': 'Only a measure with a rate has a base, a rate and contributions.',
  'indicators.unit-taken': ({ unitId }) => `There is already a unit called ${show(unitId)}.`,
  'realisation.unknown-group': 'There is no group with that key in the year.',
  'milestones.unknown': 'There is no such milestone.',
  'milestones.id-taken': 'The milestone is there already.',
  'milestones.completed': 'The milestone was reached and cannot be changed.',
  'milestones.cancelled': 'The milestone was cancelled and cannot be changed.',
};
