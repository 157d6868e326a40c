import { Query, type ClientBase } from 'pg';

/** Sends rows by COPY: lines of columns parted by tabs, as `copyText` writes them. */
export function copyIn(client: ClientBase, statement: string, lines: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = new CopyIn(statement, lines);
    query.on('end', () => resolve());
    query.on('error', reject);
    client.query(query);
  });
}

interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

class CopyIn extends Query {
  constructor(
    statement: string,
    private readonly lines: string,
  ) {
    super(statement);
  }

  /** Called by pg when PostgreSQL is ready for the rows. */
  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.lines));
    connection.endCopyFrom();
  }
}

/** A value in COPY's text format; null is `\N`. */
export const copyText = (value: string | null): string =>
  value === null
    ? '\\N'
    : /[\\\n\r\t]/.test(value)
      ? value.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character)
      : value;

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
