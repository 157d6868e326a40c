import { useWords } from '../texts';

/** Stands on every page of a demonstration, on paper too. */
export function ExampleLabel() {
  const { t } = useWords();
  return <span className="example">{t('shell.example')}</span>;
}
