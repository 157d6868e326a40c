import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type {
  Explanation,
  ExplanationInput,
  ExplanationStep,
  Indicator,
  Measure,
  RealisationGroup,
} from '../api';
import { Loaded } from '../missing/Loaded';
import { CsvButton } from '../parts/TableTools';
import { PartSwatch } from '../parts/FourPartBar';
import type { Format } from '../format';
import { usePlace } from '../place';
import { explanationQuery } from '../queries';
import { useWords } from '../texts';
import { EventLink } from './EventLink';
import { ReadingsExplained } from './ReadingsExplained';

/** The figure opened into its steps, each with the events it rests on at the right edge. */
export function Explain({
  measure,
  figure,
  indicator,
}: {
  measure: Measure;
  figure: RealisationGroup;
  indicator: Indicator | undefined;
}) {
  const { t, f } = useWords();
  const { view } = usePlace();
  const explanation = useQuery(explanationQuery(view, measure.ref, figure.year));
  return (
    <section className="explain" aria-labelledby="forklar">
      <div className="panel__head">
        <h2 id="forklar" className="explain__title">
          {figure.status === 'not_measured' || figure.status === 'not_configured'
            ? t('explain.titleNotMeasured', { year: figure.year })
            : t('explain.title', { amount: f.kr(figure.realisedSavingKr), year: figure.year })}
        </h2>
        <div className="panel__tools">
          {explanation.data !== undefined && (
            <ExplainTools
              explanation={explanation.data}
              name={`${measure.ref}-${String(figure.year)}`}
            />
          )}
          <Link
            to="."
            search={(now) => ({ ...now, forklar: undefined })}
            className="link"
            resetScroll={false}
            activeProps={{}}
          >
            {t('explain.close')}
          </Link>
        </div>
      </div>
      <Loaded query={explanation} kind="chart">
        {(data) => (
          <>
            <p className="explain__sentence">{data.sentence}</p>
            <ol className="steps">
              {data.steps.map((step, at) => (
                <Step
                  key={`${step.key} ${String(at)}`}
                  number={at + 1}
                  step={step}
                  explanation={data}
                  indicator={indicator}
                />
              ))}
            </ol>
            <LastChange explanation={data} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function ExplainTools({ explanation, name }: { explanation: Explanation; name: string }) {
  const { t, f } = useWords();
  const lines = explanation.steps.map(
    (step, at) => `${String(at + 1)}. ${step.label}: ${written(step)}`,
  );
  const sheet = {
    name: t('explain.file', { name }),
    head: [
      t('explain.step'),
      t('explain.formula'),
      t('explain.result'),
      t('explain.input'),
      t('explain.value'),
      t('history.position'),
    ],
    rows: explanation.steps.flatMap((step) => [
      [step.label, step.formula, step.result, null, null, null],
      ...step.inputs.map((input) => [
        step.label,
        null,
        null,
        input.name,
        shownInput(input, f),
        input.position ?? null,
      ]),
    ]),
  };
  return (
    <>
      {'clipboard' in navigator && (
        <button
          type="button"
          className="link"
          onClick={() =>
            void navigator.clipboard.writeText([explanation.sentence, ...lines].join('\n'))
          }
        >
          {t('explain.copy')}
        </button>
      )}
      <CsvButton sheet={sheet} />
    </>
  );
}

function Step({
  number,
  step,
  explanation,
  indicator,
}: {
  number: number;
  step: ExplanationStep;
  explanation: Explanation;
  indicator: Indicator | undefined;
}) {
  return (
    <li className="step">
      <span className="step__number" aria-hidden="true">
        {number}
      </span>
      <h3>{step.label}</h3>
      <div className="step__body">
        {step.parts === undefined && <Result step={step} />}
        {step.key === 'measured' && indicator !== undefined && (
          <ReadingsExplained
            indicator={indicator}
            year={explanation.figure.year}
            lastChange={explanation.lastChange}
          />
        )}
        {step.parts !== undefined && <Distribution explanation={explanation} parts={step.parts} />}
        {step.key !== 'measured' && step.parts === undefined && <Inputs step={step} />}
      </div>
      <Events step={step} />
    </li>
  );
}

/** A calculation stands before its result; words about the result stand under it. */
function Result({ step: { formula, result } }: { step: ExplanationStep }) {
  const computed = /\d\S* [×/+−–] |\) [×/]/.test(formula);
  if (formula === '' || formula === result)
    return (
      <p className="step__formula">
        <strong>{result}</strong>
      </p>
    );
  if (computed)
    return (
      <p className="step__formula">
        {formula} = <strong>{result}</strong>
      </p>
    );
  return (
    <>
      <p className="step__formula">
        <strong>{result}</strong>
      </p>
      <p className="secondary">{formula}</p>
    </>
  );
}

/** Figures that the step was made of, where they are not named by their events alone. */
function Inputs({ step }: { step: ExplanationStep }) {
  const { f } = useWords();
  if (step.inputs.length === 0) return null;
  return (
    <p className="secondary">
      {step.inputs.map((input) => `${input.name} ${shownInput(input, f)}`).join(' · ')}
    </p>
  );
}

function Events({ step }: { step: ExplanationStep }) {
  const { t } = useWords();
  const known = step.inputs.filter((input) => input.position !== undefined);
  const positions = [
    ...new Set(known.flatMap(({ position }) => (position === undefined ? [] : [position]))),
  ];
  if (positions.length === 0) return <div className="step__events" />;
  if (positions.length > 4)
    return <div className="step__events">{t('explain.events', { count: positions.length })}</div>;
  return (
    <div className="step__events">
      {positions.map((position) => (
        <span key={position}>
          {known.find((input) => input.position === position)?.name}{' '}
          <EventLink position={position} />
        </span>
      ))}
    </div>
  );
}

function Distribution({
  explanation,
  parts,
}: {
  explanation: Explanation;
  parts: NonNullable<ExplanationStep['parts']>;
}) {
  const { t, f } = useWords();
  return (
    <table className="table table--tight distribution">
      <thead>
        <tr>
          <th scope="col">{t('parts.part')}</th>
          <th scope="col">{t('explain.formula')}</th>
          <th scope="col" className="num">
            {t('table.kr')}
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ part, label, formula, kr }) => (
          <tr key={part}>
            <th scope="row">
              <PartSwatch part={part} />
              {label}
            </th>
            <td>{formula}</td>
            <td className="num">{f.amount(kr)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t('explain.expectedYear', { year: explanation.figure.year })}
          </th>
          <td className="num">{f.amount(explanation.figure.expectedSavingKr)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function LastChange({ explanation }: { explanation: Explanation }) {
  const { t, f } = useWords();
  const { lastChange, figure } = explanation;
  return (
    <p className="explain__foot secondary">
      {lastChange !== null && (
        <>
          {t('explain.lastChange', {
            when: f.instant(lastChange.recordedAt),
            what: lastChange.what,
          })}
          {lastChange.deltaKr !== null && ` (${f.change(lastChange.deltaKr)})`}{' '}
          <EventLink position={lastChange.position} />{' '}
        </>
      )}
      {t('explain.exact', { position: f.count(figure.position) })}
    </p>
  );
}

/** Kroner are written as everywhere on the page, whatever the unit is called. */
function shownInput({ value, shown, unit }: ExplanationInput, f: Format): string {
  if (typeof value === 'number' && unit.startsWith('kr')) return f.kr(value);
  return unit === '' ? shown : `${shown}\u00a0${unit}`;
}

const written = ({ formula, result }: ExplanationStep) =>
  formula === '' ? result : `${formula} = ${result}`;
