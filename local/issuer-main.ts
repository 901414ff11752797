import { serveIssuer } from './issuer/server';

/** The process of the laptop's issuer: `node issuer-main.js <data folder> <port>`. */
async function main(): Promise<void> {
  const [dataDir, port] = process.argv.slice(2);
  if (!dataDir || !port) throw new Error('Usage: issuer-main <data folder> <port>');
  const server = await serveIssuer({ dataDir, port: Number(port) });
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
  });
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
