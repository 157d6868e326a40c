import { useState } from 'react';
import { useWords } from '../texts';
import type { Entry } from './entries';
import type { LineNow } from './useLines';

interface Asked {
  now: LineNow;
  onChange: (key: string, part: Partial<Entry>) => void;
}

/** The question about an unusual figure, under its row: neither answer is preferred. */
export function QuestionRow({
  before,
  span,
  after,
  ...asked
}: Asked & { before: number; span: number; after: number }) {
  return (
    <tr className="question-row">
      <td colSpan={before} />
      <td colSpan={span} className="question">
        <Question {...asked} />
      </td>
      {after > 0 && <td className="matrix__next" />}
    </tr>
  );
}

export function Question({ now, onChange }: Asked) {
  const { t, f } = useWords();
  const { line, entry, warnings, percent } = now;
  const [lacking, setLacking] = useState(false);
  const field = `felt-${line.key}-${now.read.kind === 'whole' && now.read.figures.percent !== undefined ? 'percent' : 'absentDays'}`;
  const accept = () => {
    if (entry.reason.trim() === '') setLacking(true);
    else onChange(line.key, { confirmed: true });
  };
  return (
    <div
      className="question__body"
      role="group"
      aria-label={t('submit.questionFor', { unit: line.name })}
    >
      <p>
        <strong>
          {t('submit.question', { percent: percent === undefined ? '' : f.percent(percent) })}
        </strong>{' '}
        {warnings.map(({ message }) => message).join(' ')}
      </p>
      <div className="question__answers">
        <button
          type="button"
          className="button button-secondary button-small"
          onClick={() => {
            focusOn(field);
          }}
        >
          {t('submit.fix')}
        </button>
        <span>{t('submit.or')}</span>
        <input
          type="text"
          maxLength={4000}
          placeholder={t('submit.reasonHint')}
          aria-label={t('submit.reasonFor', { unit: line.name })}
          aria-invalid={lacking && entry.reason.trim() === '' ? true : undefined}
          value={entry.reason}
          onChange={(event) => {
            onChange(line.key, { reason: event.target.value });
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            accept();
          }}
        />
        <button type="button" className="button button-secondary button-small" onClick={accept}>
          {t('submit.right')}
        </button>
      </div>
      {lacking && entry.reason.trim() === '' && (
        <p className="entry__error" role="alert">
          {t('submit.reasonNeeded')}
        </p>
      )}
    </div>
  );
}

function focusOn(id: string): void {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}
