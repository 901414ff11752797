import type { ReactNode } from 'react';

/** Paths of 24 × 24 line drawings. */
const DRAWINGS = {
  inbox: <path d="M4 13h4l1.5 3h5L16 13h4M4 13l2.5-8h11L20 13v6H4z" />,
  board: <path d="M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v11h-4z" />,
  tasks: <path d="M4 6.5l1.5 1.5L8 5.5M4 12.5l1.5 1.5L8 11.5M4 18.5l1.5 1.5L8 17.5M11 7h9M11 13h9M11 19h9" />,
  program: <path d="M5 5h6v5H5zM13 14h6v5h-6zM8 10v4a2.5 2.5 0 0 0 2.5 2.5H13" />,
  overview: <path d="M4 19V9M10 19V5M16 19v-7M21 19H3" />,
  absence: <path d="M5 6h14v14H5zM5 10h14M9 3v4M15 3v4M9 15h6" />,
  letter: <path d="M4 6h16v12H4zM4 7l8 6 8-6" />,
  apply: <path d="M12 5v14M5 12h14" />,
  mine: <path d="M5 20V9l7-5 7 5v11zM10 20v-6h4v6" />,
  money: <path d="M3 6h18v12H3zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM6 9v.01M18 15v.01" />,
  statement: <path d="M6 3h9l4 4v14H6zM9 11h7M9 14h7M9 17h4" />,
  correct: <path d="M4 20l1-4L16 5l3 3L8 19zM13.5 7.5l3 3" />,
  check: <path d="M5 12.5l4.5 4.5L19 7.5" />,
  cross: <path d="M6 6l12 12M18 6L6 18" />,
  alert: <path d="M12 4l9 16H3zM12 10v4.5M12 17.2v.3" />,
  clock: <path d="M12 7.5V12l3 2M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z" />,
  out: <path d="M10 4H5v16h5M14 8l4 4-4 4M9 12h9" />,
  external: <path d="M14 5h5v5M19 5l-8 8M17 13v6H5V7h6" />,
  sun: (
    <path d="M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
  ),
  moon: <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z" />,
  down: <path d="M12 4v11M7 11l5 5 5-5M5 20h14" />,
  back: <path d="M19 12H5M11 6l-6 6 6 6" />,
  people: (
    <path d="M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM3 20c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5M16 5.5a3.2 3.2 0 0 1 0 6.2M17.5 14.8c2.3.7 3.5 2.5 3.5 5.2" />
  ),
  more: <path d="M6 12h.01M12 12h.01M18 12h.01" strokeWidth={3} />,
} satisfies Record<string, ReactNode>;

/** The name of a drawing. */
export type IconName = keyof typeof DRAWINGS;

/** A drawing beside words that say the same. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {DRAWINGS[name]}
    </svg>
  );
}
