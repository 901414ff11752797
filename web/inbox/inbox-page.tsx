import { Checkbox, Text } from '@mantine/core';
import { useState } from 'react';
import { Due } from '../kit/due';
import { EmptyState, Read } from '../kit/notices';
import { Page } from '../kit/page';
import { Status } from '../kit/status';
import { counted } from '../kit/words';
import { useMe } from '../shell/context';
import { Link, navigate } from '../shell/router';
import { BulkBar, NotDecided } from './bulk-bar';
import type { Outcome } from './bulk-bar';
import type { InboxItem } from './items';
import { useInbox } from './items';
import { OpenItem } from './open-item';
import { useKeys } from './use-keys';

/** What waits for me. */
export function InboxPage({ rest }: { rest: string[] }) {
  const inbox = useInbox();
  return (
    <Page title="Inbox" lead="What waits for you, the earliest due first.">
      <Read query={inbox} what="your inbox">
        {({ items, hasMore }) => <Inbox items={items} hasMore={hasMore} openKey={rest[0]} />}
      </Read>
    </Page>
  );
}

function Inbox({ items, hasMore, openKey }: { items: InboxItem[]; hasMore: boolean; openKey: string | undefined }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const at = items.findIndex(({ key }) => key === openKey);
  const go = (index: number): void => {
    const item = items[Math.min(Math.max(index, 0), items.length - 1)];
    if (item) navigate(`/inbox/${item.key}`);
  };
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  useKeys({
    j: () => go(at + 1),
    k: () => go(at < 0 ? 0 : at - 1),
    x: () => items[at]?.kind === 'approval' && toggle(items[at].key),
    Escape: () => navigate('/inbox'),
  });
  const told = <NotDecided outcomes={outcomes} onClose={() => setOutcomes([])} />;
  if (items.length === 0 && openKey === undefined)
    return (
      <>
        {told}
        <NothingWaits />
      </>
    );
  const bulk = items.filter(({ key }) => chosen.has(key));
  return (
    <div className="ple-split" data-looking={openKey !== undefined}>
      <div className="ple-list">
        {told}
        {bulk.length > 0 && (
          <BulkBar
            items={bulk}
            onClear={() => setChosen(new Set())}
            onDecided={(said) => {
              setOutcomes(said);
              setChosen(new Set());
            }}
          />
        )}
        {items.length === 0 ? <Text c="dimmed">Nothing else waits for you.</Text> : null}
        <ul className="ple-rows" aria-label="Waiting for you" hidden={items.length === 0}>
          {items.map((item) => (
            <Row
              key={item.key}
              item={item}
              isOpen={item.key === openKey}
              isChosen={chosen.has(item.key)}
              onToggle={() => toggle(item.key)}
            />
          ))}
        </ul>
        <Text size="sm" c="dimmed" mt="xs" visibleFrom="md">
          {hasMore && 'More wait than are shown: these are the most urgent. '}
          Keys: <kbd>j</kbd> <kbd>k</kbd> next and previous, <kbd>x</kbd> select, <kbd>a</kbd> approve, <kbd>r</kbd>{' '}
          reject.
        </Text>
      </div>
      <div className="ple-look">
        {openKey === undefined ? (
          <ChooseOne count={items.length} />
        ) : (
          <OpenItem itemKey={openKey} back="/inbox" backText="All that waits" />
        )}
      </div>
    </div>
  );
}

function Row({
  item,
  isOpen,
  isChosen,
  onToggle,
}: {
  item: InboxItem;
  isOpen: boolean;
  isChosen: boolean;
  onToggle: () => void;
}) {
  const me = useMe();
  return (
    <li data-selected={isOpen}>
      {item.kind === 'approval' ? (
        <Checkbox
          mt={14}
          checked={isChosen}
          onChange={onToggle}
          aria-label={`Select ${item.title}, ${item.partnerName}`}
        />
      ) : (
        <span className="ple-gap" />
      )}
      <Link to={`/inbox/${item.key}`} className="ple-row" aria-current={isOpen ? 'true' : undefined}>
        <strong>{item.title}</strong>
        <span>{item.partnerName}</span>
        <span className="ple-row-line">
          {item.what}
          <Due due={item.due} program={item.program} />
          {item.claimedBy !== null && (
            <Status tone="info">
              {item.claimedBy === me.personId ? 'Claimed by you' : `Claimed by ${item.claimedByName ?? 'somebody'}`}
            </Status>
          )}
        </span>
      </Link>
    </li>
  );
}

function ChooseOne({ count }: { count: number }) {
  return (
    <div className="ple-card">
      <EmptyState icon="inbox" title={`${counted(count, 'thing waits', 'things wait')} for you`}>
        Choose one on the left, or press <kbd>j</kbd>.
      </EmptyState>
    </div>
  );
}

function NothingWaits() {
  return (
    <div className="ple-card">
      <EmptyState icon="check" title="Nothing waits for you">
        New approvals and tasks of your roles appear here by themselves. Meanwhile, see{' '}
        <Link to="/partners">where your partners stand</Link>.
      </EmptyState>
    </div>
  );
}
