import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';

/** Writes queries as PostgreSQL would get them, without a connection; to run one gives no rows. */
export function compiler<DB>(): {
  db: Kysely<DB>;
  sqlOf: (run: () => Promise<unknown>) => Promise<string>;
} {
  const ran: string[] = [];
  const db = new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => {
      ran.push(query.sql);
    },
  });
  return {
    db,
    sqlOf: async (run) => {
      ran.length = 0;
      await run();
      return ran.map(inLines).join(';\n');
    },
  };
}

/** A query as it is read in a review: a line for each of its parts. */
export const inLines = (sql: string): string =>
  sql.replace(
    / (?=(?:from|where|and|inner join|left join|group by|order by|limit|offset|on conflict|returning|values|set)\b)/g,
    '\n',
  );
