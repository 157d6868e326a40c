import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Explanation, ExplanationStep, Indicator, Measure, RealisationGroup } from '../../api';
import { Loaded } from '../../missing/Loaded';
import { CsvButton } from '../../parts/TableTools';
import { usePlace } from '../../place';
import { explanationQuery } from '../../queries';
import { useWords } from '../../texts';
import { EventLink } from '../EventLink';
import { ExplainStep, shownInput } from './ExplainStep';

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
  const { t } = useWords();
  const { view } = usePlace();
  const explanation = useQuery(explanationQuery(view, measure.ref, figure.year));
  return (
    <section className="explain" aria-labelledby="forklar">
      <div className="panel__head">
        <h2 id="forklar" className="explain__title">
          {useExplainTitle(figure, explanation.data)}
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
                <ExplainStep
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

function useExplainTitle(figure: RealisationGroup, explanation: Explanation | undefined): string {
  const { t, f } = useWords();
  const { year } = figure;
  // A grant is used, never realised; a year without a saving has no figure to name.
  if (figure.investmentKr > 0)
    return t('explain.titleSpend', { amount: f.kr(explanation?.figure.consumedKr ?? 0), year });
  if (figure.expectedSavingKr === 0) return t('explain.titleNothing', { year });
  return figure.status === 'not_measured' || figure.status === 'not_configured'
    ? t('explain.titleNotMeasured', { year })
    : t('explain.title', { amount: f.kr(figure.realisedSavingKr), year });
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
      <CopyButton text={[explanation.sentence, ...lines].join('\n')} />
      <CsvButton sheet={sheet} />
    </>
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

const written = ({ formula, result }: ExplanationStep) =>
  formula === '' ? result : `${formula} = ${result}`;

/** Browsers lend the clipboard only to pages under TLS and on localhost. */
function CopyButton({ text }: { text: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  if (!('clipboard' in navigator)) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <button type="button" className="link" onClick={() => void copy()} aria-live="polite">
      {t(copied ? 'explain.copied' : 'explain.copy')}
    </button>
  );
}
