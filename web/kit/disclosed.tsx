import { useState } from 'react';
import type { ReactNode } from 'react';

/** Something that is read only when somebody asks for it. */
export function Disclosed({ summary, children }: { summary: string; children: () => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children()}
    </details>
  );
}
