/** How an event type is written today, and how its older versions become that. */
export interface EventKind {
  /** The version new events are written with, from 1. */
  readonly schemaVersion: number;
  /** Pure steps: the one named n turns data of version n into data of version n + 1. */
  readonly upcasters?: Readonly<Record<number, (data: never) => unknown>>;
}

/**
 * Every event type that may be appended.
 *
 * @example
 * const catalogue: Catalogue = {
 *   OwnersAssigned: { schemaVersion: 1 },
 *   AmountRevised: {
 *     schemaVersion: 2,
 *     upcasters: { 1: (data: { amount: string }) => ({ amountKr: Number(data.amount) }) },
 *   },
 * };
 */
export type Catalogue = Readonly<Record<string, EventKind>>;

/**
 * The data of a stored event in today's shape. A type that the catalogue does not know is passed on
 * as it is: it is of a library, or of another part of the system.
 *
 * @throws RangeError for a version that this program is too old for, or has no step from.
 */
export function upcast(
  catalogue: Catalogue,
  type: string,
  schemaVersion: number,
  data: unknown,
): unknown {
  const kind = Object.hasOwn(catalogue, type) ? catalogue[type] : undefined;
  if (kind === undefined || kind.schemaVersion === schemaVersion) return data;
  if (schemaVersion > kind.schemaVersion) {
    throw new RangeError(
      `${type} was written in version ${String(schemaVersion)} by a newer program; ` +
        `this one knows version ${String(kind.schemaVersion)}`,
    );
  }
  let current = data;
  for (let version = schemaVersion; version < kind.schemaVersion; version += 1) {
    const step = kind.upcasters?.[version] as ((data: unknown) => unknown) | undefined;
    if (!step) throw new RangeError(`${type} has no upcaster from version ${String(version)}`);
    current = step(current);
  }
  return current;
}
