/** A person that the laptop's issuer can sign in. Staff roles travel as the claim `roles`; grants in Postgres decide. */
export interface DemoIdentity {
  /** What `npm run token -- <name>` takes. */
  name: string;
  /** The `sub` of their tokens. */
  subject: string;
  displayName: string;
  email: string;
  /** Our side's roles, such as PM; empty for a partner's people, whose roles come from their partner. */
  roles: string[];
  /** True for somebody who applies for, or works at, a partner. */
  partnerSide: boolean;
}

/** The issuer's first identities; `identities.json` in its data folder may hold more. */
export const DEMO_IDENTITIES: readonly DemoIdentity[] = [
  staff('pam', 'Pam Ortega, program manager', ['PM']),
  staff('carl', 'Carl Nowak, channel manager', ['CAM']),
  staff('olga', 'Olga Lind, partner operations', ['PO']),
  staff('fiona', 'Fiona Marsh, finance', ['FIN']),
  staff('frank', 'Frank Adeyemi, finance', ['FIN']),
  staff('lena', 'Lena Fischer, legal', ['LEG']),
  staff('mia', 'Mia Chen, partner marketing', ['MKT']),
  staff('sam', 'Sam Rossi, solution engineer', ['SE']),
  staff('vera', 'Vera Blom, vice president', ['VP']),
  staff('ada', 'Ada Quist, administrator', ['ADMIN']),
  atPartner('ana', 'Ana Duarte, owner of a partner'),
  atPartner('sal', 'Sal Marino, sales at a partner'),
  atPartner('tia', 'Tia Novak, sales at a partner'),
  atPartner('max', 'Max Weber, marketing at a partner'),
  atPartner('flo', 'Flo Santos, finance at a partner'),
  service('lms', 'Learning system'),
  service('erp', 'Order system'),
  service('crm', 'Sales and marketing system'),
];

/** The mail address of a person at the demo's partner. */
export function demoMail(name: string): string {
  return `${name}@partner.example`;
}

function staff(name: string, displayName: string, roles: string[]): DemoIdentity {
  return { name, subject: name, displayName, email: `${name}@vendor.example`, roles, partnerSide: false };
}

function atPartner(name: string, displayName: string): DemoIdentity {
  return { name, subject: name, displayName, email: demoMail(name), roles: [], partnerSide: true };
}

/** A system that speaks to the API with a token of its own; an administrator registers it. */
function service(name: string, displayName: string): DemoIdentity {
  return { name, subject: name, displayName, email: `${name}@systems.example`, roles: [], partnerSide: false };
}
