import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { Due, Since } from '../kit/due';
import { EmptyState, Read } from '../kit/notices';
import { useRoles } from '../kit/roles';
import { Status, toneOf } from '../kit/status';
import { counted, regionText, words } from '../kit/words';
import { useConsole } from '../shell/context';
import { Link } from '../shell/router';

type Column = Got<'/v1/board'>['stages'][number];
type Card = Column['cards'][number];

/** A column shows so many; its heading leads to the rest. */
const CARDS = 12;

/** The pipeline: a column per stage, those with something overdue on top. */
export function Board() {
  const { api } = useConsole();
  const board = useQuery({
    queryKey: ['board'],
    queryFn: ({ signal }) => api.get('/v1/board', { query: { cards: CARDS }, signal }),
  });
  return (
    <Read query={board} what="the board">
      {({ stages }) =>
        stages.every(({ partners }) => partners === 0) ? (
          <Nobody />
        ) : (
          <div className="ple-board" role="region" aria-label="Pipeline by stage" tabIndex={0}>
            {stages.map((column) => (
              <StageColumn key={column.stage} column={column} />
            ))}
          </div>
        )
      }
    </Read>
  );
}

function StageColumn({ column }: { column: Column }) {
  const { stage, partners, overdue, cards } = column;
  return (
    <section className="ple-column" data-empty={partners === 0} aria-label={words(stage)}>
      <header>
        <Title order={2} size="h3">
          {partners > 0 ? <Link to={`/partners?stage=${stage}`}>{words(stage)}</Link> : words(stage)}
        </Title>
        <Text size="sm" c="dimmed">
          {partners === 0 ? 'Nobody' : counted(partners, 'partner')}
        </Text>
        {overdue > 0 && (
          <Link to={`/partners?stage=${stage}&overdue=true`} className="ple-bare">
            <Status tone="bad">{overdue.toLocaleString('en')} overdue</Status>
          </Link>
        )}
      </header>
      <ul className="ple-list-plain">
        {cards.map((card) => (
          <li key={card.partnerId}>
            <PartnerCard card={card} />
          </li>
        ))}
      </ul>
      {partners > cards.length && (
        <Link to={`/partners?stage=${stage}`} className="ple-more">
          {counted(partners - cards.length, 'more')}
        </Link>
      )}
    </section>
  );
}

function PartnerCard({ card }: { card: Card }) {
  const { partnerId, name, tier, region, mode, since, due, overdue, programVersion, waitingFor } = card;
  const { inText } = useRoles();
  return (
    <Link to={`/partners/${partnerId}`} className="ple-tile" data-overdue={overdue}>
      <strong>{name}</strong>
      <span className="ple-row-line">
        {tier && <span>{words(tier)}</span>}
        <span>{regionText(region)}</span>
        {mode !== 'active' && <Status tone={toneOf(mode)}>{words(mode)}</Status>}
      </span>
      {waitingFor && <span className="ple-row-line">Waits for {inText(waitingFor)}</span>}
      <span className="ple-row-line">
        {due && <Due due={due} program={programVersion} />}
        <span>
          <Since at={since} program={programVersion} /> in stage
        </span>
      </span>
    </Link>
  );
}

function Nobody() {
  return (
    <div className="ple-card">
      <EmptyState icon="board" title="No partner runs a stage yet">
        A company becomes a partner by <Link to="/apply">applying</Link>, or with a file: send it to{' '}
        <code>POST /v1/partners/imports</code>. Those who have ended are in the{' '}
        <Link to="/partners?view=table">table</Link>.
      </EmptyState>
    </div>
  );
}
