import { createContext, useContext } from 'react';
import type { Api, Got } from '../api/client';
import type { Session } from '../session/session';

/** Who is signed in, as the API sees them. */
export type Me = Got<'/v1/people/me'>;

/** What every page may use. */
export interface Console {
  api: Api;
  session: Session;
}

const ConsoleContext = createContext<Console | null>(null);
const MeContext = createContext<Me | null>(null);

export const ConsoleProvider = ConsoleContext.Provider;
export const MeProvider = MeContext.Provider;

/** The API and the session. */
export function useConsole(): Console {
  const value = useContext(ConsoleContext);
  if (value === null) throw new Error('This needs a ConsoleProvider above it.');
  return value;
}

/** Who is signed in. */
export function useMe(): Me {
  const value = useContext(MeContext);
  if (value === null) throw new Error('This needs a MeProvider above it.');
  return value;
}

/** An administrator sees to what others can no longer see to themselves. */
export const isAdmin = (me: Me): boolean => holds(me, ['ADMIN']);

/** Tells whether one of the roles is held anywhere. */
export const holds = (me: Me, roles: readonly string[]): boolean => me.grants.some(({ role }) => roles.includes(role));
