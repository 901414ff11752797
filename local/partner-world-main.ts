import { servePartnerWorld } from './world/server';

/** The process that plays the third parties: `node partner-world-main.js <data folder> <port>`. */
async function main(): Promise<void> {
  const [dataDir, port] = process.argv.slice(2);
  if (!dataDir || !port) throw new Error('Usage: partner-world-main <data folder> <port>');
  const server = await servePartnerWorld({ dataDir, port: Number(port) });
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
  });
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
