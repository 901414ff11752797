import { useEffect, useRef } from 'react';
import { Link } from '../shell/router';

interface Tab {
  key: string;
  title: string;
}

/** Parts of a page, each with an address of its own. Where not all have room, the open one is in sight. */
export function Tabs({
  label,
  tabs,
  open,
  to,
}: {
  label: string;
  tabs: readonly Tab[];
  open: string;
  to: (key: string) => string;
}) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [open]);
  return (
    <nav aria-label={label} className="ple-tabs" ref={bar}>
      {tabs.map(({ key, title }) => (
        <Link key={key} to={to(key)} aria-current={key === open ? 'page' : undefined}>
          {title}
        </Link>
      ))}
    </nav>
  );
}
