// A process that owns an embedded database, for tests that kill it: `database-process.js <folder>`.
// Says "ready <connection string>" or what is wrong; SIGTERM ends it in order.
require('./typescript');
const { openDatabase } = require('../../libs/platform/src/database');

const [dataDir, mode = 'own', stateDir] = process.argv.slice(2);
const say = (line) => process.stdout.write(`${line}\n`);

openDatabase({ dataDir }, { mode, progress: say, ...(stateDir ? { stateDir } : {}) }).then(
  (database) => {
    database.onLost((error) => {
      say(`lost ${error.message}`);
      process.exit(1);
    });
    process.on('SIGTERM', () => {
      database.announceEnd();
      void database.close().then(() => process.exit(0));
    });
    setInterval(() => undefined, 60_000);
    say(`ready ${database.connectionString}`);
  },
  (error) => {
    say(`refused ${error.message}`);
    process.exit(1);
  },
);
