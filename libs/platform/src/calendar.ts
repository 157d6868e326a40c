import { Temporal } from 'temporal-polyfill';

const zone = 'Europe/Copenhagen';
const minuteMs = 60_000;

/** Days and instants as the municipality counts them. The only clock of the product. */
export class Calendar {
  private present = { day: '', until: 0 };

  constructor(private readonly clock: () => number = Date.now) {}

  /** Now, as an instant in UTC with milliseconds. */
  now(): string {
    return new Date(this.clock()).toISOString();
  }

  /** The day it is in Copenhagen. */
  today(): string {
    const now = this.clock();
    // Every question asks; it is worked out once a minute, and a day begins with a minute.
    if (now >= this.present.until || now < this.present.until - minuteMs) {
      const until = (Math.floor(now / minuteMs) + 1) * minuteMs;
      this.present = { day: this.dayOf(new Date(now).toISOString()), until };
    }
    return this.present.day;
  }

  /** The day in Copenhagen that an instant belongs to. */
  dayOf(instant: string): string {
    return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
  }

  /** The last millisecond of a day in Copenhagen. */
  endOfDay(day: string): string {
    const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone);
    return new Date(next.epochMilliseconds - 1).toISOString();
  }

  /** A day of 2000–2100 that the calendar has, or undefined. */
  parseDay(text: string): string | undefined {
    if (!/^(20\d\d|2100)-\d\d-\d\d$/.test(text)) return undefined;
    try {
      return Temporal.PlainDate.from(text).toString();
    } catch {
      return undefined;
    }
  }

  /** An RFC 3339 instant of a day of 2000–2100, in UTC with milliseconds, or undefined. */
  parseInstant(text: string): string | undefined {
    if (!/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text))
      return undefined;
    try {
      const { epochMilliseconds } = Temporal.Instant.from(text);
      const instant = new Date(epochMilliseconds).toISOString();
      return /^(20\d\d|2100)-/.test(this.dayOf(instant)) ? instant : undefined;
    } catch {
      return undefined;
    }
  }
}
