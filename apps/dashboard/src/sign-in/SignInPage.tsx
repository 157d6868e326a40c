import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import '../styles/sign-in.css';
import { forgetSession, ProblemError, signIn } from '../client';
import { Field } from '../parts/Field';
import { Logo } from '../parts/Logo';
import { meQuery, queryClient } from '../queries';
import { ExampleLabel } from '../shell/ExampleLabel';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { useTitle } from '../shell/useTitle';
import { useWords } from '../texts';

/** Who has not signed in cannot ask; the server marks its page. */
const isDemonstration = document.querySelector('meta[name="kursholder-demonstration"]') !== null;

/** Leads back to where one came from. */
export function SignInPage() {
  const { t, lang } = useWords();
  const { til } = useSearch({ from: '/log-ind' });
  const router = useRouter();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  useTitle(t('signIn.title'));
  const enter = useMutation({
    mutationFn: () => {
      forgetSession();
      return signIn(email.trim(), password, lang);
    },
    onSuccess: (me) => {
      queryClient.clear();
      queryClient.setQueryData(meQuery(lang).queryKey, me);
      router.history.push(ownAddress(til));
    },
  });
  const errors = enter.error instanceof ProblemError ? (enter.error.problem.errors ?? []) : [];
  const errorAt = (path: string) => errors.find((one) => one.path === path)?.message;
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <>
      <header className="top top--plain">
        <div className="top__inner">
          <span className="top__brand">
            <Logo />
            <strong>Kursholder</strong>
          </span>
          {isDemonstration && <ExampleLabel />}
          <div className="top__who">
            <LanguageSwitch />
          </div>
        </div>
      </header>
      <main className="page sign-in" id="indhold">
        <h1>{t('signIn.title')}</h1>
        <p className="sign-in__lead">{t('signIn.lead')}</p>
        <form onSubmit={send}>
          <Field label={t('signIn.email')} error={errorAt('email')}>
            {(control) => (
              <input
                type="email"
                required
                autoComplete="username"
                {...control}
                value={email}
                onChange={(event) => {
                  setEmail(event.target.value);
                }}
              />
            )}
          </Field>
          <Field
            label={t('signIn.password')}
            error={errorAt('password') ?? (isWrong(enter.error) ? t('signIn.wrong') : undefined)}
          >
            {(control) => (
              <input
                type="password"
                required
                autoComplete="current-password"
                {...control}
                value={password}
                onChange={(event) => {
                  setPassword(event.target.value);
                }}
              />
            )}
          </Field>
          <Refusal error={enter.error} hasFields={errors.length > 0} />
          <button type="submit" className="button button-primary" disabled={enter.isPending}>
            {t(enter.isPending ? 'signIn.pending' : 'signIn.submit')}
          </button>
        </form>
      </main>
    </>
  );
}

const isWrong = (error: Error | null) => error instanceof ProblemError && error.status === 401;

/** What belongs to neither field: too many attempts, no connection. */
function Refusal({ error, hasFields }: { error: Error | null; hasFields: boolean }) {
  const { t, f } = useWords();
  if (error === null || hasFields || isWrong(error)) return null;
  if (!(error instanceof ProblemError)) return <Alert text={t('problem.unreachable.text')} />;
  if (error.status !== 429) return <Alert text={error.problem.detail ?? error.problem.title} />;
  const seconds = error.retryAfterSeconds ?? Number(error.problem.facts?.retryAfterSeconds ?? 60);
  const at = new Date(Date.now() + seconds * 1000).toISOString();
  return (
    <Alert text={t('signIn.tooMany', { when: f.clock(at), count: Math.ceil(seconds / 60) })} />
  );
}

function Alert({ text }: { text: string }) {
  return (
    <p className="form-error-message" role="alert">
      {text}
    </p>
  );
}

/** Only an address of ours is gone back to. */
function ownAddress(til: string | undefined): string {
  return til !== undefined && /^\/(?![/\\])/.test(til) && !til.startsWith('/log-ind') ? til : '/';
}
