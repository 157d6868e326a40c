import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type SyntheticEvent } from 'react';
import { today } from '../format';
import { usePlace, type Place } from '../place';
import { useWords } from '../texts';

/** A day to see everything as it was known then. */
export function KnownAtField() {
  const { t } = useWords();
  const { knownAt } = usePlace();
  const [day, setDay] = useState(knownAt?.slice(0, 10) ?? '');
  const navigate = useNavigate();
  const id = useId();
  const show = (event: SyntheticEvent) => {
    event.preventDefault();
    if (day === '') return;
    void navigate({
      to: '.',
      search: (now: Place) => ({ ...now, pr: day === today() ? undefined : day }),
      resetScroll: false,
    });
  };
  return (
    <form className="known-field" onSubmit={show}>
      <label htmlFor={id}>{t('shell.knownAt')}</label>
      <input
        id={id}
        type="date"
        required
        min="2000-01-01"
        max={today()}
        value={day}
        onChange={(event) => {
          setDay(event.target.value);
        }}
      />
      <button type="submit" className="button button-secondary button-small">
        {t('shell.show')}
      </button>
    </form>
  );
}
