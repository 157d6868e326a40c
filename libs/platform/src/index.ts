export { envExample, loadConfig, settingsTable, type Config } from './config';
export { openDatabase, type DatabaseSettings, type OpenOptions } from './database';
export type { Database } from './database-handle';
export { createLogger, type Logger } from './logger';
export { migrate } from './migrate';
export { createPool, kysely, type PoolOptions } from './postgres';
export { Question } from './question';
export {
  openQueues,
  runScheduled,
  type Handlers,
  type JobOptions,
  type Queue,
  type Queues,
  type QueueSettings,
  type ScheduledJob,
} from './queue';
export { StartupProblem, type Progress } from './startup-problem';

export * from './calendar';
export * from './http/actor';
export * from './http/api';
export * from './http/as-known';
export * from './http/command';
export * from './http/fields';
export * from './http/input.pipe';
export * from './http/language';
export * from './http/problem';
export * from './http/versioned';
