import { Command, InvalidArgumentError } from 'commander';
import { requestCommand } from './commands/request.ts';
import { start } from './commands/start.ts';

/** The command line of `teleport-mock`. */
export function buildProgram(): Command {
  const program = new Command('teleport-mock').description(
    'A Teleport Auth Service to develop access plugins against',
  );
  program
    .command('start')
    .description('run the Auth Service and its page until a signal comes')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port of the Auth Service (gRPC with mTLS); 0 takes a free one', port, 3025)
    .option('--web-port <port>', 'port of the page and the control API; 0 takes a free one', port, 3080)
    .option('--proxy-port <port>', 'port of the proxy (TLS routing, /webapi); 0 takes a free one', port, 0)
    .option('--server-version <version>', 'the version of Teleport to be', '18.11.0')
    .option('--dir <folder>', 'where to write identity, auth.key, auth.crt, auth.cas and proxy-ca.pem')
    .option('--seed-file <file>', 'JSON with users, roles, requests and faults to begin with')
    .action(start);
  program.addCommand(requestCommand());
  return program;
}

function port(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}
