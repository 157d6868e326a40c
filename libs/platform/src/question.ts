import type { Compilable, CompiledQuery, Kysely } from 'kysely';

/**
 * A question that is put together once and asked again and again: what differs from one time to the
 * next is only what stands in its parameters. For those that are large and often asked, where
 * building the statement costs as much as its answer.
 *
 * The builder must hand on what it is given as it is; it is a stand-in there, and no value.
 *
 * @example
 * const measureNamed = new Question((db: Kysely<ReadDb>, { ref }: { ref: string }) =>
 *   db.selectFrom('read.measures').where('ref', '=', ref).selectAll());
 * const [row] = await measureNamed.ask(db, { ref: 'R307' });
 */
export class Question<DB, Given extends object, Row> {
  private statement: CompiledQuery<Row> | undefined;

  constructor(private readonly build: (db: Kysely<DB>, given: Given) => Compilable<Row>) {}

  async ask(db: Kysely<DB>, given: Given): Promise<Row[]> {
    this.statement ??= this.build(db, standIns as Given).compile();
    const parameters = this.statement.parameters.map((parameter) =>
      parameter instanceof StandIn ? given[parameter.name as keyof Given] : parameter,
    );
    const { rows } = await db.executeQuery<Row>({ ...this.statement, parameters });
    return rows;
  }
}

/** Where a value goes. */
class StandIn {
  constructor(readonly name: string | symbol) {}
}

const standIns: unknown = new Proxy({}, { get: (_, name) => new StandIn(name) });
