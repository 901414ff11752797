import { appendFile, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import type { LedgerBookHead, LedgerFinding } from './ledger-verifier';
import { missingHeads, readBookHeads, verifyLedger } from './ledger-verifier';

const HELP = `Reads the whole ledger again and recomputes every hash, link, sum and balance.

  npm run ledger:verify                            what is wrong, one line each
  npm run ledger:verify -- --export-heads <file>   adds the heads of all books to a log, if nothing is wrong
  npm run ledger:verify -- --heads <file>          also compares with such a log: only that finds a deleted end of a book
  npm run ledger:verify -- --help                  this text

Keep the log where whoever can change the database cannot. Exit code: 0 all is well, 1 something is wrong, 2 not run.

Environment:
  DATABASE_URL   the application; reading is enough
`;

/** The command line. @returns the exit code */
async function main(args: string[]): Promise<number> {
  let options: { heads?: string; 'export-heads'?: string; help?: boolean };
  try {
    options = parseArgs({
      args,
      options: { heads: { type: 'string' }, 'export-heads': { type: 'string' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  const { DATABASE_URL: url } = process.env;
  if (options.help) process.stdout.write(HELP);
  else if (!url) process.stderr.write(`DATABASE_URL is not set.\n\n${HELP}`);
  if (options.help || !url) return options.help ? 0 : 2;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return await verify(client, options);
  } finally {
    await client.end();
  }
}

async function verify(client: Client, options: { heads?: string; 'export-heads'?: string }): Promise<number> {
  const known = options.heads === undefined ? [] : headsOf(await readFile(options.heads, 'utf8'));
  let transactions = 0;
  let findings = 0;
  const report = async (found: AsyncGenerator<LedgerFinding>): Promise<void> => {
    for await (const { book, seq, what } of found) {
      findings += 1;
      process.stdout.write(`${book ?? 'no book'} ${seq === null ? '' : `transaction ${seq} `}${what}\n`);
    }
  };
  const progress = (done: number): void => {
    transactions = done;
    process.stderr.write(`${done} transactions read\n`);
  };
  await report(verifyLedger(client, progress));
  await report(missingHeads(client, known));
  const heads = await readBookHeads(client);
  process.stdout.write(
    `${heads.length} books, ${transactions} transactions${options.heads === undefined ? '' : `, ${known.length} exported heads`}: ` +
      `${findings === 0 ? 'all is well' : `${findings} findings`}\n`,
  );
  const file = options['export-heads'];
  if (file !== undefined && findings === 0)
    await appendFile(file, heads.map((head) => `${JSON.stringify(head)}\n`).join(''));
  return findings === 0 ? 0 : 1;
}

/** The lines of an exported log. @throws Error naming the line that is none */
function headsOf(text: string): LedgerBookHead[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      try {
        return JSON.parse(line) as LedgerBookHead;
      } catch (error) {
        throw new Error(`Line ${index + 1} of the log of heads cannot be read`, { cause: error });
      }
    });
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`The ledger could not be verified: ${error.message}\n`);
    process.exitCode = 2;
  },
);
