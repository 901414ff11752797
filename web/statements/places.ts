import type { Got } from '../api/client';

/** A statement with a page of its lines. */
export type Statement = Got<'/v1/partners/{id}/statements/{period}'>;
/** Where in the statements of a partner the reader is. */
export interface StatementPlace {
  period?: string;
  currency?: string;
  /** Whose SPIFFs; without it the partner's own. */
  person?: string;
  earning?: string;
}
/** Addresses of such places: ours and the partner's own view have different ones. */
export type AddressOf = (place: StatementPlace) => string;

/** Places in the page Statements. */
export const statementPlaces =
  (partnerId: string): AddressOf =>
  ({ period, currency, person, earning }) => {
    if (earning !== undefined) return `/statements/${partnerId}/earnings/${earning}`;
    const whose = person === undefined ? '' : `person=${encodeURIComponent(person)}`;
    if (period === undefined) return `/statements/${partnerId}${whose && `?${whose}`}`;
    return `/statements/${partnerId}/${period}?currency=${currency}${whose && `&${whose}`}`;
  };

/** Places in the partner's own view. */
export const ownPlaces: AddressOf = (place) =>
  `/mine?${new URLSearchParams({ tab: 'statements', ...(place as Record<string, string>) })}`;
