import { Link } from '@tanstack/react-router';
import type { Indicator, Measure, Milestone } from '../api';
import { daysBetween } from '../format';
import { Panel } from '../parts/Panel';
import { HollowDiamond, MissingIcon } from '../parts/icons';
import { StatusShape } from '../parts/StatusMark';
import { dutiesOf, foremost } from '../measures/duties';
import { useWords } from '../texts';

const shown = 5;

interface Matter {
  key: string;
  shape: 'missing' | 'milestone' | 'setup';
  measure: string;
  title: string;
  note: string;
  /** null where no day is set. */
  dueOn: string | null;
}

/** What is missing, first what no figure can be without, and what comes next in the order it is due. */
export function NextUp({
  milestones,
  indicators,
  measures,
  closedYears,
  onDate,
}: {
  milestones: Milestone[];
  indicators: Indicator[];
  measures: Measure[];
  closedYears: number[];
  onDate: string;
}) {
  const { t } = useWords();
  const matters = useMatters(milestones, indicators, measures, closedYears);
  const first = matters.slice(0, shown);
  return (
    <Panel
      title={t('next.title')}
      tools={
        matters.length > shown && (
          <span className="panel__note">{t('next.of', { shown, all: matters.length })}</span>
        )
      }
    >
      {first.length === 0 ? (
        <p className="empty">{t('next.empty')}</p>
      ) : (
        <ul className="matters">
          {first.map((matter) => (
            <li key={matter.key}>
              <Shape shape={matter.shape} />
              <p className="matters__what">
                <Link
                  to="/tiltag/$ref"
                  params={{ ref: matter.measure }}
                  className="plain"
                  activeProps={{}}
                >
                  {matter.title}
                </Link>
                <span>{matter.note}</span>
              </p>
              <Due dueOn={matter.dueOn} onDate={onDate} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Shape({ shape }: { shape: Matter['shape'] }) {
  if (shape === 'missing') return <MissingIcon />;
  if (shape === 'milestone') return <HollowDiamond />;
  return <StatusShape status="not_configured" />;
}

function Due({ dueOn, onDate }: { dueOn: string | null; onDate: string }) {
  const { t, f } = useWords();
  if (dueOn === null) return <span className="matters__due">{t('next.noDay')}</span>;
  const over = daysBetween(dueOn, onDate);
  if (over > 0)
    return <span className="matters__due overdue">{t('next.over', { count: over })}</span>;
  return <span className="matters__due">{f.dayShort(dueOn)}</span>;
}

function useMatters(
  milestones: Milestone[],
  indicators: Indicator[],
  measures: Measure[],
  closedYears: number[],
): Matter[] {
  const { t, f } = useWords();
  const name = (ref: string) => {
    const measure = measures.find((one) => one.ref === ref);
    return measure?.reference ?? measure?.title ?? ref;
  };
  const readings = indicators.flatMap((indicator): Matter[] => {
    const amounts = measures.find(({ ref }) => ref === indicator.measure)?.amountsKr ?? {};
    // A year without an amount, or one that is closed, waits for no reading.
    const missing = indicator.periods.filter(
      ({ elapsed, measured, year }) =>
        elapsed && !measured && (amounts[year] ?? 0) !== 0 && !closedYears.includes(year),
    );
    const newest = missing.at(-1);
    if (newest === undefined) return [];
    const period = f.period(newest.year, newest.index, indicator.cadence);
    const measure = name(indicator.measure);
    return [
      {
        key: indicator.id,
        shape: 'missing',
        measure: indicator.measure,
        title:
          missing.length === 1
            ? t('next.periodMissing', { measure, period })
            : t('next.periodsMissing', { measure, period, count: missing.length - 1 }),
        note: t('next.periodNote', {
          due: f.dayShort(newest.dueOn),
          received: newest.unitsReceived,
          active: newest.unitsActive,
        }),
        dueOn: newest.dueOn,
      },
    ];
  });
  const setup = measures
    .filter((measure) => measure.missing.length > 0)
    .map((measure): Matter => {
      const what = measure.missing.map(({ code }) => t(`missing.${code}`)).join(', ');
      return {
        key: `setup ${measure.ref}`,
        shape: 'setup',
        measure: measure.ref,
        ...(measure.reference === null
          ? { title: t('next.setupOf', { what }), note: measure.title }
          : { title: t('next.setup', { measure: measure.reference }), note: what }),
        dueOn: null,
      };
    });
  // A duty that comes again is one matter, however often it was missed.
  const planned = dutiesOf(milestones).flatMap((duty): Matter[] => {
    const milestone = foremost(duty);
    if (milestone === undefined) return [];
    return [
      {
        key: duty.key,
        shape: 'milestone',
        measure: milestone.measure,
        title: milestone.title,
        note: [
          name(milestone.measure),
          milestone.forum,
          duty.overdue > 1 ? t('next.overdueOf', { count: duty.overdue }) : '',
        ]
          .filter(Boolean)
          .join(' · '),
        dueOn: milestone.dueOn,
      },
    ];
  });
  const byDay = (a: Matter, b: Matter) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999');
  return [...setup, ...readings.sort(byDay), ...planned.sort(byDay)];
}
