import { Anchor } from '@mantine/core';
import { Icon } from './icons';

/** The way into the Temporal UI, at the workflow that this is about. */
export function TemporalLink({ href, children = 'Open in the Temporal UI' }: { href: string; children?: string }) {
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" size="sm" className="ple-out">
      {children} <Icon name="external" size={14} />
    </Anchor>
  );
}
