import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** What a process has used so far, as Linux counts it. */
export interface Cost {
  /** CPU time in milliseconds, of all its threads. */
  readonly cpuMs: number;
  /** The highest resident memory since the last `forgetPeak`, in MiB. */
  readonly peakMib: number;
  /** Resident memory now, in MiB. */
  readonly nowMib: number;
}

/** Reads the cost of a process from `/proc`. Throws where there is none. */
export function costOf(pid: number): Cost {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name may hold blanks; the numbers begin after its bracket. utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    cpuMs: (ticks * 1000) / ticksPerSecond(),
    peakMib: kib(status, 'VmHWM') / 1024,
    nowMib: kib(status, 'VmRSS') / 1024,
  };
}

/** Lets the peak of memory begin anew. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

function kib(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN);
}

function ticksPerSecond(): number {
  return Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
}
