import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Indicator, Measure, RealisationGroup } from '../api';
import { bound } from '../format';
import { StatusMark } from '../parts/StatusMark';
import { KnownAtMenu } from '../shell/KnownAtMenu';
import { useWords } from '../texts';

/** Its name, its three axes (process, budget, effect: one never stands for another), and who it concerns. */
export function MeasureHead({
  measure,
  figure,
  indicator,
}: {
  measure: Measure;
  figure: RealisationGroup | undefined;
  indicator: Indicator | undefined;
}) {
  const { t } = useWords();
  return (
    <header className="measure-head">
      <div className="measure-head__path">
        <nav className="breadcrumb" aria-label={t('measure.path')}>
          <Link to="/" activeProps={{}}>
            {t('shell.overview')}
          </Link>{' '}
          /{' '}
          <Link to="/tiltag" search={{ q: measure.section }} activeProps={{}}>
            {measure.section}
          </Link>{' '}
          / {measure.reference ?? measure.title}
        </nav>
        <KnownAtMenu />
      </div>
      <div className="measure-head__title">
        <div>
          {measure.reference !== null && (
            <p className="measure-head__ref">
              {measure.reference} {measure.referenceSuffix}
            </p>
          )}
          <h1>{bound(measure.title)}</h1>
        </div>
        <Axes measure={measure} figure={figure} indicator={indicator} />
      </div>
      <Facts measure={measure} indicator={indicator} />
    </header>
  );
}

function Axes({
  measure,
  figure,
  indicator,
}: {
  measure: Measure;
  figure: RealisationGroup | undefined;
  indicator: Indicator | undefined;
}) {
  const { t, f } = useWords();
  const incorporated = Object.entries(measure.incorporated)
    .filter(([, kr]) => kr !== null && kr !== 0)
    .map(([year]) => Number(year));
  const amounts = Object.values(measure.amountsKr).some((kr) => kr !== null && kr !== 0);
  const move = t(indicator?.direction === 'up' ? 'measure.rise' : 'measure.fall');
  const effectNote = () => {
    if (figure?.ratio != null)
      return t(measure.effect === 'conditional' ? 'measure.ofMove' : 'measure.ofExpected', {
        share: f.share(figure.ratio),
        move,
      });
    if (figure?.status === 'not_configured' && measure.missing.length > 0)
      return t('measures.setup');
    const hasData = measure.effect === 'conditional' || measure.effect === 'direct';
    return hasData
      ? t(`data.${figure?.dataStatus ?? measure.dataStatus}.word`)
      : t(`effect.${measure.effect}.how`);
  };
  return (
    <dl className="axes">
      <div>
        <dt>{t('measure.process')}</dt>
        <dd>
          <strong>{t(measure.closed ? 'measure.closed' : 'measure.open')}</strong>
          <span>{t(measure.closed ? 'measure.closedNote' : 'measure.openNote')}</span>
        </dd>
      </div>
      <div>
        <dt>{t('measure.budget')}</dt>
        <dd>
          <strong>
            {t(
              incorporated.length > 0
                ? 'measure.incorporated'
                : amounts
                  ? 'measure.notIncorporated'
                  : 'measure.noAmounts',
            )}
          </strong>
          <span>
            {incorporated.length > 0
              ? f.years(incorporated)
              : t(amounts ? 'measure.notIncorporatedNote' : 'measure.noAmountsNote')}
          </span>
        </dd>
      </div>
      <div>
        <dt>{t('measure.effect', { year: figure?.year ?? '' })}</dt>
        <dd>
          <StatusMark status={figure?.status ?? measure.status} effect={measure.effect} />
          <span>{effectNote()}</span>
        </dd>
      </div>
    </dl>
  );
}

function Facts({ measure, indicator }: { measure: Measure; indicator: Indicator | undefined }) {
  const { t, f } = useWords();
  const suppliers = [
    ...new Set(
      (indicator?.units ?? []).flatMap(({ supplier }) => (supplier === null ? [] : [supplier])),
    ),
  ];
  const facts: [string, ReactNode][] = [
    [t('measures.owner'), measure.owners.join(', ') || t('measures.noOwner')],
    ...(suppliers.length > 0
      ? ([[t('measure.suppliers'), suppliers.join(', ')]] as [string, ReactNode][])
      : []),
    ...(measure.forums.length > 0
      ? ([[t('measure.forums'), measure.forums.join(' → ')]] as [string, ReactNode][])
      : []),
    ...(measure.condition !== null
      ? ([
          [
            t('measure.condition'),
            t('measure.conditionText', {
              indicator: nameOfIndicator(measure, measure.condition.indicator),
              years: f.years(measure.condition.scopeYears),
            }),
          ],
        ] as [string, ReactNode][])
      : []),
    [t('measure.kind'), t(`effect.${measure.effect}.how`)],
    ...(measure.consultation
      ? ([[t('measure.consultation'), t('measure.yes')]] as [string, ReactNode][])
      : []),
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const nameOfIndicator = (measure: Measure, id: string) =>
  measure.indicators.find((one) => one.id === id)?.name ?? id;
