import pg from 'pg';
import type { Ground } from './ground';

/** Longer than any of ours takes: then the row never came. */
const PATIENCE_MS = 60_000;

/** Tells when rows are there. */
export interface RowWatch {
  /** @returns when the row of this id was committed, on the clock of `performance.now()` */
  seen(id: string): Promise<number>;
}

/**
 * Hears of each row of a table that meets a condition, in the moment in which it is committed. Postgres tells: whoever
 * looked again and again would take from the machine what is measured.
 */
export async function watchRows(
  ground: Pick<Ground, 'database' | 'onOwner' | 'onEnd'>,
  { table, id, when }: { table: string; id: string; when: string },
): Promise<RowWatch> {
  const channel = `bench_${table}`;
  await ground.onOwner(`CREATE FUNCTION ${channel}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('${channel}', NEW.${id}); RETURN NULL; END $$`);
  const condition = when.replaceAll(/\b(\w+) =/g, 'NEW.$1 =');
  await ground.onOwner(`CREATE TRIGGER ${channel} AFTER INSERT OR UPDATE ON ${table} FOR EACH ROW
    WHEN (${condition}) EXECUTE FUNCTION ${channel}()`);
  const client = new pg.Client({ connectionString: ground.database.appUrl });
  await client.connect();
  ground.onEnd(() => client.end());
  const heard = new Map<string, (atMs: number) => void>();
  client.on('notification', ({ payload }) => heard.get(payload ?? '')?.(performance.now()));
  await client.query(`LISTEN ${channel}`);
  return {
    seen: (row) =>
      new Promise<number>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`Not within a minute: ${row} in ${table}.`)), PATIENCE_MS);
        heard.set(row, (atMs) => {
          clearTimeout(late);
          heard.delete(row);
          resolve(atMs);
        });
      }),
  };
}
