import { execFileSync } from 'node:child_process';

const ARCHIVE_MS = 300_000;

/** A folder to pack, so that the same content gives the same bytes. */
export interface ArchiveRequest {
  /** Where `name` lies. */
  readonly parent: string;
  /** The folder, which is also the first part of every path in the archive. */
  readonly name: string;
  readonly output: string;
  /** Seconds since the epoch, for every file: the time of the commit. */
  readonly epoch: number;
}

/** Writes a `.tar.gz`: names sorted, owned by root, with one time and no time of its own in the gzip header. */
export function archive({ parent, name, output, epoch }: ArchiveRequest): void {
  const same = ['--sort=name', `--mtime=@${epoch}`, '--owner=0', '--group=0', '--numeric-owner'];
  const format = ['--format=posix', '--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime'];
  execFileSync(
    'tar',
    [...same, ...format, '--use-compress-program=gzip -n -6', '-cf', output, '-C', parent, name],
    {
      timeout: ARCHIVE_MS,
    },
  );
}
