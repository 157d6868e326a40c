import { Link } from '@tanstack/react-router';
import { useWords } from '../texts';

/** Names the other language in itself. */
export function LanguageSwitch() {
  const { lang } = useWords();
  const other = lang === 'da' ? 'en' : 'da';
  return (
    <Link
      to="."
      search={(now) => ({ ...now, sprog: other })}
      className="language"
      lang={other}
      hrefLang={other}
      replace
      resetScroll={false}
      activeProps={{}}
    >
      {other === 'en' ? 'English' : 'Dansk'}
    </Link>
  );
}
