import { Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { PartPatterns } from '../parts/PartPatterns';
import type { Place } from '../place';
import { changeLanguage, useWords } from '../texts';

/** Around every page: the patterns of the four parts, and the language the address asks for. */
export function Root() {
  useLanguageOfAddress();
  return (
    <>
      <PartPatterns />
      <Outlet />
    </>
  );
}

/** The address decides; without a word there, the language remembered is written into it when it is not Danish. */
function useLanguageOfAddress(): void {
  const { sprog }: Place = useSearch({ strict: false });
  const { lang } = useWords();
  const navigate = useNavigate();
  useEffect(() => {
    if (sprog !== undefined) {
      if (sprog !== lang) changeLanguage(sprog);
    } else if (lang !== 'da') {
      void navigate({ to: '.', search: (now: Place) => ({ ...now, sprog: lang }), replace: true });
    }
  }, [sprog, lang, navigate]);
}
