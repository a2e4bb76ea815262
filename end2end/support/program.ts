// The program itself, on a database of its own: for whoever begins where nothing is there yet. TRAGUARDI_PROGRAM says where it lies.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = process.env.TRAGUARDI_PROGRAM ?? '';

/** How long the server may take to go, once it is asked to. */
const PATIENCE = 5_000;

/** What the tests' own server is told in TRAGUARDI_… is not for this one. Its day stands still all the same. */
const env = { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRAGUARDI_'))), TRAGUARDI_TODAY: '2026-11-22' };

/** A port of this machine that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export class Program {
  private readonly folder = mkdtempSync(join(tmpdir(), 'traguardi-'));
  private readonly database = join(this.folder, 'comune.sqlite');
  private server: ChildProcess | undefined;

  private constructor(private readonly address: string) {}

  /** An empty folder, and an address to serve it on. */
  static async fresh(): Promise<Program> {
    return new Program(`127.0.0.1:${await freePort()}`);
  }

  get origin(): string {
    return `http://${this.address}`;
  }

  /** Writes a file beside the database, and says where. */
  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** What a command has printed, once it has done everything. */
  async run(...command: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(PROGRAM, ['--database', this.database, ...command], { env });
    return stdout;
  }

  /** Serves, as on somebody's own machine, and goes on as soon as it is ready. */
  async serve(): Promise<void> {
    const server = spawn(PROGRAM, ['--database', this.database, 'serve', '--plain-http', '--listen', this.address], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.server = server;
    // Where the tests are broken off it does not stay behind.
    process.once('exit', () => server.kill('SIGKILL'));
    await new Promise<void>((ready, failed) => {
      let printed = '';
      server.once('error', failed);
      server.once('exit', (code, signal) => failed(new Error(`The server ended with ${code ?? signal} before it was ready: ${printed}`)));
      server.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        if (printed.includes(this.origin)) ready();
      });
    });
  }

  /** Ends the server, and takes everything away. */
  async leave(): Promise<void> {
    const server = this.server;
    if (server?.pid && server.exitCode === null && server.signalCode === null) {
      const ended = once(server, 'exit');
      server.kill();
      const late = setTimeout(() => server.kill('SIGKILL'), PATIENCE);
      await ended;
      clearTimeout(late);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
