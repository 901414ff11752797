/** Payout runs as finance keeps them over HTTP. */
import { holderIdOf } from '../../domain/incentivize/ledger';
import type { ProgramVersion } from '../../domain/program';
import type { Answered, TestApi } from './api';
import type { DuePartner } from './payouts';
import { freshName } from './servers';

/** Runs, files, messages, look-ups: seconds on a busy machine. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** Looks until there is something. @throws Error saying what was waited for in vain */
export async function eventually<T>(what: string, look: () => Promise<T | false | undefined>): Promise<T> {
  for (
    const endMs = Date.now() + PATIENCE_MS;
    Date.now() < endMs;
    await new Promise((r) => setTimeout(r, LOOK_EVERY_MS))
  ) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`Waited in vain: ${what}`);
}

/** What `fiona` of finance asks for and `fred` approves; both are people of the API that is given once it has started. */
export function payoutDesk(api: () => TestApi) {
  const get = async (path: string, as = 'fiona') => (await api().ask(`GET ${path}`, { as })).body;
  const ask = (route: string, json: object, as = 'fiona'): Promise<Answered> =>
    api().ask(route, { as, key: freshName('k'), json });
  const read = (runId: string) => get(`/v1/payout-runs/${runId}`);
  const lines = async (runId: string) => (await get(`/v1/payout-runs/${runId}/lines`)).items;
  const open = async (of: ProgramVersion, parts: object = {}): Promise<string> =>
    (await ask('POST /v1/payout-runs', { program: of.programId, period: '2026-Q3', ...parts })).body.runId;
  const reaches = (runId: string, state: string, revision = 1) =>
    eventually(`${runId} is ${state}`, async () => {
      const run = await read(runId);
      return run.state === state && run.revision === revision && run;
    });
  const approve = async (runId: string, contentHash?: string): Promise<Answered> =>
    ask(
      `POST /v1/payout-runs/${runId}/approval`,
      { contentHash: contentHash ?? (await read(runId)).contentHash },
      'fred',
    );
  return {
    ...{ ask, read, lines, open, reaches, approve },
    /** A run over all that is due, that is approved. */
    approved: async (of: ProgramVersion): Promise<string> => {
      const runId = await open(of);
      const { contentHash } = await reaches(runId, 'in_review');
      await approve(runId, contentHash);
      return runId;
    },
    book: async (holder: DuePartner) => {
      const { rows } = await api().pool.query<Record<string, string>>(
        'SELECT payable, in_transit, paid FROM ledger_book WHERE holder_id = $1 AND currency = $2',
        [holderIdOf(holder), holder.currency],
      );
      return rows[0];
    },
  };
}
