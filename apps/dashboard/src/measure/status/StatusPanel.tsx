import { Link } from '@tanstack/react-router';
import type { DatedFigure, HistoryItem, Indicator, Measure, RealisationGroup } from '../../api';
import { MissingIcon, CheckIcon } from '../../parts/icons';
import { Panel } from '../../parts/Panel';
import { StatusMark } from '../../parts/StatusMark';
import { useMay } from '../../shell/Shell';
import { periodAddress } from '../../submit/periodAddress';
import { useWords } from '../../texts';
import { OutlookLines } from './OutlookLines';
import { StatusLine } from './StatusLine';

/** The status with the rule it follows, and what the data are worth. */
export function StatusPanel({
  measure,
  figure,
  detail,
  history,
  indicator,
}: {
  measure: Measure;
  figure: RealisationGroup;
  /** The same figure in full, once it has come. */
  detail: DatedFigure | undefined;
  history: HistoryItem[];
  indicator: Indicator | undefined;
}) {
  const { t } = useWords();
  const condition = measure.condition;
  return (
    <Panel title={t('statusPanel.title', { year: figure.year })} className="status-panel">
      <StatusLine name={t('statusPanel.effect')}>
        <StatusMark status={figure.status} effect={measure.effect} />
        <p>{useRule(measure, figure, indicator)}</p>
      </StatusLine>
      {measure.effect === 'conditional' && (
        <StatusLine name={t('statusPanel.data')}>
          <DataMark figure={figure} />
          {measure.indicators.length === 0 ? (
            <p>{t('data.noIndicator')}</p>
          ) : (
            indicator !== undefined && <DataText figure={figure} indicator={indicator} />
          )}
        </StatusLine>
      )}
      {detail !== undefined && (
        <OutlookLines figure={detail} indicator={indicator} history={history} />
      )}
      {condition !== null && (
        <StatusLine name={t('statusPanel.payoff')}>
          <p>
            {t(`payoff.${condition.payoff}`)} {t(`targetMeaning.${condition.targetMeaning}`)}
          </p>
          <p className="secondary">
            {condition.decidedBy === null
              ? t('statusPanel.noDecision')
              : t('statusPanel.decidedBy', { who: condition.decidedBy })}
          </p>
        </StatusLine>
      )}
      {figure.basis === 'indicative' && (
        <StatusLine name={t('statusPanel.scope')}>
          <p>{t('statusPanel.indicative')}</p>
        </StatusLine>
      )}
      {measure.crossCutting.value === 'yes' && (
        <StatusLine name={t('statusPanel.crossCutting')}>
          <p>{t('statusPanel.crossCuttingText')}</p>
          {measure.crossCutting.provenance === 'inferred' && (
            <p className="secondary">{t('statusPanel.crossCuttingInferred')}</p>
          )}
        </StatusLine>
      )}
      {measure.signUnclear && (
        <StatusLine name={t('statusPanel.sign')}>
          <p>{t('statusPanel.signText')}</p>
        </StatusLine>
      )}
    </Panel>
  );
}

function DataMark({ figure }: { figure: RealisationGroup }) {
  const { t } = useWords();
  return (
    <span className="data-mark">
      {figure.dataStatus === 'complete' ? <CheckIcon /> : <MissingIcon />}
      {t(`data.${figure.dataStatus}.word`)}
    </span>
  );
}

function DataText({ figure, indicator }: { figure: RealisationGroup; indicator: Indicator }) {
  const { t, f } = useWords();
  const may = useMay('readings');
  const elapsed = indicator.periods.filter(
    (period) => period.year === figure.year && period.elapsed,
  );
  const measured = elapsed.filter((period) => period.measured);
  const missing = elapsed.find((period) => !period.measured);
  return (
    <p>
      {elapsed.length === 0
        ? t('data.nothingDue')
        : t('data.measuredOf', { measured: measured.length, count: elapsed.length })}{' '}
      {missing !== undefined && may && (
        <Link
          to="/indberet"
          search={{ indikator: indicator.id, periode: periodAddress(missing, indicator.cadence) }}
          className="link"
          activeProps={{}}
        >
          {t('data.handIn', { period: f.periodInYear(missing.index, indicator.cadence) })}
        </Link>
      )}
    </p>
  );
}

function useRule(
  measure: Measure,
  figure: RealisationGroup,
  indicator: Indicator | undefined,
): string {
  const { t, f } = useWords();
  const share = figure.ratio === null ? '' : f.share(figure.ratio);
  const move = t(indicator?.direction === 'up' ? 'measure.rise' : 'measure.fall');
  if (
    figure.status === 'not_applicable' ||
    (figure.ratio === null && measure.effect !== 'conditional')
  )
    return figure.sentence;
  if (figure.ratio === null) return t(`rule.${figure.status}`, { share, move });
  if (measure.effect === 'rate' && figure.notDueSavingKr > 0)
    return t('ruleOther.rateOpen', { share });
  return t(
    measure.effect === 'conditional' ? `rule.${figure.status}` : `ruleOther.${plainStatus(figure)}`,
    { share, move },
  );
}

function plainStatus({ status }: RealisationGroup) {
  return status === 'met' || status === 'on_track' || status === 'at_risk' || status === 'not_met'
    ? status
    : 'rest';
}
