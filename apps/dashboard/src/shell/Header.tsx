import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Me } from '../api';
import { signOut } from '../client';
import { Logo } from '../parts/Logo';
import { queryClient } from '../queries';
import { useWords } from '../texts';
import { ExampleLabel } from './ExampleLabel';
import { LanguageSwitch } from './LanguageSwitch';

export function Header({ me }: { me: Me }) {
  const { t } = useWords();
  return (
    <header className="top">
      <div className="top__inner">
        <Link to="/" className="top__brand" aria-label={t('shell.home')}>
          <Logo />
          <strong>Kursholder</strong>
        </Link>
        <span className="top__municipality">{me.municipality.name}</span>
        <nav className="top__nav" aria-label={t('shell.navigation')}>
          <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
            {t('shell.overview')}
          </Link>
          <Link to="/tiltag" activeOptions={{ includeSearch: false }}>
            {t('shell.measures')}
          </Link>
          <Link to="/indberet" activeOptions={{ includeSearch: false }}>
            {t('shell.submit')}
          </Link>
        </nav>
        {me.municipality.demonstration && <ExampleLabel />}
        <div className="top__who">
          <LanguageSwitch />
          <span className="top__name">{me.user.name}</span>
          <SignOut />
        </div>
      </div>
    </header>
  );
}

function SignOut() {
  const { t, lang } = useWords();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: async () => {
      // What is still being fetched would be refused.
      await queryClient.cancelQueries();
      await signOut(lang);
    },
    onSettled: async () => {
      await navigate({ to: '/log-ind' });
      queryClient.clear();
    },
  });
  return (
    <button
      type="button"
      className="sign-out"
      disabled={leave.isPending}
      onClick={() => {
        leave.mutate();
      }}
    >
      {t('shell.signOut')}
    </button>
  );
}
