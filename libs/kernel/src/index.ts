export * from './decider';
export * from './fraction';
export * from './json';
export * from './money';
export * from './period';
