import type { DatedFigure, HistoryItem, Measure } from '../../api';
import { IncorporationPanel } from './IncorporationPanel';
import { LedgerPanel } from './LedgerPanel';
import { RatePanel } from './RatePanel';
import { SpendPanel } from './SpendPanel';

/** What stands beside the figure, by what the measure is. */
export function BesideFigure(props: {
  measure: Measure;
  figure: DatedFigure;
  history: HistoryItem[];
}) {
  switch (props.measure.effect) {
    case 'conditional':
      return <LedgerPanel {...props} />;
    case 'direct':
      return (
        <>
          <IncorporationPanel {...props} />
          <LedgerPanel {...props} />
        </>
      );
    case 'spend':
      return <SpendPanel {...props} />;
    case 'rate':
      return <RatePanel {...props} />;
    case 'process':
      return null;
  }
}
