import { randomUUID } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  EventStore,
  Projector,
  type AppendOutcome,
  type CommandContext,
  type RecordedEvent,
} from '@kursholder/eventstore';
import type { Json } from '@kursholder/kernel';
import { Kysely } from 'kysely';
import { agreementStream, type AgreementTable } from '../agreements/agreements.events';
import { agreementsAt, importedRowsAt } from '../agreements/agreements.queries';
import { measureStream } from '../measures/measures.events';
import { amountsAt, refsAt } from '../measures/measures.queries';
import { milestoneStream } from '../milestones/milestones.events';
import { obligedMilestonesAt } from '../milestones/milestones.queries';
import type { ReadDb } from '../read-models';
import { errorsOf, isAgreementHeading, parseAgreement } from './agreement-file.rules';
import { importAppend, type ImportAppend } from './import-append.rules';
import { finding, type Finding } from './import-findings.rules';
import { tooManyMilestones } from './import-milestones.rules';
import { agreementOf, importPlan, keepingRevised, type PlannedRow } from './import-plan.rules';
import type { FileMeasure, ParsedAgreement } from './parsed-agreement.rules';
import { readSheet } from './sheet.reader';

/** A file to be imported, or with `dryRun` only to be looked at. */
export class ImportAgreement extends Command<ImportOutcome> {
  constructor(
    readonly file: { readonly name: string; readonly bytes: Uint8Array; readonly sha256: string },
    /** The agreement that the form names; undefined: the one with the file's years. */
    readonly agreement: string | undefined,
    readonly dryRun: boolean,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export interface ImportReport {
  readonly batch: string;
  readonly file: { readonly name: string; readonly sha256: string };
  readonly agreement: string;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rows: readonly Pick<
    PlannedRow,
    'row' | 'reference' | 'outcome' | 'errors' | 'assumptions'
  >[];
  /** Of the file itself; a row's own stand in the row. */
  readonly assumptions: readonly Finding[];
}

export type ImportOutcome =
  | {
      readonly kind: 'imported' | 'unchanged' | 'previewed';
      readonly report: ImportReport;
      readonly position: number;
    }
  | { readonly kind: 'duplicate'; readonly first: RecordedEvent }
  | { readonly kind: 'refused'; readonly errors: readonly Finding[] };

/** How often an import is planned anew when something was written in the meantime. */
const attempts = 5;
const patienceMs = 10_000;

@CommandHandler(ImportAgreement)
export class ImportAgreementHandler implements ICommandHandler<ImportAgreement> {
  constructor(
    private readonly store: EventStore,
    private readonly projector: Projector,
    private readonly db: Kysely<ReadDb>,
  ) {}

  async execute(command: ImportAgreement): Promise<ImportOutcome> {
    const sheet = await readSheet(command.file, isAgreementHeading);
    if ('errors' in sheet) return { kind: 'refused', errors: sheet.errors };
    const parsed = parseAgreement(sheet.rows);
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.attempt(command, parsed);
      if (outcome !== 'conflict') return this.unlessDone(outcome, command.context);
      if (attempt === attempts) throw new Error('the agreement kept changing under its import');
    }
  }

  /** What was planned on another request's import under the same key is that one's answer. */
  private async unlessDone(
    outcome: ImportOutcome,
    { log, commandId }: CommandContext,
  ): Promise<ImportOutcome> {
    if (outcome.kind !== 'unchanged' && outcome.kind !== 'refused') return outcome;
    const first = commandId == null ? undefined : await this.store.findCommand(log, commandId);
    return first === undefined ? outcome : { kind: 'duplicate', first };
  }

  private async attempt(
    { file: { name, sha256 }, agreement, dryRun, context }: ImportAgreement,
    parsed: ParsedAgreement,
  ): Promise<ImportOutcome | 'conflict'> {
    const { log } = context;
    const { table } = parsed;
    if (table === null) return { kind: 'refused', errors: errorsOf(parsed) };
    // What was imported before comes from the read models at the head; the expected versions of
    // the append tell whether anything moved since.
    const { position } = await this.store.head(log);
    if (!(await this.projector.waitFor(log, position, patienceMs))) {
      throw new Error('the read models did not reach the head');
    }
    const known = { log, position, onDate: '' };
    const agreements = await agreementsAt(this.db, known).execute();
    const chosen = agreementOf(table.years, agreements, agreement);
    if ('error' in chosen) return { kind: 'refused', errors: [chosen.error] };
    const id = 'make' in chosen ? newAgreementId(table.years, agreements) : chosen.id;
    const [rows, taken, milestones, amounts] = await Promise.all([
      importedRowsAt(this.db, known, id).execute(),
      refsAt(this.db, known).execute(),
      obligedMilestonesAt(this.db, known).execute(),
      amountsAt(this.db, known).execute(),
    ]);
    const takenRefs = new Set(taken.map(({ ref }) => ref));
    const before = new Map(
      rows.map(({ row_key, ref, stated }) => [row_key, { ref, stated: asImported(stated) }]),
    );
    const imported = new Map([...before].map(([key, { stated }]) => [key, stated]));
    const plan = refuseTaken(
      keepingRevised(importPlan(parsed, imported), amountsByKey(before, amounts)),
      takenRefs,
    );
    const stands = agreements.find((agreement) => agreement.id === id);
    const years = stands?.years ?? table.years;
    const tooMany = tooManyMilestones(plan, years);
    if (tooMany.length > 0) return { kind: 'refused', errors: tooMany };
    const batch = randomUUID();
    const file = { name, sha256 };
    const { assumptions } = parsed;
    const report = reportOf(plan, { batch, file, agreement: id, assumptions });
    if (dryRun) return { kind: 'previewed', report, position };
    const errors = [...parsed.errors, ...plan.flatMap((row) => row.errors)];
    if (errors.length > 0) return { kind: 'refused', errors };
    const events = importAppend(plan, {
      batch,
      file,
      agreement: { id, years, tables: stands?.tables ?? null },
      table: tableOf(parsed),
      taken: takenRefs,
      before,
      milestones,
    });
    if (events.agreement.length === 0) return { kind: 'unchanged', report, position };
    const outcome = await this.append(events, { id, report, planned: position }, context);
    if (outcome.kind === 'conflict') return 'conflict';
    if (outcome.kind === 'duplicate') return { kind: 'duplicate', first: outcome.first };
    return { kind: 'imported', report, position: outcome.position };
  }

  /** Nothing is appended where a stream moved since the position that was planned on. */
  private async append(
    { agreement, measures, milestones }: ImportAppend,
    { id, report, planned }: { id: string; report: ImportReport; planned: number },
    context: CommandContext,
  ): Promise<AppendOutcome> {
    const { log } = context;
    const others = [
      ...measures.map(({ ref, ...each }) => ({ stream: measureStream(ref), ...each })),
      ...milestones.map(({ id: milestone, ...each }) => ({
        stream: milestoneStream(milestone),
        ...each,
      })),
    ];
    const streams = [agreementStream(id), ...others.map(({ stream }) => stream)];
    const versions = await this.store.versionsAt(log, streams, planned);
    const events = agreement.length + others.reduce((sum, each) => sum + each.events.length, 0);
    return this.store.append({
      log,
      actor: context.actor,
      correlationId: context.correlationId,
      commandId: context.commandId ?? null,
      metadata: {
        ...context.metadata,
        id: report.batch,
        events,
        inStream: agreement.length,
        answer: report as unknown as Json,
      },
      streams: [
        {
          stream: agreementStream(id),
          expectedVersion: versions.get(agreementStream(id)) ?? 0,
          events: agreement,
        },
        ...others.map(({ stream, isNew, events: ofStream }) => ({
          stream,
          expectedVersion: isNew ? 0 : (versions.get(stream) ?? 0),
          events: ofStream,
        })),
      ],
    });
  }
}

function amountsByKey(
  before: ReadonlyMap<string, { readonly ref: string }>,
  amounts: readonly {
    readonly ref: string;
    readonly year: number;
    readonly amount_kr: number | null;
  }[],
) {
  const ofRef = new Map<string, Record<string, number | null>>();
  for (const { ref, year, amount_kr } of amounts) {
    ofRef.set(ref, { ...ofRef.get(ref), [year]: amount_kr });
  }
  return new Map([...before].map(([key, { ref }]) => [key, ofRef.get(ref) ?? {}]));
}

/** What was kept of a row is what an earlier import read from it. */
const asImported = (stated: unknown) => stated as FileMeasure;

/** A row that is new to the agreement cannot take the reference of a measure that is there. */
const refuseTaken = (plan: readonly PlannedRow[], taken: ReadonlySet<string>): PlannedRow[] =>
  plan.map((row) =>
    row.outcome === 'created' && row.reference !== null && taken.has(row.reference)
      ? {
          ...row,
          outcome: 'error',
          errors: [
            finding(`row ${String(row.row)}`, 'imports.reference-taken', {
              reference: row.reference,
            }),
          ],
        }
      : row,
  );

const reportOf = (
  plan: readonly PlannedRow[],
  about: Pick<ImportReport, 'batch' | 'file' | 'agreement' | 'assumptions'>,
): ImportReport => {
  const count = (outcome: PlannedRow['outcome']) =>
    plan.filter((row) => row.outcome === outcome).length;
  return {
    ...about,
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    rows: plan.map(({ row, reference, outcome, errors, assumptions }) => ({
      row,
      reference,
      outcome,
      errors,
      assumptions,
    })),
  };
};

function tableOf({ table }: ParsedAgreement): AgreementTable {
  if (table === null) throw new Error('a file without a table was not refused');
  return {
    kind: table.kind,
    title: table.title ?? '',
    columns: table.columns,
    years: table.years,
  };
}

/** `2025-2028`, with a number behind it where another agreement has it. */
function newAgreementId(years: readonly number[], agreements: readonly { id: string }[]): string {
  const base = [years[0], years.at(-1)].join('-');
  const taken = new Set(agreements.map(({ id }) => id));
  let id = base;
  for (let next = 2; taken.has(id); next += 1) id = `${base}-${String(next)}`;
  return id;
}
