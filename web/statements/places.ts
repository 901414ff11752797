import type { Got } from '../api/client';

/** A statement with a page of its lines. */
export type Statement = Got<'/v1/partners/{id}/statements/{period}'>;
/** Where in the statements of a partner the reader is. */
export interface StatementPlace {
  period?: string;
  currency?: string;
  earning?: string;
}
/** Addresses of such places: ours and the partner's own view have different ones. */
export type AddressOf = (place: StatementPlace) => string;

/** Places in the page Statements. */
export const statementPlaces =
  (partnerId: string): AddressOf =>
  ({ period, currency, earning }) => {
    if (earning !== undefined) return `/statements/${partnerId}/earnings/${earning}`;
    return `/statements/${partnerId}${period === undefined ? '' : `/${period}?currency=${currency}`}`;
  };

/** Places in the partner's own view. */
export const ownPlaces: AddressOf = (place) =>
  `/mine?${new URLSearchParams({ tab: 'statements', ...(place as Record<string, string>) })}`;
