import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Api } from './api/client';
import { ApiError } from './api/problem';
import { ErrorNotice, Loading, Read } from './kit/notices';
import { Session } from './session/session';
import { SignInPage } from './session/sign-in-page';
import { ConsoleProvider, MeProvider, useConsole, useMe } from './shell/context';
import { ErrorBoundary } from './shell/error-boundary';
import { Layout } from './shell/layout';
import { useLive } from './shell/live';
import { NotFound } from './shell/not-found';
import { pagesOf } from './shell/pages';
import { navigate, useAddress } from './shell/router';
import { cssVariables, theme } from './theme';

/** A read that failed for a reason of its own is not asked again; one that got no answer is. */
const retry = (failures: number, error: Error): boolean =>
  failures < 2 && error instanceof ApiError && (error.problem.status === 0 || error.problem.status === 503);

/** The console. */
export function App({ nonce }: { nonce: string }) {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { retry, staleTime: 2_000 } } }));
  const value = useMemo(() => {
    const session = new Session();
    return { session, api: new Api(session.token, session.reject) };
  }, []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <ConsoleProvider value={value}>
          <Gate />
        </ConsoleProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Who is not signed in sees the door, whatever they ask for. */
function Gate() {
  const { session } = useConsole();
  const queries = useQueryClient();
  const state = useSyncExternalStore(session.subscribe, session.current);
  const { path } = useAddress();
  useEffect(() => {
    if (state !== 'in') queries.clear();
  }, [state, queries]);
  if (path === '/callback') return <Callback />;
  return state === 'in' ? <SignedIn /> : <SignInPage hasEnded={state === 'ended'} />;
}

/** Back from the issuer. */
function Callback() {
  const { session } = useConsole();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    session.completeSignIn().then((returnTo) => navigate(returnTo, { replace: true }), setError);
  }, [session]);
  if (error === undefined) return <Loading what="your session" />;
  return (
    <main className="ple-door">
      <ErrorNotice error={error} onRetry={() => navigate('/', { replace: true })} />
    </main>
  );
}

function SignedIn() {
  const { api } = useConsole();
  const me = useQuery({ queryKey: ['me'], queryFn: () => api.get('/v1/people/me', {}) });
  return (
    <Read query={me} what="who you are">
      {(data) => (
        <MeProvider value={data}>
          <Pages />
        </MeProvider>
      )}
    </Read>
  );
}

function Pages() {
  const me = useMe();
  const live = useLive(me.known);
  const { path } = useAddress();
  const [name = '', ...rest] = path.split('/').slice(1).filter(Boolean).map(decodeURIComponent);
  const pages = pagesOf(me);
  const page = name === '' ? pages[0] : pages.find((one) => one.name === name);
  return (
    <Layout live={live}>
      <ErrorBoundary key={path}>
        <Suspense fallback={<Loading what="the page" />}>
          {page ? <page.component rest={rest} /> : <NotFound />}
        </Suspense>
      </ErrorBoundary>
    </Layout>
  );
}
