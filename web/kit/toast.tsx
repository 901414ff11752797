import { Notification } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { Icon } from './icons';

/** Long enough to read two lines. */
const SHOWN_MS = 7_000;

interface Toast {
  id: number;
  text: string;
  tone: 'good' | 'bad';
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const close = (id: number): void => set(toasts.filter((toast) => toast.id !== id));

/** Says for a moment what has happened. */
export function say(text: string, tone: Toast['tone'] = 'good'): void {
  const id = (lastId += 1);
  set([...toasts, { id, text, tone }].slice(-4));
  setTimeout(() => close(id), SHOWN_MS);
}

/** Where it is said: also to those who do not see it. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className="ple-toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, tone }) => (
        <Notification
          key={id}
          icon={<Icon name={tone === 'good' ? 'check' : 'alert'} />}
          color={tone === 'good' ? 'leaf.9' : 'red.9'}
          onClose={() => close(id)}
          closeButtonProps={{ 'aria-label': 'Close this message' }}
          role={undefined}
        >
          {text}
        </Notification>
      ))}
    </div>
  );
}
