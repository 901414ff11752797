import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { EmptyState, Loading, Read } from '../kit/notices';
import { Page } from '../kit/page';
import { usePartner } from '../partners/use-partner';
import { useMe } from '../shell/context';
import { Link, navigate } from '../shell/router';

/** How soon who I am is asked again, once my partner is there. */
const KNOWN_MS = 700;

/** An application on its way: as soon as there is a partner, whoever applied is its first person and goes to its page. */
export function ApplicationPage({ partnerId }: { partnerId: string }) {
  const partner = usePartner(partnerId);
  return (
    <Page title="Your application">
      <div className="ple-card">
        <Read query={partner} what="your application">
          {({ state }) =>
            state === 'refused' ? (
              <EmptyState icon="cross" title="Your application was refused">
                It did not lead to a partnership. You may <Link to="/apply">apply again</Link> with other details.
              </EmptyState>
            ) : (
              <OnTheWay isThere={state === 'running'} />
            )
          }
        </Read>
      </div>
    </Page>
  );
}

function OnTheWay({ isThere }: { isThere: boolean }) {
  const me = useMe();
  const queries = useQueryClient();
  useEffect(() => {
    if (!isThere) return;
    if (me.partnerId !== null) return navigate('/mine', { replace: true });
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ['me'] }), KNOWN_MS);
    return () => clearInterval(timer);
  }, [isThere, me.partnerId, queries]);
  return (
    <>
      <EmptyState icon="check" title="We have your application">
        It is being taken in. In a moment you see your own page: what we do, what we wait for, and what you can do.
      </EmptyState>
      <Loading what="your page" />
    </>
  );
}
