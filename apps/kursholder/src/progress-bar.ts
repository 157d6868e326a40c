/** A line in the terminal that says how far something is: done, of how many, how fast, how long yet. */
export interface ProgressBar {
  show(done: number, total: number): void;
  end(): void;
}

const width = 24;

/** On a terminal one line that changes; elsewhere one line at the end. */
export function progressBar(what: string, out: NodeJS.WriteStream = process.stderr): ProgressBar {
  const began = Date.now();
  let last = '';
  return {
    show: (done, total) => {
      const seconds = Math.max(0.001, (Date.now() - began) / 1000);
      const rate = done / seconds;
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const filled = Math.round(share * width);
      const left = rate === 0 ? 0 : Math.max(0, (total - done) / rate);
      last =
        `${what} [${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ` +
        `${done} of ${total}, ${Math.round(rate)}/s, ${left.toFixed(0)} s left`;
      if (out.isTTY) out.write(`\r\u001b[K${last}`);
    },
    end: () => {
      if (last !== '') out.write(out.isTTY ? '\n' : `${last}\n`);
    },
  };
}
