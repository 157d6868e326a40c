import { Child } from './child';
import type { Measurement } from './measurement';
import { median, percentile, spread, table } from './statistics';
import { stores } from './stores';

/*
 * From the moment a command is given until its row is in the read model, while nothing else goes on.
 * In one process the same process projects; across two, another does, and the one that gave the
 * command waits for it, as a page does that shows its own result.
 */
export const measureVisible: Measurement = async (server, { rounds, commands }, say) => {
  const connectionString = await server.database();
  await stores['ours']?.make(connectionString);
  const rows = [
    { processes: 1, p50: [] as number[], p99: [] as number[] },
    { processes: 2, p50: [] as number[], p99: [] as number[] },
  ];
  for (let round = 0; round < rounds; round += 1) {
    for (const { processes, p50, p99 } of rows) {
      const projector =
        processes === 2 ? Child.start('projecting.ts', connectionString) : undefined;
      await projector?.line();
      const name = `${String(round)}-${String(processes)}`;
      const projecting = processes === 1 ? 'projecting' : 'waiting';
      const commander = Child.start(
        'commanding.ts',
        connectionString,
        projecting,
        name,
        String(commands),
      );
      const latencies = JSON.parse(await commander.line()) as number[];
      await commander.ended();
      projector?.say('end');
      await projector?.ended();
      p50.push(median(latencies));
      p99.push(percentile(latencies, 0.99));
      say(
        `${String(processes)} processes: p50 ${median(latencies).toFixed(1)} ms, ` +
          `p99 ${percentile(latencies, 0.99).toFixed(1)} ms`,
      );
    }
  }
  const printed = table([
    ['processes', 'p50 ms: median (spread)', 'p99 ms: median (spread)'],
    ...rows.map(({ processes, p50, p99 }) => [String(processes), spread(p50, 1), spread(p99, 1)]),
  ]);
  return { commands, rows, printed };
};
