import { serveMailbox } from './mail/server';

/** The process of the laptop's mail server: `node mailbox-main.js <data folder> <port>`. */
async function main(): Promise<void> {
  const [dataDir, port] = process.argv.slice(2);
  if (!dataDir || !port) throw new Error('Usage: mailbox-main <data folder> <port>');
  const close = await serveMailbox({ dataDir, port: Number(port) });
  process.once('SIGTERM', close);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
