import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useConsole } from '../shell/context';
import { either } from './words';

/** What no program names: administrators, and the services that send. */
const BEYOND_PROGRAMS: Record<string, string> = {
  ADMIN: 'Administrator',
  LMS: 'Learning system',
  CRM: 'CRM system',
  IMPORTER: 'Import service',
};

/** Roles as people read them. */
export interface RoleWords {
  /** "Channel account manager" for `CAM`; a role that nothing names is its own word. */
  titleOf(role: string): string;
  /** "Program manager or Legal". */
  eitherOf(roles: readonly string[]): string;
  /** A sentence of the engine with its roles by their titles. */
  inText(text: string): string;
}

/** The titles of roles, as the published programs give them: rules and rows know ids, people read words. */
export function useRoles(): RoleWords {
  const { api } = useConsole();
  const { data } = useQuery({
    queryKey: ['roles'],
    meta: { still: true },
    queryFn: ({ signal }) => api.get('/v1/programs', { signal }),
  });
  return useMemo(() => roleWords(Object.assign({}, ...(data?.items ?? []).map(({ roles }) => roles))), [data]);
}

function roleWords(ofPrograms: Record<string, string>): RoleWords {
  const titles: Record<string, string> = { ...BEYOND_PROGRAMS, ...ofPrograms };
  const titleOf = (role: string): string => titles[role] ?? role;
  // The longest first, and whole words alone: `P-own` holds no `P`.
  const ids = Object.keys(titles).sort((a, b) => b.length - a.length);
  const anyId = new RegExp(`(?<![\\w-])(?:${ids.map(literally).join('|')})(?![\\w-])`, 'g');
  return {
    titleOf,
    eitherOf: (roles) => either(roles.map(titleOf)),
    inText: (text) => text.replace(anyId, titleOf),
  };
}

const literally = (id: string): string => id.replace(/[^\w-]/g, '\\$&');
