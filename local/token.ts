import { join } from 'node:path';
import { identityNames, tokenFromRunningIssuer } from './issuer';
import { projectRoot } from './processes';

const HELP = `Prints an access token of a named identity, for example:

  curl -H "authorization: Bearer $(npm run -s token -- pam)" …

  npm run token -- <name>      one of the names below
  npm run token -- --help      this text
`;

/** The command line. @returns the exit code */
async function main(args: string[]): Promise<number> {
  const dataDir = join(process.env['PLE_DATA'] ?? join(projectRoot(), '.data'), 'issuer');
  const [name] = args;
  if (name === undefined || name === '--help' || args.length > 1) {
    process.stdout.write(`${HELP}\nNames: ${identityNames(dataDir).join(', ')}\n`);
    return name === '--help' ? 0 : 2;
  }
  process.stdout.write(`${await tokenFromRunningIssuer({ dataDir, name })}\n`);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
