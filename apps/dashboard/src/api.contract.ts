import type * as client from './api';
import type { components } from './api.gen';

/*
 * What the server answers, from its own schemas (api.gen.ts is generated from the running server's
 * OpenAPI), must be what the pages read. A field that the server renames or drops does not compile.
 */

type Server = components['schemas'];
type Fits<Read, Answered extends Read> = Answered;

export type Contract = [
  Fits<client.Me, Server['Me']>,
  Fits<client.Agreement, Server['Agreement']>,
  Fits<client.Measure, Server['Measure']>,
  Fits<client.Indicator, Server['Indicator']>,
  Fits<client.Reading, Server['Reading']>,
  Fits<client.Milestone, Server['Milestone']>,
  Fits<client.DecisionPath, Server['DecisionPath']>,
  Fits<client.Coordination, Server['Coordination']>,
  Fits<client.Dialogue, Server['Dialogue']>,
  Fits<client.Remedy, Server['Remedy']>,
  Fits<client.HistoryItem, Server['HistoryEntry']>,
  Fits<client.DatedFigure, Server['RealisationFigure']>,
  Fits<client.Explanation, Server['RealisationExplanation']>,
];
