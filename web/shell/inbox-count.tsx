import { useInbox } from '../inbox/items';

/** How many things wait for me. */
export function InboxCount() {
  const { data } = useInbox();
  if (!data || data.items.length === 0) return null;
  const { items, hasMore } = data;
  return (
    <span className="ple-count">
      {items.length}
      {hasMore && '+'}
      <span className="ple-hidden"> waiting</span>
    </span>
  );
}
