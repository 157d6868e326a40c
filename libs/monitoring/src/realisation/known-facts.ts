import type { Moment } from '@kursholder/platform';
import { LRUCache } from 'lru-cache';
import type { Read } from '../read-models';
import { measureFacts, type FactsFilter } from './facts.queries';
import type { Figure, MeasureFacts } from './facts.rules';
import { realisation } from './realisation.rules';

/**
 * The facts of measures as they were asked for lately, and the figures that came of them. What is known
 * at a position never changes, so that all who look at the same figures between two events share one
 * question and one reckoning.
 */
export class KnownFacts {
  private readonly asked = new LRUCache<string, Promise<readonly MeasureFacts[]>>({ max: 200 });
  private readonly reckoned = new LRUCache<string, Figure>({ max: 5_000 });
  private readonly numbers = new WeakMap<MeasureFacts, number>();
  private lastNumber = 0;

  constructor(private readonly db: Read) {}

  /** The facts of measures as known at a position, in the order in which they were registered. */
  at({ log, position }: Moment, filter: FactsFilter): Promise<readonly MeasureFacts[]> {
    const key = JSON.stringify([log, position, filter]);
    const known = this.asked.get(key);
    if (known) return known;
    const asking = measureFacts(this.db, { log, position }, filter);
    this.asked.set(key, asking);
    asking.catch(() => this.asked.delete(key));
    return asking;
  }

  /** The figure of one year on a day. */
  figure(facts: MeasureFacts, year: number, onDate: string): Figure {
    const key = `${String(this.numberOf(facts))} ${String(year)} ${onDate}`;
    const known = this.reckoned.get(key);
    if (known) return known;
    const figure = realisation(facts, year, onDate);
    this.reckoned.set(key, figure);
    return figure;
  }

  private numberOf(facts: MeasureFacts): number {
    const known = this.numbers.get(facts);
    if (known !== undefined) return known;
    this.lastNumber += 1;
    this.numbers.set(facts, this.lastNumber);
    return this.lastNumber;
  }
}
