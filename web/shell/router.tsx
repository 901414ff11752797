import { useSyncExternalStore } from 'react';
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';

const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};
addEventListener('popstate', tell);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const address = (): string => location.pathname + location.search;

/** Where the reader is: path and query. */
export function useAddress(): { path: string; query: URLSearchParams } {
  const [path, query] = useSyncExternalStore(subscribe, address).split('?') as [string, string | undefined];
  return { path, query: new URLSearchParams(query) };
}

/** Goes to another page of the console. */
export function navigate(to: string, { replace = false } = {}): void {
  if (to === address()) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  tell();
}

/** The query with some members changed; an empty one is taken out. */
export function changedQuery(query: URLSearchParams, changes: Record<string, string | undefined>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes))
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  return next.size > 0 ? `?${next}` : '';
}

/** A link inside the console: a real one, so that it can be opened in another tab. */
export function Link({
  to,
  onClick,
  children,
  ...rest
}: { to: string; children: ReactNode } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const isOther = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || isOther) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
