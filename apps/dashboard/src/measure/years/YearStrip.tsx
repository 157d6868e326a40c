import { Link } from '@tanstack/react-router';
import type { DatedFigure, Measure, RealisationGroup } from '../../api';
import { Figure } from '../../parts/Figure';
import { FourPartBar } from '../../parts/FourPartBar';
import { partsOf } from '../../parts/fourParts';
import { StatusMark } from '../../parts/StatusMark';
import { useWidth } from '../../parts/useWidth';
import { useWords } from '../../texts';
import { YearNotes } from './YearNotes';

/** The years beside one another, every bar in the same scale. */
export function YearStrip({
  measure,
  figures,
  details,
  year,
  onDate,
}: {
  measure: Measure;
  figures: RealisationGroup[];
  /** The same years in full, as far as they have come. */
  details: DatedFigure[];
  year: number;
  onDate: string;
}) {
  const { t } = useWords();
  const highest = Math.max(...figures.map(({ expectedSavingKr }) => expectedSavingKr), 0);
  return (
    <section className="strip" aria-label={t('measure.years')}>
      {figures.map((figure) => (
        <YearCell
          key={figure.year}
          measure={measure}
          figure={figure}
          detail={details.find((one) => one.year === figure.year)}
          scaleKr={highest}
          chosen={figure.year === year}
          begun={onDate >= String(figure.year)}
        />
      ))}
    </section>
  );
}

function YearCell({
  measure,
  figure,
  detail,
  scaleKr,
  chosen,
  begun,
}: {
  measure: Measure;
  figure: RealisationGroup;
  detail: DatedFigure | undefined;
  scaleKr: number;
  chosen: boolean;
  begun: boolean;
}) {
  const { t } = useWords();
  const [watch, width] = useWidth();
  return (
    <div className={`strip__year ${chosen ? 'strip__year--chosen' : ''}`}>
      <p className="strip__head">
        <Link
          to="."
          search={(now) => ({ ...now, aar: figure.year })}
          resetScroll={false}
          className="strip__link"
          activeProps={{}}
          aria-current={chosen ? 'true' : undefined}
        >
          {figure.year}
        </Link>
        {figure.basis === 'indicative' && begun ? (
          <span className="secondary">{t('measure.indicativeTag')}</span>
        ) : (
          begun && <StatusMark status={figure.status} effect={measure.effect} />
        )}
      </p>
      <p className="strip__figure">
        <YearFigure measure={measure} figure={figure} begun={begun} />
      </p>
      <div className="strip__bar" ref={watch}>
        {scaleKr > 0 && (
          <FourPartBar parts={partsOf(figure)} scaleKr={scaleKr} width={width} height={15} />
        )}
      </div>
      <p className="strip__note">{figure.sentence}</p>
      {detail !== undefined && <YearNotes figure={detail} />}
    </div>
  );
}

function YearFigure({
  measure,
  figure,
  begun,
}: {
  measure: Measure;
  figure: RealisationGroup;
  begun: boolean;
}) {
  const { t, f } = useWords();
  if (figure.expectedSavingKr === 0) {
    if (figure.investmentKr > 0) return t('measure.grant', { amount: f.kr(figure.investmentKr) });
    return figure.amountKr === null || figure.amountKr === 0
      ? t('measure.noAmount')
      : t('measure.amount', { amount: f.mioKr(figure.amountKr) });
  }
  // A year that has not begun has no figure yet: not even 0.
  if (!begun) return t('measure.notBegun', { amount: f.kr(figure.expectedSavingKr) });
  // Nothing measured is not nothing realised: it has no figure either.
  if (figure.status === 'not_measured' || figure.status === 'not_configured')
    return (
      <Link
        to="."
        search={(now) => ({ ...now, aar: figure.year, forklar: '1' })}
        resetScroll={false}
        className="strip__explain"
        activeProps={{}}
      >
        {t('measure.nothingMeasured', { amount: f.kr(figure.expectedSavingKr) })}
      </Link>
    );
  return (
    <>
      <Link
        to="."
        search={(now) => ({ ...now, aar: figure.year, forklar: '1' })}
        resetScroll={false}
        className="strip__explain"
        activeProps={{}}
        aria-label={t('explain.openYear', {
          amount: f.kr(figure.realisedSavingKr),
          year: figure.year,
        })}
      >
        <Figure id={`${measure.ref}-${String(figure.year)}`} value={figure.realisedSavingKr}>
          <strong>{f.amount(figure.realisedSavingKr)}</strong>
        </Figure>
      </Link>{' '}
      {t('parts.ofExpected', { expected: f.kr(figure.expectedSavingKr) })}
    </>
  );
}
