import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from './database';

/** What PostgreSQL says on a connection, on its way to who asked. */
export interface Answer {
  readonly chunk: Buffer;
  /** What was sent last. */
  readonly asked: string;
  /** The first connection is 1. */
  readonly connection: number;
  readonly client: Socket;
}

/** Between a client and PostgreSQL, as a cable that `pass` may cut: it hands answers on, or not. */
export async function startProxy(connectionString: string, pass: (answer: Answer) => void) {
  const url = new URL(connectionString.replace('@/', '@localhost/'));
  const host = url.searchParams.get('host') ?? '';
  const port = (url.searchParams.get('port') ?? url.port) || '5432';
  const folder = temporaryFolder('proxy');
  let connections = 0;
  let refusing = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (refusing) {
      client.destroy();
      return;
    }
    connections += 1;
    const connection = connections;
    const upstream = createConnection(join(host, `.s.PGSQL.${port}`));
    let asked = '';
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => {
      asked = chunk.toString('latin1');
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      pass({ chunk, asked, connection, client });
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(join(folder, `.s.PGSQL.${port}`), resolve);
  });
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    connectionString: connectionString.replace(
      encodeURIComponent(host),
      encodeURIComponent(folder),
    ),
    /** Ends what is connected, and lets nobody in any more. */
    refuse: () => {
      refusing = true;
      hangUp();
    },
    close: async () => {
      hangUp();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
