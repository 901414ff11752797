import { Page } from '../kit/page';
import { usePartner } from '../partners/use-partner';
import { Link, useAddress } from '../shell/router';
import { EarningTrail } from './earning-trail';
import { statementPlaces } from './places';
import { StatementList } from './statement-list';
import { StatementView } from './statement-view';

/** The statements of one partner, one of them, or where one earning has got to. */
export function PartnerStatements({ partnerId, place: [period, earningId] }: { partnerId: string; place: string[] }) {
  const { data } = usePartner(partnerId);
  const { query } = useAddress();
  const name = data?.state === 'running' ? data.name : partnerId;
  const at = statementPlaces(partnerId);
  const isEarning = period === 'earnings' && earningId !== undefined;
  return (
    <Page
      title={isEarning ? 'Where the money went' : `Statements of ${name}`}
      lead={
        <span className="ple-row-line">
          <Link to="/statements">All partners</Link>
          {period !== undefined && <Link to={at({})}>All statements of {name}</Link>}
          <Link to={`/partners/${partnerId}?tab=money`}>Sales and earnings</Link>
        </span>
      }
    >
      {isEarning ? (
        <EarningTrail partnerId={partnerId} earningId={earningId} at={at} isOurs />
      ) : period === undefined ? (
        <StatementList partnerId={partnerId} person={query.get('person') ?? undefined} at={at} />
      ) : (
        <StatementView
          {...{ partnerId, period, at }}
          currency={query.get('currency') ?? undefined}
          person={query.get('person') ?? undefined}
          isOurs
        />
      )}
    </Page>
  );
}
