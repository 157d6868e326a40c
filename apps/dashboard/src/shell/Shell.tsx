import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import type { Me, Right } from '../api';
import { ProblemError } from '../client';
import { useLive } from '../live';
import { NoSuchMoment } from '../missing/NoSuchMoment';
import { isPast, usePlace } from '../place';
import { meQuery } from '../queries';
import { useWords } from '../texts';
import { BottomNavigation } from './BottomNavigation';
import { ConnectionNotice } from './ConnectionNotice';
import { Footer } from './Footer';
import { Header } from './Header';
import { KnownAtBanner } from './KnownAtBanner';
import { ProblemPage } from '../missing/ProblemPage';
import { Waiting } from '../parts/Waiting';

const SignedIn = createContext<Me | undefined>(undefined);

/** Who is signed in; pages stand only where someone is. */
export function useMe(): Me {
  const me = useContext(SignedIn);
  if (me === undefined) throw new Error('asked for the signed-in person outside the shell');
  return me;
}

/** A right counts only in the present: nothing can be written in the past. */
export function useMay(right: Right): boolean {
  const { past } = usePlace();
  return useMe().may.includes(right) && !past;
}

/** Header, page, footer, for someone signed in; anyone else is led to sign in and back again. */
export function Shell({ children }: { children?: ReactNode }) {
  const { t, lang } = useWords();
  const { past, knownAt } = usePlace();
  const me = useQuery(meQuery(lang));
  useLive(me.data !== undefined && !past);
  useFocusOnNewPage();

  if (me.error instanceof ProblemError && me.error.status === 401) return <ToSignIn />;
  if (me.data === undefined)
    return me.isError ? (
      <ProblemPage failure={me.error} again={() => void me.refetch()} />
    ) : (
      <main className="page">
        <Waiting kind="page" />
      </main>
    );
  return (
    <SignedIn value={me.data}>
      <a className="skipnav" href="#indhold">
        {t('shell.skip')}
      </a>
      <Header me={me.data} />
      <KnownAtBanner />
      <ConnectionNotice />
      <main id="indhold" className="page" tabIndex={-1}>
        {knownAt === undefined || isPast(knownAt) ? (children ?? <Outlet />) : <NoSuchMoment />}
      </main>
      <Footer />
      <BottomNavigation />
    </SignedIn>
  );
}

/** Who listens instead of looking is told that the page is another one. */
function useFocusOnNewPage(): void {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    document.getElementById('indhold')?.focus({ preventScroll: true });
  }, [pathname]);
}

/** Once, from where one stands: leaving is itself a move that this would follow. */
function ToSignIn() {
  const router = useRouter();
  useEffect(() => {
    void router.navigate({
      to: '/log-ind',
      search: { til: router.latestLocation.href },
      replace: true,
    });
  }, [router]);
  return null;
}
