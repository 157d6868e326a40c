import type { Explanation, ExplanationInput, ExplanationStep, Indicator } from '../../api';
import type { Format } from '../../format';
import { PartSwatch } from '../../parts/FourPartBar';
import { useWords } from '../../texts';
import { EventLink } from '../EventLink';
import { ReadingsExplained } from './ReadingsExplained';

/** One numbered step: its calculation, what went into it, and at the right edge the events. */
export function ExplainStep({
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

/** Kroner are written as everywhere on the page, whatever the unit is called. */
export function shownInput({ value, shown, unit }: ExplanationInput, f: Format): string {
  if (typeof value === 'number' && unit.startsWith('kr')) return f.kr(value);
  if (unit === '%') return f.asPercent(shown);
  return unit === '' ? shown : `${shown}\u00a0${unit}`;
}
